"""Languages by their scripts, their little words and the statistics of their letters."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_BY_SCRIPT = {
    "Arab": "ar fa ur ps ckb arz ary",
    "Cyrl": "ru uk be bg mk sr kk ky mn tg tt ba",
    "Grek": "el",
    "Hebr": "he yi",
    "Deva": "hi mr ne sa",
    "Beng": "bn as",
    "Hang": "ko",
    "Jpan": "ja",
    "Hani": "zh ja ko yue wuu",
    "Thai": "th",
    "Armn": "hy",
    "Geor": "ka",
    "Taml": "ta",
    "Telu": "te",
    "Ethi": "am",
    "Latn": "sr kk",
}
#: The scripts of languages that are not, or not only, written in Latin letters.
SCRIPTS_OF: dict[str, set[str]] = {}
for _script, _languages in _BY_SCRIPT.items():
    for _language in _languages.split():
        SCRIPTS_OF.setdefault(_language, set()).add(_script)

DATA = Path(__file__).parent / "data"


def _little_words() -> dict[str, frozenset[str]]:
    lines = (DATA / "little-words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, _, words in rows}


FUNCTION_WORDS = _little_words()
#: Sister languages that statistics of letters confuse; either is taken for the other.
SISTERS = ({"no", "nn", "nb", "da", "sv"}, {"hr", "bs", "sr"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt", "es"})


@cache
def _identifier() -> Any:  # noqa: ANN401 # the library has no types
    # loaded when first needed: most texts are settled by script and little words
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=256)
def identify(text: str, accepted: frozenset[str]) -> tuple[str, float, float]:
    """The likeliest language of a text, how likely it is, and how likely the best of the accepted ones."""
    ranked = dict(_identifier().rank(text[:2000]))
    guess = max(ranked, key=lambda language: ranked[language])
    kin = set(accepted).union(*(sisters for sisters in SISTERS if sisters & accepted))
    return guess, ranked[guess], max((ranked.get(language, 0.0) for language in kin), default=0.0)
