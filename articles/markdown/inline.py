"""Running text as Markdown: what stands within a paragraph."""

import re
from collections.abc import Callable, Sequence

from articles.markdown.tree import Element

#: What could be read as a sign of Markdown or HTML: of an underscore, a bracket or an ampersand not all are.
_SIGNS = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|<(?![\s\d])|&(?=[#\w]|$)")
#: What would begin a heading, a list, a quotation, a rule or a table at the beginning of a line.
_BEGINS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#+=:>-])", re.MULTILINE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
#: A line that ends within its paragraph; no text holds the sign in its place (`accounts.safety.text`).
_BREAK, _BROKEN = "\\\n", "\x00"
_MARKS = {"strong": "**", "em": "*"}
INLINE = frozenset({"a", "em", "strong", "code", "br", "sub", "sup"})
#: CommonMark has no sign for these, and takes the element.
_KEPT = frozenset({"sub", "sup"})


def paragraph(inner: Sequence[Element | str], base: str) -> str:
    """Write running text, with its lines where they break; `base` is the whole address of its article."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in _inline(inner, base).split(_BROKEN))
    return _BREAK.join(filter(None, map(beginning, lines)))


def line(inner: Sequence[Element | str], base: str) -> str:
    """Write running text where a line must not break: in a heading, a link or a cell."""
    return _BLANKS.sub(" ", _inline(inner, base).replace(_BROKEN, " ")).strip(" ")


def escaped(text: str) -> str:
    """Write plain words so that no sign in them is one of Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text)


def words(text: str) -> str:
    """Write plain text on one line, likewise."""
    return escaped(" ".join(text.split()))


def beginning(line: str) -> str:
    """Let words stand at the beginning of a line, whatever they begin with."""
    return _BEGINS.sub(lambda found: rf"{found[1]}\{found[2]}" if found[1] else rf"\{found[3]}", line)


def link(words: str, address: str) -> str:
    """Write a link, with words that are escaped already; the address stands for them where they say no more."""
    if not words or words == escaped(address):
        return f"<{address}>" if re.match(r"[a-z]+:", address) else f"[{escaped(address)}](<{address}>)"
    return f"[{words}]({target(address)})"


def target(address: str) -> str:
    """Write where a link leads: in brackets where a sign of Markdown is in it."""
    return address if re.fullmatch(r"[^\s()\\*`\[\]]+", address) else f"<{address}>"


def _inline(inner: Sequence[Element | str], base: str, marked: frozenset[str] = frozenset()) -> str:
    pieces = ["", *(_piece(one, base, marked) for one in inner), ""]
    for at, one in enumerate(inner, start=1):
        mark = "" if isinstance(one, str) or one.name in marked else _MARKS.get(one.name, "")
        if mark and _is_misread(pieces[at - 1], pieces[at], pieces[at + 1], mark):
            assert isinstance(one, Element)  # noqa: S101 # it has a mark
            before, words, after = _parted(pieces[at])
            pieces[at] = f"{before}<{one.name}>{words[len(mark) : -len(mark)]}</{one.name}>{after}"
        if pieces[at].startswith("[") and pieces[at - 1].endswith("!"):
            pieces[at - 1] = f"{pieces[at - 1][:-1]}\\!"  # a link after it is no picture
    return "".join(pieces)


def _is_misread(before: str, piece: str, after: str, mark: str) -> bool:
    """Say whether marks would be none where they stand: beside others, or between a letter and a sign (6.2)."""
    if not piece.strip():
        return False
    edges = (before[-1:], piece[: len(mark) + 1]), (after[:1], piece[-len(mark) - 1 :][::-1])
    return any(
        edge.startswith(mark) and (outside == "*" or (outside.isalnum() and not edge[-1].isalnum()))
        for outside, edge in edges
    )


def _piece(one: Element | str, base: str, marked: frozenset[str]) -> str:
    """Write a piece of running text; within `marked` elements the same one marks nothing more."""
    if isinstance(one, str):
        return escaped(one)
    if found := _LEAVES.get(one.name):
        return found(one)
    words = _inline(one.inner, base, marked | {one.name})
    if one.name not in INLINE:
        return f"{_BROKEN}{words}{_BROKEN}"  # a block where there is room for none: in a cell
    before, bare, after = _parted(words)
    return words if one.name in marked or not bare else f"{before}{_marked(one, bare, base)}{after}"


def _parted(words: str) -> tuple[str, str, str]:
    """Part words from the blanks around them: marks stand beside letters."""
    bare = words.strip().strip(_BROKEN).strip()
    begins = words.index(bare)
    return words[:begins], bare, words[begins + len(bare) :]


def _marked(one: Element, words: str, base: str) -> str:
    if one.name == "a" and one.said.get("href"):
        return link(words.replace(_BROKEN, " "), absolute(one.said["href"], base))
    if one.name in _KEPT:
        return f"<{one.name}>{words}</{one.name}>"
    mark = _MARKS.get(one.name, "")
    return f"{mark}{words}{mark}"


def absolute(address: str, base: str) -> str:
    """Return an address as others can open it: paths of ours begin with `base`'s site, anchors with the article."""
    site = "/".join(base.split("/")[:3])
    whole = {"/": site, "#": base}.get(address[0], "") + address
    return re.sub(r"\s", "%20", whole)


def code(words: str) -> str:
    """Write code within a line; it is set in more backticks than stand together in it."""
    text = _BLANKS.sub(" ", words)
    if not text.strip():
        return text
    if "\\|" in text:  # of which a cell would take the first sign
        return f"<code>{escaped(text)}</code>"
    fence = "`" * (longest_run(text) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def longest_run(text: str) -> int:
    """Say how many backticks stand together at most."""
    return max(map(len, re.findall("`+", text)), default=0)


_LEAVES: dict[str, Callable[[Element], str]] = {"br": lambda _one: _BROKEN, "code": lambda one: code(one.words)}
