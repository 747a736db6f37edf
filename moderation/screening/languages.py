"""Languages by their scripts, their little words and the statistics of their letters."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

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

#: Scripts that one language alone is written in.
LANGUAGE_OF = {script: language for script, language in _BY_SCRIPT.items() if " " not in language}

#: Runs of bytes are two to five long; more text than this tells nothing new.
LONGEST_RUN, LONGEST_TEXT = 5, 600
DATA = Path(__file__).parent / "data"


def _little_words() -> dict[str, frozenset[str]]:
    lines = (DATA / "little-words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, _, words in rows}


FUNCTION_WORDS = _little_words()
#: The languages that a little word belongs to.
SPOKEN_IN: dict[str, tuple[str, ...]] = {}
for _language, _little in FUNCTION_WORDS.items():
    for _word in _little:
        SPOKEN_IN[_word] = (*SPOKEN_IN.get(_word, ()), _language)
#: Sister languages that statistics of letters confuse; either is taken for the other.
SISTERS = ({"no", "nn", "nb", "da", "sv"}, {"hr", "bs", "sr"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt"}, {"gl", "es"})


@dataclass(frozen=True)
class _Model:
    """Weights of short runs of bytes for each language: small numbers, to be multiplied by `step`, from `lowest` on."""

    rows: dict[bytes, int]
    weights: npt.NDArray[np.uint8]
    lowest: float
    step: float
    prior: npt.NDArray[np.float32]
    names: tuple[str, ...]

    def likelihoods(self, text: str) -> dict[str, float]:
        """How likely each language is; the scale takes the length out, so that a margin means the same for all."""
        raw = text.encode("utf-8", "surrogatepass")
        counts = Counter(self._longest(raw))
        if not counts:
            return {}
        seen = np.log1p(np.fromiter(counts.values(), np.float32, len(counts)))
        weights = self.weights[np.fromiter(counts, np.intp, len(counts))].astype(np.float32)
        scores = seen @ weights * self.step + self.lowest * seen.sum() + self.prior
        scores = np.exp((scores - scores.max()) / np.sqrt(len(raw)))
        best: dict[str, float] = {}
        for name, score in zip(self.names, (scores / scores.sum()).tolist(), strict=True):
            best[name] = best.get(name, 0.0) + score
        return best

    def _longest(self, raw: bytes) -> Iterator[int]:
        """The longest known run that ends at each byte."""
        for end in range(2, len(raw) + 1):
            for start in range(max(0, end - LONGEST_RUN), end - 1):
                row = self.rows.get(raw[start:end])
                if row is not None:
                    yield row
                    break


@cache
def _model() -> _Model:
    with np.load(DATA / "languages.npz", allow_pickle=False) as data:
        raw, ends = data["grams"].tobytes(), np.cumsum(data["lengths"]).tolist()
        grams = (raw[start:end] for start, end in zip([0, *ends], ends, strict=False))
        lowest, step = data["scale"].tolist()
        return _Model(
            rows=dict(zip(grams, data["rows"].tolist(), strict=True)),
            weights=data["weights"],
            lowest=lowest,
            step=step,
            prior=data["prior"],
            names=tuple(data["names"].tolist()),
        )


@lru_cache(maxsize=256)
def known_as(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Name the languages of some tags however these are written, each once: `de` for `de-AT` and `DE_ch`."""
    return tuple(dict.fromkeys(_written(tag).partition("-")[0] for tag in tags))


@lru_cache(maxsize=256)
def listed_as(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Name the languages of some tags, and the tags that say more: lists may be those of `pt` or of `pt-br`."""
    return tuple(sorted({*known_as(tags), *map(_written, tags)}))


def _written(tag: str) -> str:
    return tag.lower().replace("_", "-")


@lru_cache(maxsize=256)
def identify(text: str, accepted: frozenset[str]) -> tuple[str, float, float]:
    """The likeliest language of a text, how likely it is in none of the accepted ones, and how likely in one.

    An accepted language that the statistics do not know is never ruled out.
    """
    likely = _model().likelihoods(text[:LONGEST_TEXT])
    kin = set(accepted).union(*(sisters for sisters in SISTERS if sisters & accepted))
    if not likely or not accepted <= likely.keys():
        return next(iter(accepted), ""), 1.0, 1.0
    guess = max(likely, key=lambda language: likely[language])
    ours = sum(likely.get(language, 0.0) for language in kin)
    return guess, 1.0 - ours, ours
