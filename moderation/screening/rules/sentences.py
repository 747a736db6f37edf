"""Ground 19: a text not broken into sentences."""

import re
from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 19
#: What ends a sentence or sets a part of it apart, in the scripts that have words between spaces.
PAUSES = re.compile(r"[.!?…:;,\n—()\"“”»«]+|\s[-–]\s|[。！？।؟،؛]")
#: Those that are one character, which are quicker to find.
PAUSE = re.compile(r"[.!?…:;,\n—()\"“”»«。！？।؟،؛]")


#: A sentence that begins right behind the last one, and one that begins as it should.
GLUED = re.compile(r"[^\W\d_A-Z]{2}[.!?,;][A-Z][^\W\d_A-Z]")
#: What stands in each of these, and in few texts: to look for it costs a tenth.
GLUE = re.compile(r"[.!?,;][A-Z]")
APART = re.compile(r"[.!?,;]+[\"')\]]*(?:\s|$)")


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a long stretch of words without anything that ends or divides a sentence, or sentences glued together."""
    glued = len(GLUED.findall(reading.body)) if GLUE.search(reading.body) else 0
    if glued >= settings.limit("glued_sentences") and glued > len(APART.findall(reading.body)):
        yield Evidence("glued", GROUND, 0.7, 0, len(reading.body))
        return
    longest = settings.limit("unbroken_words")
    # so many words, the pause before them counted as one, have a letter each and a space between
    shortest = 2 * longest - 3
    if len(reading.body) < longest * 3 or max(map(len, PAUSE.split(reading.body))) < shortest:
        return
    start = 0
    for end in (*(pause.start() for pause in PAUSES.finditer(reading.body)), len(reading.body)):
        words = len(reading.body[start:end].split())
        if words >= longest:
            yield Evidence("unbroken", GROUND, min(1.0, words / (2 * longest)), start, end)
            return
        start = end
