"""The language check ("L"): a comment in a language that the edition does not accept."""

import re
from collections.abc import Iterator

from moderation.screening.languages import LANGUAGE_OF, SCRIPTS_OF, identify
from moderation.screening.letters import scripts
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
#: What the statistics call text that is in no language.
NO_LANGUAGE = "zxx"


def spoken(reading: Reading) -> tuple[str, ...]:
    """The languages whose lists apply: those of the edition, else those whose little words the text uses."""
    reading.spoken = reading.spoken or _spoken(reading)
    return reading.spoken


def _spoken(reading: Reading) -> tuple[str, ...]:
    if reading.draft.languages:
        return tuple(sorted({*reading.draft.languages, LINGUA_FRANCA}))
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
    accepted = {language.partition("-")[0] for language in reading.draft.languages}
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
    if is_settled or len(letters) < settings.limit("language_letters"):
        return
    if _sounds_like(accepted, reading) or len(reading.texts) < settings.limit("language_words"):
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


def _sounds_like(accepted: set[str], reading: Reading) -> bool:
    """Whether the little words alone settle that the text is in an accepted language."""
    counts = reading.little_words
    ours = max((counts.get(language, 0) for language in accepted), default=0)
    others = max((count for language, count in counts.items() if language not in accepted), default=0)
    return ours > 2 and ours >= others
