"""The one module that owns people's HTML: everything stored or shown as markup has passed here (quality QS1).

nh3 reads the markup first and puts it in order. bleach then judges whatever carries an address; it takes any scheme
followed by digits for host and port, so our own rule decides on every address, too. nh3 passes last, so that what
one engine overlooks the other sees. Time grows with the length alone: `accounts.safety.nesting` bounds the depth
before any parser sees the markup.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.safety.nesting import bounded
from accounts.safety.text import UNUSABLE, refuse_unusable

SCHEMES = frozenset({"http", "https", "mailto"})
COMMENT_REL = "nofollow ugc noopener"
ARTICLE_REL = "noopener"

INLINE = frozenset({"a", "em", "strong", "code", "br", "sub", "sup"})
POLICY = INLINE | {"p", "ul", "ol", "li", "h2", "h3", "h4", "blockquote"}
ARTICLE = POLICY | {"pre", "hr", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "caption"}
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}
#: What an attribute may say; addresses have a rule of their own.
VALUES = {"scope": re.compile("col|row|colgroup|rowgroup"), "start": re.compile(r"-?\d{1,6}")}
#: A link as nh3 writes it. No address holds a bracket or a quote (`is_safe_url`), so that none ends early.
LINK = re.compile(r'<a href="[^"<>]*">')
#: The same with what it leads from.
ANCHOR = re.compile(r'<a(?: href="(?P<url>[^"<>]*)")?>(?P<words>[^<]*)</a>')
#: Different addresses in one text; a link past them keeps its words.
MOST_LINKS = 400
#: Markup that a second reading would read otherwise is read again, this often.
READINGS = 4
#: Unclosed elements are opened again in every paragraph; markup that grows so much by being put in order is no text.
MOST_GROWTH = 3

#: A bare address in running text; what ends a sentence does not end an address. Linear: no part can match twice.
BARE_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]{1,2000}", re.IGNORECASE)
#: What an address has percent-encoded, or it is none.
BRACKETS = frozenset('<>"')
TRAILING = ".,;:!?)»”’…،؛؟"
#: What browsers drop inside a scheme before they read it (WHATWG URL, 4.4).
DROPPED = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def clean_comment(text: str) -> SafeString:
    """Turn what a reader typed into paragraphs with links. Markup is shown as it was typed, never obeyed.

    Raises UnusableText for control characters and lone surrogates.
    """
    refuse_unusable(text)
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    html = "".join(f"<p>{'<br>'.join(map(_linked, p.split(chr(10))))}</p>" for p in paragraphs if p)
    return mark_safe(_last_pass(html, INLINE | {"p"}, COMMENT_REL))  # noqa: S308 # this module's purpose


def clean_article(html: str) -> SafeString:
    """Keep of an editor's markup what an article may hold. Raises UnusableText."""
    return _clean(html, ARTICLE)


@lru_cache(maxsize=256)
def show_article(html: str) -> SafeString:
    """Let stored markup of an article into a page: the last pass alone, cheap enough for reading (A16)."""
    return mark_safe(_last_pass(html, ARTICLE, ARTICLE_REL))  # noqa: S308 # this module's purpose


def clean_policy(html: str) -> SafeString:
    """Keep of a policy's markup what a legal text may hold. Raises UnusableText."""
    return _clean(html, POLICY)


def text_of(html: str) -> str:
    """Reduce markup to text for mails and summaries: block ends become line ends, tags go, entities are read."""
    return _worded(html, lambda ended: _cleaner(frozenset(), None).clean(ended))


def typed_of(html: str) -> str:
    """Reduce markup to what somebody would have typed: as `text_of`, with addresses beside the words that led there."""

    def spelled(ended: str) -> str:
        return ANCHOR.sub(_spelled, _cleaner(frozenset({"a"}), None).clean(ended))

    return _worded(html, spelled)


def is_safe_url(value: str) -> bool:
    """Say whether an address may be a link: http, https, mailto, or a path of our own site."""
    bare = DROPPED.sub("", unescape(value))
    if not bare or bare.startswith(("//", "\\")) or "\\" in bare[:8] or not BRACKETS.isdisjoint(value):
        return False
    if bare.startswith(("/", "#")):
        return True
    try:
        parts = urlsplit(bare)
    except ValueError:
        return False
    if parts.scheme.lower() == "mailto":
        return "@" in parts.path
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc)


def _worded(html: str, strip: Callable[[str], str]) -> str:
    """Turn block ends into line ends, let `strip` take the tags out, and read the entities."""
    html = re.sub(r"(?is)<(script|style|template)\b.*?(</\1\s*>|\Z)", "", refuse_unusable(html))
    html = re.sub(r"(?i)<br\s*/?>|</(li|tr|h\d|blockquote)>", "\n", html)
    html = re.sub(r"(?i)</p>", "\n\n", html)
    text = UNUSABLE.sub("", unescape(strip(bounded(html))))
    lines = (line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _spelled(link: re.Match[str]) -> str:
    """Write a link as its words and its address, or as the address alone where the words are that, maybe cut short."""
    url, words = link["url"] or "", link["words"].strip()
    shown = words.removesuffix("…").removesuffix("...")
    if not url or url == f"mailto:{words}":
        return words
    return url if not shown or url.split("://")[-1].startswith(shown.split("://")[-1]) else f"{words} ({url})"


def _clean(html: str, tags: frozenset[str]) -> SafeString:
    """Read until another reading changes nothing; markup that never settles loses its tags and keeps its words."""
    refuse_unusable(html)
    judged: dict[str, str] = {}
    for _ in range(READINGS):
        # A character reference can spell what was refused above: it goes, now that it can be seen.
        ordered = UNUSABLE.sub("", _last_pass(bounded(html), tags, None))
        if len(ordered) > MOST_GROWTH * len(html) + 1000:
            break
        read = _last_pass(_bleached(ordered, judged), tags, ARTICLE_REL)
        if read == html:
            return mark_safe(read)  # noqa: S308 # this module's purpose
        html = read
    return mark_safe(UNUSABLE.sub("", _last_pass(html, frozenset(), None)))  # noqa: S308 # this module's purpose


def _bleached(html: str, judged: dict[str, str]) -> str:
    """Let bleach judge the links, the only tags whose attributes are not words of a list; remember what it said.

    All of them in one document: bleach takes 20 microseconds a tag, which the other tags are spared.
    """
    links = [link for link in dict.fromkeys(LINK.findall(html)) if link not in judged]
    if links := links[: MOST_LINKS - len(judged)]:
        from bleach.sanitizer import Cleaner  # noqa: PLC0415 # 3 MB that only who stores links of editors needs

        cleaner = Cleaner(tags={"a"}, attributes=_is_allowed, protocols=SCHEMES, strip=True)
        judged |= zip(links, cleaner.clean("</a>".join(links)).split("</a>"), strict=False)
    return LINK.sub(lambda link: judged.get(link.group(), "<a>"), html)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    return is_safe_url(value) if name == "href" else VALUES[name].fullmatch(value) is not None


def _last_pass(html: str, tags: frozenset[str], rel: str | None) -> str:
    """Let the second parser have the last word, with the same lists and our own rule for addresses."""
    return _cleaner(tags, rel).clean(html)


@cache
def _cleaner(tags: frozenset[str], rel: str | None) -> nh3.Cleaner:
    """Make the parser once for each list: to make it costs five times what a comment does."""
    return nh3.Cleaner(
        tags=set(tags),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if tag in tags},
        attribute_filter=_filter,
        url_schemes=set(SCHEMES),
        link_rel=rel,
        strip_comments=True,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    return value if name == "rel" or _is_allowed(tag, name, value) else None


def _linked(line: str) -> str:
    """Escape a line and link the bare addresses in it."""
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for match in BARE_URL.finditer(line):
        url = match.group().rstrip(TRAILING)
        if not is_safe_url(url):
            continue
        yield escape(line[end : match.start()])
        yield f'<a href="{escape(url)}">{escape(url)}</a>'
        end = match.start() + len(url)
    yield escape(line[end:])
