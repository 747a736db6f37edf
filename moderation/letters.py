"""Reading a letter that came as e-mail (RFC 5322). Pure: bytes in, a Letter out."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email

from accounts.safety import sanitize
from accounts.safety.text import UNUSABLE
from moderation import quotations

#: What lies beyond is not read: by then come attachments, and no letter needs so many words.
MAX_BYTES = 1_000_000
MAX_HEADER = 1_000
#: As much as addresses may have (RFC 5321).
MAX_SENDER = 254
MAX_EXPLANATION = 20_000

LETTERS = "[2-9A-HJ-NP-Z]"
#: The ID as people copy it: with any dash, with a gap in it, or without a dash when a digit shows that it is no word.
USER_ID = re.compile(
    rf"\bM(?:\s?[-\u2010-\u2015\u2212]\s?|(?=[A-Z]*[2-9]))({LETTERS}{{4}})\s?({LETTERS}{{4}})\b", re.IGNORECASE
)
REFERENCE = re.compile(rf"\bL-({LETTERS}{{10}})\b", re.IGNORECASE)
REPORT = re.compile(rf"\bR-({LETTERS}{{10}})\b", re.IGNORECASE)
HEARING = re.compile(rf"\bH-({LETTERS}{{10}})\b", re.IGNORECASE)
MISUSE = re.compile(rf"\bU-({LETTERS}{{10}})\b", re.IGNORECASE)
STATEMENT = re.compile(rf"\bS-({LETTERS}{{10}})\b", re.IGNORECASE)
#: The link by which a digest is ended, which stands in its head (RFC 8058).
DIGEST = re.compile(r"/digest/([\w:-]+)/end/")
#: … and that by which a discussion is followed no longer.
FOLLOW = re.compile(r"/follows/([\w:-]+)/end/")
ACTION = re.compile(r"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
#: Why a letter came back (RFC 3463).
STATUS = re.compile(r"^Status:\s*([45]\.\d{1,3}\.\d{1,3})\b", re.IGNORECASE | re.MULTILINE)
SUBJECT_PREFIX = re.compile(r"^\s*((re|aw|fwd?|wg|tr|رد)\s*:\s*)+", re.IGNORECASE)
#: Of a line that holds nothing else beside an ID, nobody learns anything.
LABELS = frozenset(
    re.findall(
        r"\S+",
        "a account benutzer compte d de die du est hello id identifiant is ist kennung konto l lautet mein meine mon "
        "my no nr number numéro nutzer the user utilisateur هو حسابي رقم معرف المستخدم معرّف",
    )
)


class UnreadableLetter(ValueError):
    """The message is not a letter: without a sender, or written by a machine (RFC 3834)."""


class Bounced(UnreadableLetter):
    """A letter of ours came back.

    `statements` and `hearings` are the references that it names, `digests` and `follows` the signed links by which
    these are ended, and `status` says why, if it does.
    """

    def __init__(
        self,
        statements: frozenset[str],
        digests: frozenset[str] = frozenset(),
        status: str = "",
        follows: frozenset[str] = frozenset(),
        hearings: frozenset[str] = frozenset(),
    ) -> None:
        self.statements, self.digests, self.status, self.follows = statements, digests, status, follows
        self.hearings = hearings
        super().__init__("The message tells that a letter of ours could not be delivered.")


@dataclass(frozen=True)
class Letter:
    """What a message says, with the three parts a restoration letter needs; a missing part is empty."""

    sender: str
    subject: str
    user_id: str
    reference: str
    explanation: str
    message_id: str
    sent_at: datetime | None
    #: The reference of the decision that it answers, where it quotes one.
    statement: str = ""
    #: The reference of the report whose decision it objects to.
    report: str = ""
    #: The reference of the hearing before a block in which it is a reply.
    hearing: str = ""
    #: The reference of the warning or pause for misuse of reports to which it objects.
    misuse: str = ""


class _Short(HeaderRegistry):
    """Reads the beginning of each header: reading takes time that grows with the square of its length.

    A header at which Python's parser fails is empty, so that the letter is none the worse.
    """

    def __call__(self, name: str, value: str) -> Any:  # noqa: ANN401 # a class made for each header's name
        try:
            return super().__call__(name, value[:MAX_HEADER])
        except (AttributeError, IndexError, ValueError):
            return super().__call__(name, "")


POLICY = email.policy.default.clone(header_factory=_Short())


def read(raw: bytes) -> Letter:
    """Read a message. Raise UnreadableLetter for one that nobody should be answered for, Bounced for a bounce."""
    message = email.message_from_bytes(raw.removeprefix(b"\xef\xbb\xbf")[:MAX_BYTES], policy=POLICY)
    if _is_report(message):
        raise _refusal(list(_texts(message)))
    sender = _sender(message)
    if _is_automatic(message):
        raise UnreadableLetter("The message was sent by a machine.")
    subject = SUBJECT_PREFIX.sub("", _header(message, "Subject")).strip()
    whole = _text(message)
    text = quotations.without(whole)
    return Letter(
        sender=sender,
        subject=subject[:200],
        # the writer's own words go before what they quote of ours
        user_id=_user_id(subject, text, whole),
        reference=_found(REFERENCE, _header(message, "Subject")),
        explanation=_explanation(text),
        message_id=_header(message, "Message-ID")[:250],
        sent_at=_arrived(message),
        statement=_found(STATEMENT, subject, whole),
        report=_found(REPORT, subject, whole),
        hearing=_found(HEARING, subject, whole),
        misuse=_found(MISUSE, subject, whole),
    )


def _header(message: EmailMessage, name: str) -> str:
    said = UNUSABLE.sub(" ", str(message.get(name, "")))
    return " ".join(said.encode(errors="replace").decode().split())


def _sender(message: EmailMessage) -> str:
    sender = parseaddr(_header(message, "From"))[1].lower()
    try:
        validate_email(sender)
        MaxLengthValidator(MAX_SENDER)(sender)
    except ValidationError:
        raise UnreadableLetter("The message has no sender.") from None
    return sender


def _is_automatic(message: EmailMessage) -> bool:
    automatic = _header(message, "Auto-Submitted").lower()
    is_mass = _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    is_answered_to_nobody = _header(message, "Return-Path") == "<>"
    is_marked = any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    return automatic not in ("", "no") or is_mass or is_answered_to_nobody or is_marked


def _is_report(message: EmailMessage) -> bool:
    """Say whether a mail server tells what became of a message (RFC 3464)."""
    writer = parseaddr(_header(message, "From"))[1].lower().partition("@")[0]
    return message.get_content_type() == "multipart/report" or writer in ("mailer-daemon", "postmaster")


def _refusal(texts: list[str]) -> UnreadableLetter:
    """Tell a server that gave up from one that still tries."""
    actions = [action.lower() for text in texts for action in ACTION.findall(text)]
    if actions and "failed" not in actions:
        return UnreadableLetter("A mail server is still trying to deliver a letter of ours.")
    statements = {found.group(0).upper() for text in texts for found in STATEMENT.finditer(text)}
    digests = {found.group(1) for text in texts for found in DIGEST.finditer(text)}
    follows = {found.group(1) for text in texts for found in FOLLOW.finditer(text)}
    hearings = frozenset(found.group(0).upper() for text in texts for found in HEARING.finditer(text))
    return Bounced(frozenset(statements), frozenset(digests), _status(texts), frozenset(follows), hearings)


def _status(texts: list[str]) -> str:
    found = next((match for text in texts if (match := STATUS.search(text))), None)
    return found.group(1) if found else ""


def _texts(message: EmailMessage) -> Iterator[str]:
    """Return the heads and the words of a message and of all that it encloses."""
    for part in message.walk():
        yield from (f"{name}: {value}" for name, value in part.items())
        if part.get_content_type() == "text/rfc822-headers":
            yield from _texts(email.message_from_string(_content(part), policy=POLICY))
        elif part.get_content_maintype() == "text":
            yield _content(part)


def _arrived(message: EmailMessage) -> datetime | None:
    """Tell when our own mail server took the message, or else when its writer's clock says that it was sent."""
    received = str((message.get_all("Received") or [""])[0]).rpartition(";")[2]
    for written in (received, _header(message, "Date")):
        try:
            sent = parsedate_to_datetime(written.strip())
        except (TypeError, ValueError):
            continue
        return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    return None


def _text(message: EmailMessage) -> str:
    """Return the plain text, or the HTML reduced to it."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = _content(part)
    return quotations.of_html(content, sanitize.text_of) if part.get_content_type() == "text/html" else content


def _content(part: MIMEPart) -> str:
    try:
        content = part.get_content()
    except (AttributeError, LookupError, ValueError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return UNUSABLE.sub("", str(content).replace("\r\n", "\n").encode(errors="replace").decode())


def _user_id(*texts: str) -> str:
    found = next((match for text in texts if (match := USER_ID.search(text))), None)
    return f"M-{found.group(1)}{found.group(2)}".upper() if found else ""


def _found(pattern: re.Pattern[str], *texts: str) -> str:
    found = next((match for text in texts if (match := pattern.search(text))), None)
    return found.group(0).upper() if found else ""


def _explanation(text: str) -> str:
    """Return the letter without lines that only name the user ID: whatever else is said explains (D11)."""
    return "\n".join(line for line in text.splitlines() if not _is_label(line)).strip()[:MAX_EXPLANATION]


def _is_label(line: str) -> bool:
    bare = USER_ID.sub(" ", line)
    return bare != line and LABELS.issuperset(re.findall(r"\w+", bare.lower()))
