"""A text as Ghost's editor keeps it since version 5 (Lexical), as markup."""

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from articles.exchange.items import Note, left_out

Node = dict[str, Any]  # as the editor writes it
#: Bits of a text's format, the innermost first.
FORMATS = ((16, "code"), (32, "sub"), (64, "sup"), (2, "em"), (1, "strong"))
#: No text of ours nests deeper.
DEEPEST = 40


def markup(written: str) -> tuple[str, list[Note]]:
    """Return a text as markup, and what of it was left out."""
    notes: list[Note] = []
    try:
        read = json.loads(written)
    except (ValueError, RecursionError):
        return "", [left_out("the text: its editor’s form cannot be read")]
    root = read.get("root") if isinstance(read, dict) else None
    return _within(root, notes, 0), notes


def _within(node: object, notes: list[Note], depth: int) -> str:
    children = node.get("children") if isinstance(node, dict) else None
    if not isinstance(children, list) or depth > DEEPEST:
        return ""
    return "".join(_written(child, notes, depth) for child in children if isinstance(child, dict))


def _written(node: Node, notes: list[Note], depth: int) -> str:
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _formatted(node)
    if kind in CARDS:
        return CARDS[kind](node)
    if kind not in ELEMENTS:
        notes.append(left_out(f"a card of Ghost’s: {kind}"))
        return ""
    tag, inner = ELEMENTS[kind], _within(node, notes, depth + 1)
    if kind in ("heading", "list"):
        tag = node["tag"] if node.get("tag") in ("h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul") else tag
    address = f' href="{escape(_said(node, "url"))}"' if tag == "a" else ""
    return f"<{tag}{address}>{inner}</{tag}>" if tag else inner


def _formatted(node: Node) -> str:
    text, format_ = escape(_said(node, "text"), quote=False), node.get("format")
    for bit, tag in FORMATS:
        if isinstance(format_, int) and format_ & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text


def picture(address: str, alt: str = "", caption: str = "") -> str:
    """Write a picture with its caption, which is markup already."""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}"><figcaption>{caption}</figcaption></figure>'


def link(address: str, words: str = "") -> str:
    """Write a link alone in its paragraph: where its service is known, it becomes a card."""
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>' if address else ""


def gallery(images: object, caption: str = "") -> str:
    """Write the pictures of a gallery one after the other."""
    listed: Iterable[object] = images if isinstance(images, list) else ()
    shown = (one for one in listed if isinstance(one, dict))
    return "".join(picture(_said(one, "src"), _said(one, "alt"), _said(one, "caption") or caption) for one in shown)


def bookmark(node: Node) -> str:
    about = node.get("metadata")
    return link(_said(node, "url"), _said(about, "title") if isinstance(about, dict) else "")


def _said(node: Node, name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""


#: Elements of ours for theirs; an empty one leaves what it holds.
ELEMENTS = {
    "root": "",
    "paragraph": "p",
    "heading": "h2",
    "quote": "blockquote",
    "aside": "blockquote",
    "list": "ul",
    "listitem": "li",
    "link": "a",
    "autolink": "a",
    "at-link": "a",
}
CARDS: dict[str, Callable[[Node], str]] = {
    "linebreak": lambda _node: "<br>",
    "tab": lambda _node: " ",
    "horizontalrule": lambda _node: "<hr>",
    "image": lambda node: picture(_said(node, "src"), _said(node, "alt"), _said(node, "caption")),
    "gallery": lambda node: gallery(node.get("images"), _said(node, "caption")),
    "embed": lambda node: link(_said(node, "url")),
    "bookmark": bookmark,
    "button": lambda node: link(_said(node, "buttonUrl"), _said(node, "buttonText")),
    "file": lambda node: link(_said(node, "src"), _said(node, "fileTitle") or _said(node, "fileName")),
    "html": lambda node: _said(node, "html"),
    "codeblock": lambda node: f"<pre><code>{escape(_said(node, 'code'), quote=False)}</code></pre>",
    "callout": lambda node: f"<blockquote>{_said(node, 'calloutText')}</blockquote>",
    "toggle": lambda node: f"<h4>{_said(node, 'heading')}</h4>{_said(node, 'content')}",
    "video": lambda node: f'<video src="{escape(_said(node, "src"))}"></video>',
    "audio": lambda node: f'<audio src="{escape(_said(node, "src"))}"></audio>',
    "markdown": lambda node: "".join(
        f"<p>{escape(part, quote=False)}</p>" for part in _said(node, "markdown").split("\n\n")
    ),
    "paywall": lambda _node: "",
}
