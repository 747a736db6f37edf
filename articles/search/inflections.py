"""Other forms of a word that a reader means, too: plurals, cases, tenses. Pure.

The index knows words as they were written; a question asks for all forms of each. So a phrase is taken at its word,
and both databases find the same. The table holds endings that change places at the end of a word, folded as `words`
does it; `&` is the letter before it once more (plan, planned). Forms that no text has cost a look-up and find nothing.
"""

from collections.abc import Iterator

#: By language, then by kind of word.
ENDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("", "s", "ed", "ing"),
        ("", "es"),
        ("e", "es", "ed", "ing"),
        ("y", "ies", "ied", "ying"),
        ("", "s", "&ed", "&ing"),
        ("f", "ves"),
    ),
    "de": (
        ("", "e", "en", "er", "ern", "es", "em", "n", "s", "se", "sen"),
        ("", "in", "innen"),
        ("en", "e", "t", "te", "ten", "end", "ende", "enden"),
        ("eln", "el", "elt", "elte", "elten"),
        ("ern", "er", "ert", "erte", "erten"),
    ),
    "fr": (
        ("", "e", "s", "es"),
        ("", "x"),
        ("al", "ale", "ales", "aux"),
        ("er", "e", "es", "ent", "ee", "ees", "ant", "ait", "aient", "era", "eront"),
        ("ir", "i", "ie", "is", "ies", "it", "issent", "ira"),
        ("eur", "euse", "eurs", "euses", "rice", "rices"),
        ("eux", "euse", "euses"),
        ("if", "ive", "ifs", "ives"),
        ("en", "enne", "ens", "ennes"),
    ),
    "ar": (("", "ه", "ات", "ين", "ون", "ان", "ي", "يه"),),
}
#: What is written before a word as part of it, the commonest first: the article, and, with, for, so, as.
BEGINNINGS: dict[str, tuple[str, ...]] = {"ar": ("", "ال", "وال", "و", "ب", "بال", "ل", "لل", "ف", "فال", "كال")}
#: How many of these stand before other forms than the one that was typed.
COMMON = 3
#: What two letters are typed for where a keyboard has no umlaut; a fold takes their dots off.
TYPED: dict[str, dict[str, str]] = {"de": {"ae": "a", "oe": "o", "ue": "u"}}
#: They look like a form of another word.
ALONE = {"en": frozenset({"news", "does", "his", "this", "was", "has", "bus", "gas"})}
#: Letters that stay when an ending is taken off.
SHORTEST = 3
MOST = 64


def forms(word: str, language: str) -> tuple[str, ...]:
    """Return the word and its other forms in this language, itself first."""
    language = language.partition("-")[0]
    if word in ALONE.get(language, ()) or not word.isalpha():
        return (word,)
    found = dict.fromkeys([word])
    for spelling in _spellings(word, language):
        found |= dict.fromkeys(_bent(spelling, language))
    return tuple(found)[:MOST]


def _spellings(word: str, language: str) -> Iterator[str]:
    yield word
    typed = word
    for two, one in TYPED.get(language, {}).items():
        typed = typed.replace(two, one)
    if typed != word:
        yield typed


def _bent(word: str, language: str) -> Iterator[str]:
    beginnings = BEGINNINGS.get(language, ("",))
    for base in _bases(word, language):
        yield from (beginning + base for beginning in beginnings)
        for kind in ENDINGS.get(language, ()):
            for stem in _stems(base, kind):
                yield from (beginning + _with(stem, ending) for ending in kind for beginning in beginnings[:COMMON])


def _bases(word: str, language: str) -> list[str]:
    """Take off what stands before the word; the shortest is what is meant, the word itself may be."""
    taken = [
        word.removeprefix(beginning)
        for beginning in BEGINNINGS.get(language, ())
        if beginning and word.startswith(beginning) and len(word) - len(beginning) >= SHORTEST
    ]
    return [min(taken, key=len), word] if taken else [word]


def _stems(word: str, kind: tuple[str, ...]) -> Iterator[str]:
    for ending in kind:
        doubled = ending.startswith("&")
        plain = ending.removeprefix("&")
        stem = word[: len(word) - len(plain)]
        if not word.endswith(plain) or len(stem) < SHORTEST + doubled:
            continue
        if not doubled:
            yield stem
        elif stem[-1] == stem[-2]:
            yield stem[:-1]


def _with(stem: str, ending: str) -> str:
    return stem + stem[-1] + ending[1:] if ending.startswith("&") else stem + ending
