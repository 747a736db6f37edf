"""Grounds 16 and 17: the same or nearly the same text, from several people or again from one."""

from collections.abc import Iterator

from moderation.screening.fingerprints import likeness, pairs
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Earlier, Evidence, Facts

CAMPAIGN, FLOOD = 16, 17


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    """Find near-copies after quoted passages and the article's own words are taken out (C21).

    What a few words agree on is no campaign: a text shorter than `repeat_pairs` repeats nothing but itself.
    """
    if not facts.on_article and not facts.by_author:
        return
    own = pairs(reading.body, reading.draft.article)
    alike = settings.limit("repeat_likeness")
    if len(own) < settings.limit("repeat_pairs"):
        yield from _said_again(reading, facts, settings)
        return
    for kind, ground, earlier in (("campaign", CAMPAIGN, facts.on_article), ("again", FLOOD, facts.by_author)):
        others = [one for one in earlier if one.may_be_copy and (one.author != facts.author or kind == "again")]
        copies: dict[str | int, float] = {}
        for one in others:
            score = likeness(own, pairs(one.body, reading.draft.article))
            if score >= alike:
                copies[_whose(one, kind)] = max(score, copies.get(_whose(one, kind), 0.0))
        if copies and len(copies) >= settings.limit("campaign_authors" if kind == "campaign" else "repeat_copies"):
            yield Evidence(
                kind, ground, max(copies.values()), 0, len(reading.body), detail=f"{kind} of {len(copies) + 1}"
            )
        elif copies:
            yield Evidence("copy", ground, max(copies.values()) / 2, 0, len(reading.body))


def _whose(earlier: Earlier, kind: str) -> str | int:
    """Copies are counted by author in a campaign, one by one for a single writer."""
    return earlier.author if kind == "campaign" else id(earlier)


def _said_again(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    same = sum(earlier.body == reading.body for earlier in facts.by_author)
    if same >= settings.limit("repeat_copies"):
        yield Evidence("again", FLOOD, 0.6, 0, len(reading.body))
