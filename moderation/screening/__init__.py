"""How a machine reads a comment. Pure: no database, no clock, no network; the same input gives the same verdict."""

from moderation.screening.calming import calmed
from moderation.screening.entries import Entry
from moderation.screening.fingerprints import bands, digest, sketch
from moderation.screening.pipeline import screen
from moderation.screening.settings import PolicyRow, Settings, Threshold, fresh, numbers
from moderation.screening.types import Action, Draft, Earlier, Facts, Finding, Form, Verdict

__all__ = [
    "Action",
    "Draft",
    "Earlier",
    "Entry",
    "Facts",
    "Finding",
    "Form",
    "PolicyRow",
    "Settings",
    "Threshold",
    "Verdict",
    "bands",
    "calmed",
    "digest",
    "fresh",
    "numbers",
    "screen",
    "sketch",
]
