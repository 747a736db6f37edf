"""What others quoted of a text that is erased, and their texts without it (V53). Pure.

A quotation is a line behind `>` or a passage between quotation marks, a dozen letters long or more, or forty letters in
a row without any mark. Compared are letters and digits alone, folded as the screening folds them. What the article
says, too, is quoted from there and stays, and so does what the erased text itself quoted line by line.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from moderation.screening.fingerprints import QUOTED_LINE, beyond, cut
from moderation.screening.folding import fold

#: Stands where a quotation stood, in any language.
GONE = "[…]"
#: Letters of a quotation that is marked as one, and of words that only stand there in the same order.
MARKED, UNMARKED = 12, 40
#: From here on Unicode has scripts of which a character says as much as three letters: Chinese, Japanese, Korean.
DENSE, WORTH = "\u2e80", 3
MARKS = '>"“”„«»‹›「」『』'
_LINES = re.compile(r"(?m)(?:^[ \t]*>[^\n]*(?:\n|\Z))+")
_LINE = re.compile(r"(?m)^[ \t>]*(.*?)[ \t]*$")
_PASSAGE = re.compile(r"[\"“”„«»]([^\"“”„«»\n]+)[\"“”«»]|‹([^‹›\n]+)›|「([^「」\n]+)」|『([^『』\n]+)』")
_WORD = re.compile(r"\w+")

Span = tuple[int, int]


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, folded."""
    return "".join(cut(fold(text)))


def length(said: str) -> int:
    """Count letters; a character that says as much as some does counts as these."""
    return len(said) if said.isascii() else sum(WORTH if char >= DENSE else 1 for char in said)


@dataclass(frozen=True)
class Excerpts:
    """Finds what a text quotes of erased ones. `article` is what the article says, as text."""

    texts: Collection[str]
    article: str = ""

    def spans(self, body: str) -> list[Span]:
        """Return the places of the quotations in a text, in order; none overlap."""
        found = [*self._lines(body), *self._passages(body), *self._unmarked(body)]
        apart: list[Span] = []
        for start, end in sorted(found):
            if apart and start <= apart[-1][1]:
                apart[-1] = apart[-1][0], max(end, apart[-1][1])
            else:
                apart.append((start, end))
        return apart

    @cached_property
    def _erased(self) -> list[str]:
        """Letters of the writers' own words: what they quoted themselves is others'."""
        own = (beyond(cut(fold(QUOTED_LINE.sub(" ", text))), self.article) for text in self.texts)
        return ["".join(words) for words in own]

    def _has(self, said: str) -> bool:
        return any(said in text for text in self._erased)

    def _lines(self, body: str) -> Iterator[Span]:
        """Find quoted lines; a short one goes with what is quoted beside it."""
        for block in _LINES.finditer(body):
            lines = [line for line in _LINE.finditer(body, block.start(), block.end()) if line[1]]
            quoted = [(line.span(1), letters(line[1])) for line in lines]
            if self._quotes("".join(said for _, said in quoted)):
                yield lines[0].start(1), lines[-1].end(1)
            elif any(self._quotes(said) for _, said in quoted):
                yield from (span for span, said in quoted if said and self._has(said))

    def _passages(self, body: str) -> Iterator[Span]:
        for passage in _PASSAGE.finditer(body):
            if self._quotes(letters(passage[passage.lastindex or 0])):
                yield passage.span(passage.lastindex or 0)

    def _quotes(self, said: str) -> bool:
        return length(said) >= MARKED and self._has(said)

    def _unmarked(self, body: str) -> Iterator[Span]:
        """Find long runs of the same words, each as far as it goes."""
        words = [(word.span(), letters(word[0])) for word in _WORD.finditer(body)]
        first = 0
        while first < len(words):
            last, said = first, ""
            while last < len(words) and length(said) < UNMARKED:
                said += words[last][1]
                last += 1
            if length(said) < UNMARKED:
                return
            if not self._has(said):
                first += 1
                continue
            while last < len(words) and self._has(said + words[last][1]):
                said += words[last][1]
                last += 1
            yield words[first][0][0], words[last - 1][0][1]
            first = last


def without(body: str, spans: list[Span]) -> str:
    """Return the text with a mark for each of these passages."""
    for start, end in reversed(spans):
        body = body[:start] + GONE + body[end:]
    return body


def moved(span: Span, spans: list[Span]) -> Span | None:
    """Say where a passage stands once these are gone; None when some of it went with them."""
    shift = 0
    for start, end in spans:
        if end <= span[0]:
            shift += len(GONE) - (end - start)
        elif start < span[1]:
            return None
    return span[0] + shift, span[1] + shift
