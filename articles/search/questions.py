"""What a reader typed, read as a question: words, "phrases", -words that must not be there, beginnings* of words. Pure.

Nothing of it is anybody's syntax: what is no letter or digit parts words, as it does in the texts, and words are all
that the databases are told.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from articles.search import words
from articles.search.inflections import forms

#: Signs that are read of what was typed, and words of it that are looked for: beyond these a question costs and tells
#: nothing more.
LONGEST, MOST_TERMS = 200, 8
#: A beginning of fewer letters would find nearly everything.
SHORTEST_BEGINNING = 3
_PIECE = re.compile(r'(?P<not>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))


@dataclass(frozen=True)
class Term:
    """What an article has to hold: these words side by side; of a single word, any of its forms."""

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    #: The last word may go on.
    is_beginning: bool = False

    def begins(self, written: list[str]) -> bool:
        """Say whether folded words are this, or begin with it."""
        here = written[: len(self.words)]
        if len(here) < len(self.words):
            return False
        if self.forms:
            return here[0] in self.forms
        *whole, last = here
        *asked, end = self.words
        return whole == asked and (last.startswith(end) if self.is_beginning else last == end)


@dataclass(frozen=True)
class Question:
    """All of these, and none of those."""

    terms: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    @cached_property
    def _first_words(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """First words of the terms, and beginnings of words: one look tells of most words that they are none."""
        alone = [term for term in self.terms if term.is_beginning and len(term.words) == 1]
        whole = {word for term in self.terms if term not in alone for word in term.forms or term.words[:1]}
        return frozenset(whole), tuple(term.words[0] for term in alone)

    def may_begin(self, word: str) -> bool:
        """Say whether a term may begin with this folded word."""
        whole, beginnings = self._first_words
        return word in whole or word.startswith(beginnings)


def read(typed: str, language: str) -> Question:
    """Read what was typed; a question without terms asks for nothing."""
    terms: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for piece in _PIECE.finditer(typed[:LONGEST].translate(_QUOTES)):
        term = _term(piece, language)
        if term and len(terms) + len(unwanted) < MOST_TERMS:
            (unwanted if piece["not"] else terms)[term] = None
    return Question(tuple(terms), tuple(term for term in unwanted if term not in terms))


def beginnings(typed: str) -> Question:
    """Read words as beginnings of words; those too short to be any, whole."""
    folded = words.fold(typed[:LONGEST])[:MOST_TERMS]
    return Question(
        tuple(Term((word,), is_beginning=len(word) >= SHORTEST_BEGINNING) for word in dict.fromkeys(folded))
    )


def name(typed: str) -> Term | None:
    """Read a byline's words, which stand side by side; None where there are none."""
    folded = tuple(words.fold(typed[:LONGEST]))[:MOST_TERMS]
    return Term(folded) if folded else None


def _term(piece: re.Match[str], language: str) -> Term | None:
    written = piece["word"] or piece["phrase"] or ""
    folded = tuple(words.fold(written))[:MOST_TERMS]
    if not folded:
        return None
    if written.endswith("*") and piece["word"] and len(folded[-1]) >= SHORTEST_BEGINNING:
        return Term(folded, is_beginning=True)
    if piece["word"] and len(folded) == 1:
        return Term(folded, forms(folded[0], language))
    return Term(folded)
