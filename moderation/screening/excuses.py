"""What takes a hostile word or phrase back: quotation marks around it, a report of it, its denial."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from moderation.screening.entries import NO_GROUND, Entry
from moderation.screening.matching import Match
from moderation.screening.phrases import PhraseMatcher, Phrases
from moderation.screening.reading import WORD, Reading

#: Where the hostile words stand: `people who say _` comes before them, `_ is a racist thing to say` after; what stands
#: between two (`_ women are not stupid _`) holds them and speaks for all of a short text.
PLACE = "_"
#: What is said of these grounds may be reported, denied or quoted; an entry with a ground of its own is for that one.
HOSTILE = frozenset({2, 5, 18})
#: So far from the hostile words an excuse may stand, in the same sentence.
REACH = 60
SENTENCE_END = re.compile(r"[.!?…](?=[\s\"”»]|$)|\n")
#: What turns a sentence: the report or denial before it says nothing about what follows.
TURN = re.compile(r"\b(?:but|aber|mais|pero|però|mas|ma|maar|ama|но|لكن|ولكن|하지만)\b")
_QUOTED = re.compile(
    r"""["“”„«»][^"“”«»]{3,600}["“”«»]|(?<!\w)['‘](?:[^'’]|(?<=\w)['’](?=\w)){3,300}['’](?!\w)|(?m:^[ ]?>[^\n]*)"""
)
#: From so many words on a quotation is what somebody said; with fewer around it, all the text is one.
LEAST_QUOTED, LEAST_AROUND = 2, 4
#: What an entry's detail says of a threat to a person: it stays one beside any words, unless somebody else is quoted.
THREAT = "threat"
#: Where an excuse has to stand, kept in its entry's detail.
BEFORE, AFTER, AROUND = "before", "after", "around"
#: Up to so many words a text is about what it denies.
SHORT = 30


def bare(pattern: str) -> str:
    """The phrase of an excuse without the sign for the hostile words."""
    return pattern.strip(f" {PLACE}")


def unplaced(entry: Entry) -> Entry:
    """An excuse as a phrase that can be looked for, with its place in its detail."""
    pattern = entry.pattern.strip()
    is_before, is_after = pattern.endswith(PLACE), pattern.startswith(PLACE)
    place = AROUND if is_before and is_after else BEFORE if is_before else AFTER if is_after else ""
    return replace(entry, pattern=bare(pattern), detail=place)


class Excuses:
    """The excuses of some languages."""

    def __init__(self, matchers: Iterable[PhraseMatcher]) -> None:
        self._phrases = Phrases(matchers)

    def take_back(self, match: Match, reading: Reading) -> bool:
        """Say whether what was found is only quoted, reported or denied."""
        if match.entry.ground in HOSTILE and _is_quoted(match, reading):
            return True
        return match.entry.detail != THREAT and any(
            excuse.entry.ground in (NO_GROUND, match.entry.ground)
            and (match.entry.ground in HOSTILE or excuse.entry.ground != NO_GROUND)
            and _is_beside(excuse, match, reading)
            for excuse in self._phrases.places(reading)
        )

    def speak_for_all(self, reading: Reading) -> bool:
        """Say whether a short text denies or condemns something hostile, and does not turn after that."""
        return len(reading.texts) <= SHORT and any(
            excuse.entry.detail == AROUND and not TURN.search(reading.folded.text, excuse.end)
            for excuse in self._phrases.places(reading)
        )


def _is_beside(excuse: Match, match: Match, reading: Reading) -> bool:
    """Say whether an excuse stands on its side of the match, in the same sentence, or holds it."""
    if excuse.entry.detail == AROUND:
        return excuse.start < match.start and match.end <= excuse.end
    if excuse.entry.detail == BEFORE and excuse.start == match.start and excuse.end <= match.end:
        return False  # the hostile words begin with it
    if excuse.start <= match.start and excuse.entry.detail != AFTER:
        first, last = excuse.end, match.start
    elif excuse.end >= match.end and excuse.entry.detail != BEFORE:
        first, last = match.end, excuse.start
    else:
        return False
    between = reading.folded.source(first, max(first, last))
    is_turned = last == match.start and TURN.search(between.lower())
    return last - first <= REACH and not SENTENCE_END.search(between) and not is_turned


def _is_quoted(match: Match, reading: Reading) -> bool:
    """Say whether a match lies in a passage between quotation marks, with the writer's own words around it."""
    passages = _passages(reading.body)
    if not passages or len(reading.texts) - sum(words for _, _, words in passages) < LEAST_AROUND:
        return False
    first, last = reading.folded.origin(match.start, match.end)
    return any(start <= first and last <= end and words >= LEAST_QUOTED for start, end, words in passages)


@lru_cache(maxsize=8)
def _passages(body: str) -> tuple[tuple[int, int, int], ...]:
    """The passages between quotation marks and the lines that quote another comment, with their numbers of words."""
    return tuple((*found.span(), len(WORD.findall(found[0]))) for found in _QUOTED.finditer(body))
