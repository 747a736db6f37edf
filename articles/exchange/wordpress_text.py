"""The text of a WordPress post as markup: paragraphs that nobody wrote down, and shortcodes."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape

from articles.exchange.items import Note, left_out, mapped

#: Around these WordPress sets no paragraphs.
_BLOCK = (
    r"(?:table|thead|tbody|tfoot|caption|colgroup|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|p|figure|div|hr|"
    r"form|iframe|script|style|section|article|aside|details|video|audio|!--kept|!--)"
)
_OPENS, _CLOSES = (
    re.compile(rf"(<{_BLOCK}(?=[\s/>-]))", re.IGNORECASE),
    re.compile(rf"(</{_BLOCK}>|-->)", re.IGNORECASE),
)
_BEGINS = re.compile(rf"\s*</?{_BLOCK}(?=[\s/>-])", re.IGNORECASE)
_PRE = re.compile(r"<(?:pre|script|style)\b", re.IGNORECASE), re.compile(r"</(?:pre|script|style)>", re.IGNORECASE)

_NAMED = r"[A-Za-z][\w-]{1,40}"
_SHORTCODE = re.compile(rf"\[(/?)({_NAMED})((?:\s+[^\[\]<>]{{0,1000}}?)?)\s*(/?)\](?!\()")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))""")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\[\]]{0,2000})\]"), re.compile(r"\[/(?:wp_)?caption\]")
_EMBED = re.compile(r"\[(embed|youtube|vimeo)\b[^\[\]]{0,500}?(https?://[^\s\[\]]+)?\](?:([^\[]{0,2000})\[/\1\])?")
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
#: Shortcodes without attributes that are not words in brackets.
KNOWN = frozenset({"gallery", "playlist", "audio", "video", "archives", "sitemap", "toc", "contact-form", "products"})


def markup(content: str, attached: Sequence[str]) -> tuple[str, list[Note]]:
    """Return a post's content as markup, and what became of its shortcodes; `attached` are keys of its own pictures."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    notes: list[Note] = []
    content = _paired(content, *_CAPTION, lambda opening, inner, _closing: _captioned(opening[1], inner))
    content = _EMBED.sub(lambda found: _alone(found[2] or found[3] or ""), content)
    content = _SHORTCODE.sub(lambda found: _mapped(found, attached, notes), content)
    return (content if "<!-- wp:" in content else paragraphs(content)), notes


def paragraphs(text: str) -> str:
    """Set paragraphs at blank lines and breaks at line ends, as WordPress does while it shows a text."""
    kept: list[str] = []

    def put_aside(opening: re.Match[str], inner: str, closing: re.Match[str]) -> str:
        kept.append(f"{opening[0]}{inner}{closing[0]}")
        return f"\n\n<!--kept {len(kept) - 1}-->\n\n"

    text = _paired(text, *_PRE, put_aside)
    text = _CLOSES.sub(r"\1\n\n", _OPENS.sub(r"\n\n\1", text))
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    html = "\n".join(_paragraph(piece) for piece in pieces if piece)
    return re.sub(r"<!--kept (\d+)-->", lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else "", html)


def _paired(
    text: str,
    opening: re.Pattern[str],
    closing: re.Pattern[str],
    make: Callable[[re.Match[str], str, re.Match[str]], str],
) -> str:
    """Replace what stands from each opening to the next closing, in time that grows with the text's length alone."""
    written, at = [], 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        written += [text[at : begin.start()], make(begin, text[begin.end() : end.start()], end)]
        at = end.end()
    return "".join(written) + text[at:]


def _paragraph(piece: str) -> str:
    if _BEGINS.match(piece):
        return piece
    broken = re.sub(r"(?:<br\s*/?>)?\n", "<br>", piece)
    return f"<p>{broken}</p>"


def _alone(address: str) -> str:
    """Set a link alone in its paragraph: there it becomes a card."""
    address = unescape(address.strip())
    return f'\n\n<p><a href="{escape(address)}">{escape(address)}</a></p>\n\n' if address else ""


def _captioned(attributes: str, inner: str) -> str:
    """Make a figure of a picture with its words, which stand behind it, or in an attribute in older texts."""
    said = dict(_attributes(attributes))
    picture = _PICTURE.search(inner)
    if picture is None:
        return inner
    words = inner.replace(picture[0], "").strip() or said.get("caption", "")
    return f"\n\n<figure>{picture[0]}<figcaption>{words}</figcaption></figure>\n\n"


def _mapped(found: re.Match[str], attached: Sequence[str], notes: list[Note]) -> str:
    closing, name, rest, _self_closing = found.groups()
    said = dict(_attributes(rest))
    if name == "gallery" and not closing:
        keys = re.findall(r"\d+", said.get("ids", said.get("include", ""))) or list(attached)
        notes.append(mapped(f"a gallery of {len(keys)} pictures"))
        return "\n\n<figure>" + "".join(f'<img data-id="{key}">' for key in keys) + "</figure>\n\n"
    if not (closing or said or name in KNOWN):
        return found[0]  # a word in brackets, as [sic]
    if not closing:
        told = ", ".join(said[key] for key in ("src", "url", "mp4", "mp3", "id") if key in said)
        notes.append(left_out(f"the shortcode [{name}]" + (f": {told}" if told else "")))
    return ""


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, *values in _ATTRIBUTE.findall(unescape(text)):
        yield name.lower(), next(filter(None, values), "")
