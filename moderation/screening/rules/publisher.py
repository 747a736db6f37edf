"""Ground 6: an insult beside the publisher's own names, in the forms that they take in a sentence."""

from collections.abc import Iterator, Sequence
from itertools import islice

from moderation.screening.folding import fold
from moderation.screening.matching import Match
from moderation.screening.reading import WORD, Reading, Word
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.spellings import UNSPACED
from moderation.screening.types import Evidence, Facts

GROUND = 6
#: Grounds whose words are insults when they stand near a name.
INSULTS = frozenset({2, 5, 12, 18})
#: A name's own article changes with its case, or is left out: `Der Bote`, `des Boten`.
ARTICLES = frozenset(
    {"the", "der", "die", "das", "des", "dem", "den", "le", "la", "les", "l", "du", "el", "los", "las", "il", "lo", "i"}
)
#: What Arabic writes at the start of a word: `and`, `in`, `to`, `the`.
PREFIXES = ("", "ال", "لل", "وال", "بال", "فال", "كال", "و", "ب", "ل", "ول", "وب")
#: So many letters an ending may have.
LONGEST_ENDING = 2
#: So many places of one name are looked at.
MOST_PLACES = 20


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    """Find the names of the site, its publisher or its staff; with an insult near, ask for another person's look."""
    places = [place for name in map(fold, facts.publisher_names) for place in _places(name, reading)]
    if not places:
        return
    insults = list(_insults(reading, settings))
    reach = settings.limit("publisher_reach")
    for start, end in places:
        if any(insult.start - reach < end and start < insult.end + reach for insult in insults):
            first, last = reading.folded.origin(start, end)
            yield Evidence("insult", GROUND, 0.7, first, last)
            return


def _insults(reading: Reading, settings: Settings) -> Iterator[Match]:
    """The insults in the text that nothing takes back."""
    languages = spoken(reading)
    excuses = settings.matchers.excuses(languages)
    for matcher in (settings.matchers.words(languages), settings.matchers.phrases(languages)):
        for match in matcher.find(reading):
            if match.entry.ground in INSULTS and not excuses.take_back(match, reading):
                yield match


def _places(name: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a name stands, with its endings and without its own article."""
    text = reading.folded.text
    if UNSPACED.search(name):
        start = text.find(name)
        return iter([(start, start + len(name))] if start >= 0 else [])
    words = WORD.findall(name)
    core = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    if not core or len("".join(core)) < 3 or core[0] not in text:
        return iter(())
    needs_article = len(core) == 1 and core != words
    return islice(_standing(core, reading.words, needs_article=needs_article), MOST_PLACES)


def _standing(core: list[str], words: Sequence[Word], *, needs_article: bool) -> Iterator[tuple[int, int]]:
    """The places where the words of a name follow each other; a common word is a name only behind an article."""
    for place in range(len(words) - len(core) + 1):
        if all(_is_form(words[place + number].text, word) for number, word in enumerate(core)) and (
            not needs_article or (place and words[place - 1].text in ARTICLES)
        ):
            yield words[place].start, words[place + len(core) - 1].end


def _is_form(text: str, word: str) -> bool:
    """Say whether a word of the text is a word of a name with an ending, or with what Arabic writes before it."""
    if text.startswith(word):
        return len(text) - len(word) <= LONGEST_ENDING
    bare = word.removeprefix("ال")
    return text.endswith(bare) and text.removesuffix(bare) in PREFIXES
