"""The language check ("L"): a comment in a language that the edition does not accept."""

import re
from collections.abc import Iterator

from moderation.screening.languages import (
    FUNCTION_WORDS,
    LANGUAGE_OF,
    SCRIPTS_OF,
    SISTERS,
    identify,
    known_as,
    listed_as,
)
from moderation.screening.letters import scripts
from moderation.screening.meanings import known
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

#: The check has no ground of the nineteen.
GROUND = None
#: Readers of every edition swear in it.
LINGUA_FRANCA = "en"
#: Addresses, names and tags say nothing about the language around them.
NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\[id\d+\|[^\]]*\]")
#: One of these stands in each.
NOT_PROSE_SIGNS = ("://", "www.", "@", "#", "[id")
#: Different words below which little words tell nothing, and the share of them that tells.
FEWEST, LITTLE = 3, 0.5
#: The share of English words that makes a text English where little words lead, and where one leads.
KNOWN, SURE = 0.75, 0.99
#: What the statistics call text that is in no language.
NO_LANGUAGE = "zxx"


def spoken(reading: Reading) -> tuple[str, ...]:
    """The languages whose lists apply: those of the edition, else those whose little words the text uses."""
    reading.spoken = reading.spoken or _spoken(reading)
    return reading.spoken


def _spoken(reading: Reading) -> tuple[str, ...]:
    if reading.draft.languages:
        return tuple(sorted({*listed_as(reading.draft.languages), LINGUA_FRANCA}))
    counts = reading.little_words
    most = max(counts.values(), default=0)
    likely = {language for language, count in counts.items() if count and count >= most * 0.6}
    likely |= {language for script in reading.scripts for language in _LISTED_BY_SCRIPT.get(script, ())}
    return tuple(sorted({*likely, LINGUA_FRANCA}))


#: Languages we have lists for whose little words do not stand alone, or not in our table.
_LISTED_BY_SCRIPT = {
    "Cyrl": ("ru",),
    "Arab": ("ar", "fa"),
    "Hang": ("ko",),
    "Jpan": ("ja",),
    "Hani": ("zh", "ja"),
    "Thai": ("th",),
    "Deva": ("hi",),
}


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a text clearly in another language; say nothing when it is short or the letters leave a doubt."""
    accepted = set(known_as(reading.draft.languages))
    has_more = any(sign in reading.body for sign in NOT_PROSE_SIGNS)
    text = NOT_PROSE.sub(" ", reading.body) if has_more else reading.body
    letters = "".join(filter(str.isalpha, text)) if has_more else reading.letters
    if not accepted or len(letters) < settings.limit("language_script_letters"):
        return
    whole = (0, len(reading.body))
    known = {script for language in accepted for script in SCRIPTS_OF.get(language, ("Latn",))}
    written, most = scripts(letters), settings.limit("language_script_share") * len(letters)
    foreign = {script: count for script, count in written.items() if script and script not in known}
    if sum(foreign.values()) > most:
        yield Evidence(
            "script", GROUND, 0.95, *whole, detail=f"written in {max(foreign, key=lambda one: foreign[one])}"
        )
        return
    is_settled = sum(count for script, count in written.items() if LANGUAGE_OF.get(script) in accepted) > most
    if is_settled or _sounds_like(accepted, reading):
        return
    told = _told(accepted, reading)
    if told:
        reading.language = told
        yield Evidence("language", GROUND, 0.8, *whole, detail=f"looks like {told}")
    if told or len(letters) < settings.limit("language_letters"):
        return
    if len(reading.texts) < settings.limit("language_words"):
        return
    guess, probability, allowed = identify(text, frozenset(accepted))
    if guess not in {*accepted, NO_LANGUAGE} and probability - allowed >= _margin(guess, accepted, reading, settings):
        reading.language = guess
        yield Evidence("language", GROUND, probability, *whole, detail=f"looks like {guess}")


def _margin(guess: str, accepted: set[str], reading: Reading, settings: Settings) -> float:
    """By how much the guess must be likelier: the less, the more its little words outnumber the accepted ones."""
    counts = reading.little_words
    lead = counts.get(guess, 0) - max((counts.get(language, 0) for language in accepted), default=0)
    if lead <= 0:
        return settings.limit("language_margin")
    return settings.limit("language_hinted_margin") - (lead > 1)


def _told(accepted: set[str], reading: Reading) -> str:
    """Name the language that little words alone tell, most of all in texts too short for statistics of letters.

    English has a vocabulary, too: of known words, a smaller lead is enough.
    """
    counts, size = reading.little_words, len(reading.vocabulary)
    kin = accepted.union(*(sisters for sisters in SISTERS if sisters & accepted))
    ours = max((counts.get(language, 0) for language in kin), default=0)
    most = max(counts.values(), default=0)
    if size < FEWEST or most <= ours or not accepted <= FUNCTION_WORDS.keys():
        return ""
    lead = [language for language in sorted(counts) if counts[language] == most and language not in kin]
    share = _english(reading) if LINGUA_FRANCA in lead else 0.0
    if share >= (KNOWN if most > ours + 1 else SURE):
        return LINGUA_FRANCA
    return lead[0] if most > ours + 1 and most >= LITTLE * size else ""


def _english(reading: Reading) -> float:
    """The share of different words that English has."""
    meanings = known(LINGUA_FRANCA)
    return len(meanings.index.keys() & reading.vocabulary) / max(len(reading.vocabulary), 1) if meanings else 0.0


def _sounds_like(accepted: set[str], reading: Reading) -> bool:
    """Whether little words and known ones alone settle that the text is in an accepted language."""
    counts = reading.little_words
    ours = max((counts.get(language, 0) for language in accepted), default=0)
    others = max((count for language, count in counts.items() if language not in accepted), default=0)
    if LINGUA_FRANCA in accepted and counts.get(LINGUA_FRANCA, 0) >= others and _english(reading) >= KNOWN:
        return True
    return ours > 2 and ours >= others
