"""Ground 13: programs that post, known by how they use the form."""

from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 13


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a form that nobody asked for, that was filled in faster than anybody types, or where nobody sees (C75)."""
    form = facts.form
    if form is None:
        return
    if form.is_trapped:
        yield Evidence("trap", GROUND, 0.95)
    if form.age is None:
        yield Evidence("no token", GROUND, 0.6)
    elif form.age < settings.limit("form_seconds"):
        yield Evidence("too quick", GROUND, 0.6)
    elif form.age > settings.limit("form_hours") * 3600:
        yield Evidence("old token", GROUND, 0.2)
