"""Reading a letter that came as e-mail (RFC 5322). Pure: bytes in, a Letter out."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from accounts.safety import sanitize

#: Text beyond this is not read: no letter needs it.
MAX_BYTES = 1_000_000
MAX_EXPLANATION = 20_000

USER_ID = re.compile(r"\bM-([2-9A-HJ-NP-Z]{8})\b", re.IGNORECASE)
REFERENCE = re.compile(r"\bL-([2-9A-HJ-NP-Z]{10})\b", re.IGNORECASE)
QUOTE_HEADER = re.compile(
    r"^(On .+ wrote:|Am .+ schrieb.*:|Le .+ a écrit ?:|.*كتب.*:|-{2,} ?Original.*)\s*$", re.IGNORECASE
)
SUBJECT_PREFIX = re.compile(r"^\s*((re|aw|fwd?|wg|tr|رد)\s*:\s*)+", re.IGNORECASE)


class UnreadableLetter(ValueError):
    """The message is not a letter: too large, without a sender, or written by a machine (RFC 3834)."""


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


def read(raw: bytes) -> Letter:
    """Read a message. Raise UnreadableLetter for one that nobody should be answered for."""
    if len(raw) > MAX_BYTES:
        raise UnreadableLetter("The message is larger than a megabyte.")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    sender = parseaddr(_header(message, "From"))[1].lower()
    if "@" not in sender:
        raise UnreadableLetter("The message has no sender.")
    if _is_automatic(message):
        raise UnreadableLetter("The message was sent by a machine.")
    subject = SUBJECT_PREFIX.sub("", _header(message, "Subject")).strip()
    text = _own_words(_text(message))
    found = USER_ID.search(f"{subject}\n{text}")
    reference = REFERENCE.search(_header(message, "Subject"))
    return Letter(
        sender=sender,
        subject=subject[:200],
        user_id=found.group(0).upper() if found else "",
        reference=reference.group(0).upper() if reference else "",
        explanation=_explanation(text),
        message_id=_header(message, "Message-ID")[:250],
        sent_at=_date(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "")).replace("\x00", "").encode(errors="replace").decode()


def _is_automatic(message: EmailMessage) -> bool:
    automatic = _header(message, "Auto-Submitted").lower()
    return (automatic not in ("", "no")) or _header(message, "Precedence").lower() in ("bulk", "junk", "list")


def _date(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)


def _text(message: EmailMessage) -> str:
    """Return the plain text, or the HTML reduced to it."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    content = str(content).replace("\x00", "").encode(errors="replace").decode()
    return sanitize.text_of(content) if part.get_content_type() == "text/html" else content


def _own_words(text: str) -> str:
    """Leave out quoted lines and everything below a quotation's head or a signature mark (RFC 3676, 4.3)."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.rstrip("\r") == "-- " or QUOTE_HEADER.match(line):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _explanation(text: str) -> str:
    """Return the letter without the line that only names the user ID."""
    lines = [line for line in text.splitlines() if USER_ID.sub("", line).strip(" :.-–#") or not USER_ID.search(line)]
    bare = "\n".join(lines).strip()
    only_label = re.fullmatch(r"[\w ]{0,30}[:#]?\s*", USER_ID.sub("", bare)) and USER_ID.search(bare)
    return "" if only_label else bare[:MAX_EXPLANATION]
