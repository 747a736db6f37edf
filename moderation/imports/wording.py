"""What an export's comment says, as somebody here would have typed it."""

import re
from urllib.parse import parse_qs, urlsplit

from accounts.safety.names import LONGEST
from accounts.safety.sanitize import typed_of
from accounts.safety.text import BIDI_CONTROL, UNUSABLE

MEDIA = re.compile(r"(?i)<(img|iframe|video|audio|embed|object)\b")
PARAGRAPH = re.compile(r"(?i)<(p|br|div)\b")
#: Links that Disqus leads through its own address.
ROUNDABOUT = re.compile(r"https?://disq\.us/url\?[^\s)]{1,4000}")


def usable(said: str) -> str:
    """Take out what no database keeps and nobody sees."""
    return UNUSABLE.sub("", said)


def typed(body: str, *, has_lines: bool) -> str:
    """Turn markup into text with line ends, quotes and list items as people type them, and addresses in the open."""
    html = body.replace("\r\n", "\n").replace("\r", "\n")
    if not has_lines and PARAGRAPH.search(html):  # its line ends are those of a source
        html = " ".join(line.strip() for line in html.split("\n"))
    html = re.sub(r"(?i)<blockquote\b[^<>]*>\s*(<p\b[^<>]*>)?", "\n&gt; ", html)
    html = re.sub(r"(?i)<li\b[^<>]*>", "- ", html)
    html = re.sub(r"(?i)</div>", "<br>", html)
    return ROUNDABOUT.sub(_straight, typed_of(html))


def name_of(said: str) -> str:
    """Return a name without line ends and what turns the direction of what follows, as long as a name may be."""
    return " ".join(BIDI_CONTROL.sub("", usable(said)).split())[:LONGEST].strip()


def _straight(found: re.Match[str]) -> str:
    """Return where a roundabout link leads; Disqus adds a colon and a sum to it."""
    wanted = parse_qs(urlsplit(found.group()).query).get("url", [""])[0].rpartition(":")[0]
    return wanted if wanted.startswith(("http://", "https://")) else found.group()
