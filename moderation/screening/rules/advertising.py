"""Grounds 10, 11 and 13: calls to act, prices, numbers and links, weighed together."""

from collections.abc import Iterator

import re2

from moderation.screening.links import links_in
from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 13
#: What each sign adds. A phrase alone is talk; a phrase with a price, a number or a link is an offer.
PHRASE, LINK, NUMBER, PRICE, SHOUT = 0.6, 0.5, 0.5, 0.3, 0.2
#: How much is counted of the phrases, however many there are.
MOST_PHRASES = 3
_LINE = r"0[0-9]{9,10}|[0-9]{5,6}|\+[0-9]{9,14}|1?[ -]?8(?:00|55|66|77|88)[ -][0-9]{3}[ -]?[0-9]{4}"
CALLED = re2.compile(rf"(?:^|[^0-9])(?:{_LINE})(?:$|[^0-9])")
PRICED = re2.compile(r"[£$€₹] ?[0-9]|[0-9] ?(?:£|€|eur\b|usd\b|gbp\b|dollars|pounds|p/min|ppm|p per|% off|% discount)")
SHOUTED = re2.compile(r"[A-Z]{3,}[^a-z]{1,12}[A-Z]{3,}|!!|>>|\*\*\*")


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Weigh the signs of unsolicited advertising; with a link they hold the comment."""
    cues = [match for match in settings.matchers.phrases(spoken(reading)).find(reading) if match.entry.ground == GROUND]
    if not cues and "." not in reading.body:
        return
    links = links_in(reading)
    if not cues and not links:
        return
    weight = (
        min(len(cues), MOST_PHRASES) * PHRASE
        + LINK * bool(links)
        + NUMBER * bool(CALLED.search(reading.folded.text))
        + PRICE * bool(PRICED.search(reading.folded.text))
        + SHOUT * bool(SHOUTED.search(reading.body))
    )
    kind = "few"
    if weight >= settings.limit("advertising_cues"):
        kind = "with link" if links else "cues"
    spans = [reading.folded.origin(match.start, match.end) for match in cues] or [(0, len(reading.body))]
    yield Evidence(kind, GROUND, min(0.99, weight / 2.5), *spans[0])
