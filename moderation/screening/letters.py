"""What letters tell: the script of a text, and whether a row of Latin letters can be a word at all."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

VOWELS = "aeiouy"
CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
#: Pairs that hardly a word of a language in Latin letters holds; two of them in a word make it no word.
RARE = re.compile(
    "(?=(b[qxw]|c[jvx]|d[x]|f[bdgkpqvxzj]|g[qvxkj]|h[xjvkd]|j[b-df-hj-npqrtvwxyz]|k[qxzgjc]|l[q]|m[qxzj]|p[qvxj]|"
    "q[b-hj-ot-tqrsvwxyz]|s[x]|t[q]|v[bcdfghjkmpqtwxz]|w[bfgjqvxz]|x[bdfgjklmnqrsvwz]|y[q]|z[cfgjpqx]))"
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


@lru_cache(maxsize=8192)
def implausible(word: str) -> bool:
    """Whether a folded word in Latin letters cannot be pronounced in any language written with them."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return False
    if not any(vowel in word for vowel in VOWELS):
        return len(word) > 4
    rare = len(RARE.findall(word))
    # what German spells with three letters is one sound
    sounds = word.replace("sch", "s").replace("ch", "c")
    return rare > 1 or (rare == 1 and len(word) < 9) or CLUSTER.search(sounds) is not None
