"""The rules, one a file, in the order their findings are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moderation.screening.reading import Reading
from moderation.screening.rules import (
    advertising,
    capitals,
    flood,
    form,
    language,
    learned,
    links,
    nonsense,
    off_topic,
    personal_data,
    phrases,
    publisher,
    repeats,
    sentences,
    together,
    words,
)
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts


@dataclass(frozen=True)
class Rule:
    """A pure function with its name and version; a change of what it finds raises the version."""

    name: str
    version: int
    find: Callable[[Reading, Facts, Settings], Iterable[Evidence]]


RULES = (
    Rule("learned", 2, learned.find),
    Rule("words", 2, words.find),
    Rule("phrases", 2, phrases.find),
    Rule("together", 1, together.find),
    Rule("publisher", 2, publisher.find),
    Rule("personal_data", 1, personal_data.find),
    Rule("links", 1, links.find),
    Rule("advertising", 1, advertising.find),
    Rule("repeats", 1, repeats.find),
    Rule("flood", 1, flood.find),
    Rule("form", 1, form.find),
    Rule("nonsense", 1, nonsense.find),
    Rule("capitals", 1, capitals.find),
    Rule("sentences", 1, sentences.find),
    Rule("off_topic", 1, off_topic.find),
    Rule("language", 1, language.find),
)
