"""What the search takes for one and the same word: case, accents, pointing and spelling of letters aside.

PostgreSQL folds what it keeps by the same patterns (`index`), SQLite by these very functions. Pure.
"""

import re
import unicodedata

#: Markup within a word, markup between two, and signs written as names.
WITHIN = r"</?(a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)( [^>]*)?>"
BETWEEN, ENTITY = r"<[^>]*>", r"&#?[a-zA-Z0-9]+;"
#: Accents (once taken off their letters), pointing of Hebrew and Arabic, the tatweel, and what nobody sees.
MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    r"\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
#: Blanks, punctuation and signs: all that stands between words. Code points, for each database has other classes.
SEPARATORS = (
    r"\u0001-/:-@[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0"
    r"\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u1680\u2000-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\ufd3e\ufd3f\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff9-\uffff\U0001f000-\U0001faff"
)
#: Letters that are written in more than one way: one sign for one, then one for two.
SINGLE = str.maketrans("øłđðħŧıςٱىةیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "olddhtiσايهيك01234567890123456789")
DOUBLE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
#: Signs of a text, and of one word, that are looked at.
LONGEST_TEXT, LONGEST_WORD = 100_000, 64

_WITHIN, _BETWEEN, _ENTITY, _MARKS = map(re.compile, (WITHIN, BETWEEN, ENTITY, MARKS))
#: NUL is in no pattern of PostgreSQL, nor in any of its texts.
_SEPARATORS = re.compile(f"[\0{SEPARATORS}]+")
#: A stretch of a text as it was written that holds no separator but what is skipped when it is folded.
WRITTEN = re.compile(f"(?:[^\0{SEPARATORS}]|{MARKS})+")


def fold(text: str) -> list[str]:
    """Return the words of a text as they are kept and compared."""
    if text.isascii() and text.isalnum():
        return [text.lower()[:LONGEST_WORD]]
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text[:LONGEST_TEXT])).lower().translate(SINGLE)
    for sign, letters in DOUBLE.items():
        text = text.replace(sign, letters)
    return [word[:LONGEST_WORD] for word in _SEPARATORS.sub(" ", text).split(" ") if word]


def without_markup(html: str) -> str:
    """Return the text of an article, its signs still written as names."""
    return _BETWEEN.sub(" ", _WITHIN.sub("", html))


def plain(html: str) -> str:
    """Return the text of an article for its words alone."""
    return _ENTITY.sub(" ", without_markup(html))
