"""What an entry of a list says of a comment in which it stands."""

from collections.abc import Iterator

from moderation.screening.matching import Match
from moderation.screening.reading import Reading
from moderation.screening.types import Action, Evidence

HATRED, INSULT, PROFANITY, TROLLING = 2, 5, 12, 18
#: How sure an entry of each severity makes us.
SCORES = {1: 0.3, 2: 0.6, 3: 0.8, 4: 0.95}


def evidence_of(match: Match, reading: Reading) -> Iterator[Evidence]:
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
