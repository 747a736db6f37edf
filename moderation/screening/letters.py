"""What letters tell: the script of a text, and whether a row of Latin letters can be a word at all."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

#: Names such as "iPhone" and "McDonald" turn so often.
MOST_TURNS = 2
VOWELS = "aeiouy"
CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
#: Pairs that hardly a word of a language in Latin letters holds; two of them in a word make it no word.
RARE = re.compile(
    "(?=(b[qxw]|c[jvx]|d[x]|f[bdgkpqvxzj]|g[qvxkj]|h[xjvkd]|j[b-df-hj-npqrtvwxyz]|k[qxzgjc]|l[q]|m[qxzj]|p[qvxj]|"
    "q[b-hj-ot-tqrsvwxyz]|s[x]|t[q]|v[bcdfghjkmpqtwxz]|w[bfgjqvxz]|x[bdfgjklmnqrsvwz]|y[q]|z[cfgjpqx]))"
)
#: The same for languages in Cyrillic letters: signs that soften or harden what has no sound, vowels that end no word
#: before others, rows of consonants. One of them is enough.
RARE_CYRILLIC = re.compile(
    "^[ьыъ]|[аеёиоуыэюяй][ьъы]|[ьъ][ьъыаэ]|[жшщч][юяэ]|[эы][аоуэыёюя]|й[еиуэюя]|[бвгджзклмнпрстфхцчшщ]{5}|[цщ][бвгджзлмпрсфхцчшщ]"
)
SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "CJK": "Hani", "THAI": "Thai",
    "ARMENIAN": "Armn", "GEORGIAN": "Geor", "TAMIL": "Taml", "TELUGU": "Telu", "ETHIOPIC": "Ethi",
}  # fmt: skip


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str:
    """The script of a letter by its Unicode name; empty when we know nothing of it."""
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "")


def scripts(letters: str) -> Counter[str]:
    """How many letters of each script."""
    if letters.isascii():
        return Counter({"Latn": len(letters)})
    found = Counter[str]()
    for letter, count in Counter(letters).items():
        found[script_of(letter)] += count
    return found


#: Rows and columns of keyboards: Latin in three layouts, Russian, Arabic, Hebrew, Greek.
KEYS = (
    "qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn qwertzuiopu asdfghjkloa yxcvbnm qazwsxedcrfvtgbyhnujm "
    "йцукенгшщзхъ фывапролджэ ячсмитьбю ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرلاىةوزظ קראטוןםפ שדגכעיחלך זסבהנמצתץ "
    "ςερτυθιοπ ασδφγηξκλ ζχψωβνμ"
)
_ROWS = f"{KEYS} {KEYS[::-1]}".split()
#: Words that lie on one row.
KEPT = frozenset(("wert", "rewe", "мить", "тими", "ноги", "прол", "дело"))
#: A run of neighbouring keys so long is in no word; a shorter one may be all of it.
LONG_RUN, WHOLE_RUN = 5, 4
_RUNS = {
    size: frozenset(row[start : start + size] for row in _ROWS for start in range(len(row) - size + 1))
    for size in (WHOLE_RUN, LONG_RUN)
}
#: A syllable over and over, unless it laughs.
REPEATED = re.compile(r"([a-z]{2,6}?)\1{3,}[a-z]{0,5}")
LAUGHING = re.compile("[haeiojkxw]+|l?(?:ol)+")


def implausible(word: str) -> bool:
    """Whether a folded word is in no language: unpronounceable, a row of keys, or a syllable over and over."""
    bare = word.strip("0123456789")
    if len(bare) < WHOLE_RUN or not bare.isalpha() or len(set(bare)) == 1:
        return False
    return typed(bare) or _is_repeated(bare) or _is_unpronounceable(bare)


def typed(word: str) -> bool:
    """Whether fingers ran along a row of keys: of a folded word without figures."""
    if len(word) == WHOLE_RUN:
        return word in _RUNS[WHOLE_RUN] and word not in KEPT
    return any(word[place : place + LONG_RUN] in _RUNS[LONG_RUN] for place in range(len(word) - LONG_RUN + 1))


def _is_repeated(word: str) -> bool:
    return len(word) > LONG_RUN + 2 and REPEATED.fullmatch(word) is not None and LAUGHING.fullmatch(word) is None


def _is_unpronounceable(word: str) -> bool:
    if not word.isascii():
        return RARE_CYRILLIC.search(word) is not None
    if not any(vowel in word for vowel in VOWELS):
        return len(word) > WHOLE_RUN
    rare = len(RARE.findall(word))
    # what German spells with three letters is one sound
    sounds = word.replace("sch", "s").replace("ch", "c")
    return rare > 1 or (rare == 1 and len(word) < 9) or CLUSTER.search(sounds) is not None


#: How surprising each letter is after two others in the words of fifty languages, in parts of a nat; a word begins and
#: ends with a gap. Where it comes from stands in `data/CREDITS.md`.
FOLLOWING, PARTS = Path(__file__).parent / "data" / "letters.npy", 32


@cache
def _following() -> bytes:
    table: npt.NDArray[np.uint8] = np.load(FOLLOWING, allow_pickle=False)
    return table.tobytes()


@lru_cache(maxsize=8192)
def surprise(word: str) -> float:
    """How surprising the letters of a word from a to z are on average: about 2.3 in a language, 5 on a keyboard."""
    table, before, last, total = _following(), 0, 0, 0
    for code in (*(ord(letter) - 96 for letter in word), 0):
        total += table[(before * 27 + last) * 27 + code]
        before, last = last, code
    return total / PARTS / (len(word) + 1)


#: The letters of the other scripts whose rows are known, as folding leaves them; their tables are made in the same way.
ALPHABETS = {"Cyrl": "абвгдежзиклмнопрстуфхцчшщъыьэюяіјєґљњђћџ", "Grek": "αβγδεζηθικλμνξοπρςστυφχψω"}
_CODES = {script: {letter: place for place, letter in enumerate(row, 1)} for script, row in ALPHABETS.items()}


@cache
def _following_in(script: str) -> bytes:
    table: npt.NDArray[np.uint8] = np.load(FOLLOWING.with_stem(f"letters-{script}"), allow_pickle=False)
    return table.tobytes()


@lru_cache(maxsize=8192)
def surprise_in(script: str, word: str) -> float | None:
    """How surprising the letters of a word in another script are on average; None of a letter that is not known."""
    table, codes = _following_in(script), _CODES[script]
    size = len(codes) + 1
    before, last, total = 0, 0, 0
    for letter in (*word, ""):
        code = codes.get(letter, 0)
        if letter and not code:
            return None
        total += table[(before * size + last) * size + code]
        before, last = last, code
    return total / PARTS / (len(word) + 1)


def turns(word: str) -> int:
    """How often capitals, small letters and figures take turns."""
    kinds = ["0" if char.isdigit() else "A" if char.isupper() else "a" for char in word]
    return sum(one != other for one, other in pairwise(kinds))


def alternates(word: str) -> bool:
    """Whether capitals and small letters take turns in a word as in no name: "aLwAyS", but not "McDonald"."""
    turns = sum(one.isupper() != other.isupper() for one, other in pairwise(word))
    return turns > MOST_TURNS and turns * 2 >= len(word)
