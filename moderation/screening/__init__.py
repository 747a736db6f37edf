"""How a machine reads a comment. Pure: no database, no clock, no network; the same input gives the same verdict."""

from moderation.screening.entries import Entry
from moderation.screening.fingerprints import bands, digest, signature, sketch
from moderation.screening.pipeline import screen
from moderation.screening.settings import PolicyRow, Settings, Threshold, fresh
from moderation.screening.types import Action, Draft, Earlier, Facts, Finding, Verdict

__all__ = [
    "Action",
    "Draft",
    "Earlier",
    "Entry",
    "Facts",
    "Finding",
    "PolicyRow",
    "Settings",
    "Threshold",
    "Verdict",
    "bands",
    "digest",
    "fresh",
    "screen",
    "signature",
    "sketch",
]
