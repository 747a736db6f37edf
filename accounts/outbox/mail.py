"""The mail channel: letters are worded when their cause happens and posted by the worker."""

import hashlib
import re
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine, TemplateDoesNotExist

from accounts.locale import as_read_in
from accounts.models import OutboxItem, User
from accounts.outbox import enqueue
from accounts.outbox.delivery import NotYet, Undeliverable

CHANNEL = "mail"
#: SMTP's own boundary between "not now" and "never" (RFC 5321, 4.2.1).
NEVER = 500
#: Why, in the server's words (RFC 3463), and what a code means that comes without (RFC 5321, 4.2.3).
STATUS = re.compile(rb"\b5\.\d{1,3}\.\d{1,3}\b")
MEANT = {550: "5.1.1", 551: "5.1.6", 552: "5.2.2", 553: "5.1.3"}


class Refused(Undeliverable):
    """The mail server takes nothing for this mailbox; `status` says why (RFC 3463)."""

    def __init__(self, code: int, said: bytes) -> None:
        found = STATUS.search(said)
        self.status = found.group().decode() if found else MEANT.get(code, "5.0.0")
        # The server's words repeat the address, which must not outlive the letter.
        super().__init__(f"The mail server refused the recipient ({code}).")


def post(
    *,
    template: str,
    context: dict[str, Any],  # whatever the template names
    key: str,
    now: datetime,
    person: User | None = None,
    language: str | None = None,
    to: str | None = None,
    channel: str = CHANNEL,
    headers: dict[str, str] | None = None,
    is_owed: bool = False,
) -> None:
    """Write a letter to a person, or to the address `to`, in their language, and put it into the outbox.

    `template` names `<template>.subject.txt`, `<template>.txt` and, where there is one, `<template>.html`. They see
    `context`, `person`, and what every letter needs (`site_url`, `publisher`, `moderators_contact`, `privacy_contact`).
    A `channel` of one's own can wrap `deliver` to learn the outcome. Nothing is written to erased people; to people
    whose data is only kept (GDPR Art. 18) nothing but what `is_owed`: what they asked for or the law orders.
    """
    address = to or (person.email if person else None)
    if not address or (person is not None and person.erased_at is not None):
        return
    chosen = language or (person.language if person else settings.LANGUAGE_CODE)
    payload = worded(
        template=template, context={"person": person, **context}, to=address, language=chosen, headers=headers or {}
    )
    payload["is_owed"] = is_owed
    enqueue(channel=channel, key=key, payload=payload, person=person, now=now)


def worded(
    *, template: str, context: dict[str, Any], to: str, language: str, headers: dict[str, str]
) -> dict[str, Any]:  # the payload that `deliver` takes
    """Word a letter to an address. A channel that words its own when it is sent needs this; all others call `post`."""
    return {"to": to, "language": language, **render(template, context, language), "headers": headers}


def render(template: str, context: dict[str, Any], language: str) -> dict[str, str]:
    """Word a letter: its subject on one line, its text, and its HTML or nothing; its times by its readers' clock."""
    values = {
        "site_url": settings.SITE_URL,
        "publisher": settings.PUBLISHER_NAME,
        "moderators_contact": settings.MODERATORS_CONTACT,
        "privacy_contact": settings.PRIVACY_CONTACT,
        **context,
    }
    engine = Engine.get_default()
    # Plain text is not HTML: escaping would put "&amp;" into the letter.
    plain = Context(values, autoescape=False)
    with as_read_in(language):
        return {
            "subject": " ".join(engine.get_template(f"{template}.subject.txt").render(plain).split()),
            "text": engine.get_template(f"{template}.txt").render(plain).strip() + "\n",
            "html": _html(engine, template, values),
        }


def _html(engine: Engine, template: str, values: dict[str, Any]) -> str:
    try:
        return engine.get_template(f"{template}.html").render(Context(values))
    except TemplateDoesNotExist:
        return ""


def message_id(key: str) -> str:
    """Give every attempt to send a letter the same Message-ID, so that mailboxes recognise a second copy."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def deliver(item: OutboxItem) -> None:
    """Hand the letter to the mail server. Raise Undeliverable when the server says: never; NotYet under Art. 18."""
    letter = item.payload
    if item.person and item.person.restricted_at and not letter.get("is_owed"):
        raise NotYet("The person's data is only kept at present.")
    message = EmailMultiAlternatives(
        subject=letter["subject"],
        body=letter["text"],
        to=[letter["to"]],
        headers={
            "Message-ID": message_id(item.key),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter["language"],
            **letter["headers"],
        },
    )
    if letter["html"]:
        message.attach_alternative(letter["html"], "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        code, said = min(refused.recipients.values())
        if code >= NEVER:
            raise Refused(code, said) from None
        raise
    except SMTPSenderRefused as refused:
        raise ConnectionError(f"The mail server refused the sender ({refused.smtp_code}).") from None
