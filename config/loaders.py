"""Templates as they are read: a line that holds nothing but tags leaves no line in the page.

Pages become smaller by it, and nothing in them ends in spaces. Words stay apart: the newline before a line of tags is
kept.
"""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

#: Their words are what the translators were given, spaces and all.
_WORDS = re.compile(r"(\{% *(?P<tag>blocktrans(?:late)?|verbatim)\b.*?\{% *end(?P=tag) *%\})", re.DOTALL)
#: A tag that begins its line may print nothing.
_INDENT = re.compile(r"^[ \t]+(?=\{[{%#])", re.MULTILINE)
#: Tags that print nothing themselves.
_SILENT = "if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|load|extends|lasting|endlasting"
_SILENT_LINE = re.compile(rf"^[ \t]*((?:(?:\{{% *(?:{_SILENT})\b[^%\n]*%\}}|\{{#[^\n]*?#\}})[ \t]*)+)\n", re.MULTILINE)


def tidied(source: str) -> str:
    """Take out of a template what would print lines of spaces."""
    pieces = _WORDS.split(source)
    # Between two stretches of text stand what was matched, and the name of its tag.
    for at in range(0, len(pieces), 3):
        # What follows a text stands in its line, not at the beginning of one.
        begun, rest = _after_line(pieces[at]) if at else ("", pieces[at])
        pieces[at] = begun + _SILENT_LINE.sub(lambda line: line[1].rstrip(), _INDENT.sub("", rest))
    return "".join(piece for at, piece in enumerate(pieces) if at % 3 != 2)


def _after_line(piece: str) -> tuple[str, str]:
    end = piece.find("\n") + 1 or len(piece)
    return piece[:end], piece[end:]


class Filesystem(filesystem.Loader):
    """The site's own templates."""

    def get_contents(self, origin: Origin) -> str:
        """Read one; the texts of letters as they are."""
        return _contents(origin, super().get_contents(origin))


class AppDirectories(app_directories.Loader):
    """The templates that come with an app."""

    def get_contents(self, origin: Origin) -> str:
        """Read one; the texts of letters as they are."""
        return _contents(origin, super().get_contents(origin))


def _contents(origin: Origin, source: str) -> str:
    return tidied(source) if str(origin.name).endswith(".html") else source
