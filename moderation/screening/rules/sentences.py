"""Ground 19: a text not broken into sentences."""

import re
from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 19
#: What ends a sentence or sets a part of it apart, in the scripts that have words between spaces.
PAUSES = re.compile(r"[.!?…:;,\n—()\"“”»«]+|\s[-–]\s|[。！？।؟،؛]")


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a long stretch of words without anything that ends or divides a sentence."""
    longest = settings.limit("unbroken_words")
    if len(reading.body) < longest * 3:
        return
    start = 0
    for end in (*(pause.start() for pause in PAUSES.finditer(reading.body)), len(reading.body)):
        words = len(reading.body[start:end].split())
        if words >= longest:
            yield Evidence("unbroken", GROUND, min(1.0, words / (2 * longest)), start, end)
            return
        start = end
