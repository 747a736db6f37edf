"""Where a question's words stand in what was found, as passages that a template escapes and marks."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import islice

from articles.models import Article
from articles.search import words
from articles.search.questions import Question, Term

#: Signs shown of a text, before and after the first of the words.
BEFORE, AFTER = 90, 200


@dataclass(frozen=True)
class Passage:
    """A stretch of a text."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Result:
    """An article as the list of results shows it: marked where it answers."""

    article: Article
    question: Question

    @cached_property
    def title(self) -> list[Passage]:
        return marked(self.article.title, self.question)

    @cached_property
    def words(self) -> list[Passage]:
        """Give the summary, or where it says less than the text does, the place in the text."""
        shown = f"{self.article.title} {self.article.summary}"
        if not _answers(shown, self.question) and (found := excerpt(self.article.body, self.question)):
            return found
        return marked(self.article.summary, self.question)


def marked(text: str, question: Question) -> list[Passage]:
    """Cut a text into passages, of which those that answer the question are marked."""
    passages, end = [], 0
    for start, stop in _places(text, question):
        if start < end:
            continue
        if start > end:
            passages.append(Passage(text[end:start]))
        passages.append(Passage(text[start:stop], is_marked=True))
        end = stop
    return [*passages, Passage(text[end:])] if end < len(text) else passages


def excerpt(html: str, question: Question) -> list[Passage]:
    """Cut what stands around the first answer out of an article's text; empty where it holds none."""
    text = " ".join(unescape(words.without_markup(html)).split())
    first = next(_places(text, question), None)
    if first is None:
        return []
    start, stop = max(0, first[0] - BEFORE), first[1] + AFTER
    begin = text.find(" ", start, first[0]) + 1 if start else 0
    end = text.rfind(" ", first[1], stop) if stop < len(text) else len(text)
    begin, end = begin or start, end if end > 0 else stop
    return [
        *([Passage("… ")] if begin else []),
        *marked(text[begin:end], question),
        *([Passage(" …")] if end < len(text) else []),
    ]


def _answers(text: str, question: Question) -> bool:
    """Say whether all that is asked for stands in a text."""
    return {term for found, _start, _stop in _found(text, question) for term in found} >= set(question.terms)


def _places(text: str, question: Question) -> Iterator[tuple[int, int]]:
    """Yield from where to where the text answers, from its beginning on."""
    return ((start, stop) for _terms, start, stop in _found(text, question))


def _found(text: str, question: Question) -> Iterator[tuple[list[Term], int, int]]:
    """Yield what of the question stands at a place, and from where to where: what comes after is not read yet."""
    reading = _words(text)
    window = deque(islice(reading, max((len(term.words) for term in question.terms), default=0)))
    while window:
        word, start, _stop = window[0]
        if question.may_begin(word):
            said = [word for word, _start, _stop in window]
            if terms := [term for term in question.terms if term.begins(said)]:
                yield terms, start, window[max(len(term.words) for term in terms) - 1][2]
        window.popleft()
        window.extend(islice(reading, 1))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the folded words of a text, and from where to where each was written."""
    for run in words.WRITTEN.finditer(text, 0, words.LONGEST_TEXT):
        for word in words.fold(run[0]):
            yield word, run.start(), run.end()
