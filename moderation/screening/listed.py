"""What an entry of a list says of a comment in which it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from moderation.screening.entries import Entry
from moderation.screening.excuses import HOSTILE, Excuses
from moderation.screening.matching import Match
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Evidence

HATRED, INSULT, PROFANITY, TROLLING = 2, 5, 12, 18
#: How sure an entry of each severity makes us.
SCORES = {1: 0.3, 2: 0.6, 3: 0.8, 4: 0.95}


#: What is said of a word or phrase that is only quoted, reported or denied: it orders the queue.
TAKEN_BACK = "taken back"


def evidence_of(match: Match, reading: Reading, excuses: Excuses) -> Iterator[Evidence]:
    """What a place of an entry says: nothing is asked for what is taken back, and it makes us half as sure."""
    is_taken_back = not match.disguised and excuses.take_back(match, reading)
    for evidence in _evidence(match, reading):
        yield _taken_back(evidence) if is_taken_back else evidence


def evidence_of_first(matches: Iterable[Match], reading: Reading, excuses: Excuses) -> Iterator[Evidence]:
    """What every entry says at its first place, or at the first where nothing takes it back."""
    places: dict[Entry, list[Evidence]] = {}
    for match in matches:
        so_far = places.get(match.entry)
        if so_far is None or _is_taken_back(so_far):
            said = list(evidence_of(match, reading, excuses))
            if so_far is None or not _is_taken_back(said):
                places[match.entry] = said
    return chain.from_iterable(places.values())


def only_repeats(ground: int, reading: Reading, settings: Settings, languages: tuple[str, ...]) -> bool:
    """Say whether what is hostile is quoted, reported or denied: all that is listed of a ground, or the text itself."""
    matches = [match for match in _matches(reading, settings, languages) if match.entry.ground == ground]
    excuses = settings.matchers.excuses(languages)
    if not matches:
        return excuses.speak_for_all(reading)
    return all(excuses.take_back(match, reading) for match in matches)


def is_rude(reading: Reading, settings: Settings, languages: tuple[str, ...]) -> bool:
    """Say whether something hostile or coarse is listed of it that nothing takes back."""
    excuses = settings.matchers.excuses(languages)
    hostile = HOSTILE | {PROFANITY}
    matches = (match for match in _matches(reading, settings, languages) if match.entry.ground in hostile)
    return any(not excuses.take_back(match, reading) for match in matches)


def _matches(reading: Reading, settings: Settings, languages: tuple[str, ...]) -> Iterator[Match]:
    yield from settings.matchers.words(languages).find(reading)
    yield from settings.matchers.phrases(languages).places(reading)


def _is_taken_back(said: list[Evidence]) -> bool:
    return said[0].detail.endswith(TAKEN_BACK)


def _taken_back(evidence: Evidence) -> Evidence:
    detail = f"{evidence.detail or evidence.kind}, {TAKEN_BACK}"
    return replace(evidence, action=Action.NONE, score=evidence.score / 2, detail=detail)


def _evidence(match: Match, reading: Reading) -> Iterator[Evidence]:
    """The evidence for the entry's own ground, and for the one that always goes with it.

    A slur is an oath, too, and an insult humiliates, which is ground 18. A disguise is evidence by itself: it lifts a
    word that is only frowned at to a nudge.
    """
    entry = match.entry
    start, end = reading.folded.origin(match.start, match.end)
    score = min(0.99, SCORES.get(entry.severity, 0.6) + 0.1 * match.disguised)
    action = max(entry.action, Action.NUDGE) if match.disguised else entry.action
    yield Evidence(
        kind="listed",
        ground=entry.ground,
        score=score,
        start=start,
        end=end,
        disguised=match.disguised,
        detail=entry.detail or "listed",
        action=action,
        entry=entry.key,
    )
    other = {HATRED: PROFANITY, INSULT: TROLLING}.get(entry.ground)
    if other and (entry.detail in {"slur", "insult"}):
        yield Evidence(
            kind=entry.detail,
            ground=other,
            score=score - 0.1,
            start=start,
            end=end,
            disguised=match.disguised,
            action=min(action, Action.NUDGE),
        )
