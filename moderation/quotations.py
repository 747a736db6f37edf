"""What a letter quotes, told from what its writer says. Pure."""

import re
from collections.abc import Callable, Iterator

#: Announces lines that begin with ">".
ATTRIBUTION = re.compile(r"^(On .+ wrote:|Am .+ schrieb.*:|Le .+ a écrit ?:|.*كتب.*:)\s*$", re.IGNORECASE)
#: Below these comes another letter whole, unmarked.
DIVIDER = re.compile(
    r"^(-{2,} ?(Original|Ursprüngliche|Message d.origine|Weitergeleitete|Forwarded|الرسالة).*|_{10,})\s*$",
    re.IGNORECASE,
)
HEAD = re.compile(r"^(From|Von|De|من|Sent|Gesendet|Envoyé|Date|Datum|تم الإرسال|التاريخ) ?: ?\S")
#: Stand in the text for where HTML begins and ends a quotation.
OPENS, CLOSES = "\ue000", "\ue001"


def without(text: str) -> str:
    """Leave out quoted lines, what announces them, another letter below, and the signature (RFC 3676, 4.3)."""
    return "\n".join(_own(text.splitlines())).strip()


def of_html(html: str, text_of: Callable[[str], str]) -> str:
    """Reduce HTML to text by `text_of`, in which quotations are marked as mail marks them."""
    marked = re.sub(r"(?i)<blockquote\b[^>]*>", f"<br>{OPENS}<br>", html.replace(OPENS, "").replace(CLOSES, ""))
    marked = re.sub(r"(?i)</blockquote\s*>", f"<br>{CLOSES}<br>", marked)
    depth, lines = 0, []
    for line in text_of(marked).split("\n"):
        if line in (OPENS, CLOSES):
            depth = max(0, depth + (1 if line == OPENS else -1))
        else:
            lines.append(f"> {line}" if depth else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _own(lines: list[str]) -> Iterator[str]:
    skipped = 0
    for number, line in enumerate(lines):
        following = lines[number + 1 : number + 2]
        if line == "-- " or DIVIDER.match(line) or _is_head(line, following):
            return
        if number < skipped or line.startswith(">"):
            continue
        announces = _announcement(lines, number)
        if announces:
            skipped = number + announces
            continue
        yield line.rstrip()


def _is_head(line: str, following: list[str]) -> bool:
    """Say whether two lines are the head of another letter, as Outlook sets it above."""
    return bool(HEAD.match(line)) and any(HEAD.match(one) for one in following)


def _announcement(lines: list[str], number: int) -> int:
    """Count the lines from here that announce a quotation: mail programs break a long one in two."""
    for length in (1, 2):
        said = " ".join(line.strip() for line in lines[number : number + length])
        below = next((line for line in lines[number + length :] if line.strip()), "")
        if ATTRIBUTION.match(said) and below.startswith(">"):
            return length
    return 0
