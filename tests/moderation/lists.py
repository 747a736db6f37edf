"""Entries on the newsroom's own lists, and what the screening says once they are there."""

from accounts.models import User
from moderation.actions import policies, tuning
from moderation.models import ListEntry
from moderation.screening import Draft, Facts, Verdict, screen
from tests.moderation.making import NOW

#: Drugs are asked for in words that no shipped list has.
HAGGLING, TRADE = "Haggling over a tulip again", "drug offer: {bulb} {haggling} within 5 weighs 0.8"


def insult(**fields) -> ListEntry:
    """A word that no shipped list has."""
    word = {"kind": "words", "pattern": "snollygoster", "language": "en", "ground_id": 5, "action": "flag"}
    return ListEntry(**word | fields)


def put(by: User, *entries: ListEntry | str) -> None:
    """Put entries on their lists; a string is a class, or a combination."""
    for entry in entries:
        tuning.add_entry(entry=entry if isinstance(entry, ListEntry) else written(entry), by=by, now=NOW)


def written(pattern: str) -> ListEntry:
    """A class of English words, or a combination of classes in every language."""
    kind, language = ("combinations", "und") if " weighs " in pattern else ("classes", "en")
    return ListEntry(kind=kind, pattern=pattern, language=language)


def verdict(body: str) -> Verdict:
    return screen(Draft(body, ("en",)), Facts(), policies.current())


def asked_about(body: str) -> set[int | None]:
    """The grounds for which more happens than an order of the queue."""
    return {one.ground for one in verdict(body).findings if one.action}
