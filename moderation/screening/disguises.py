"""Words as people hide them, and the forms that give them away.

The functions only propose forms, with their places: the word matcher knows the words.
"""

import re
from collections.abc import Iterator

from moderation.screening.folding import CYRILLIC_LOOKALIKES, LOOKALIKES
from moderation.screening.reading import Reading, Word

CHUNK = re.compile(r"\S+")
#: A chunk that is more than letters.
ODD_CHUNK = re.compile(r"(?<!\S)[^\W\d_]*+\S+")
EDGE = ".,!?;:\"'()[]{}<>…-*_~/"
SEPARATORS = r"\s._\-*~'|/\\,•·+=#:"
#: One letter, something between, one letter, and so on: f u c k, f.u.c.k, f-u-c-k.
LETTERED = re.compile(rf"(?<![^\W_])[^\W\d_](?:[{SEPARATORS}]{{1,3}}[^\W\d_]){{2,}}(?![^\W_])")
#: So many, at least.
FEWEST_LETTERS = 3
#: What makes a word mixed.
SIGN_OR_LATIN = re.compile(r"[a-z@0-9]")
RUN = re.compile(r"(\w)\1{2,}")
SQUEEZED = re.compile(r"(\w)\1+")
LEET = str.maketrans("013456789@$!|+€£¢(<¥", "oieasgtbgasiltelcccy")
LEET_WITH_L = str.maketrans("013456789@$!|+€£¢(<¥", "oleasgtbgaslltelcccy")
LEET_SIGNS = frozenset("013456789@$!|+€£¢(<¥")
NOT_LETTERS = re.compile(r"[\W\d_]+")
#: A text with more odd chunks than this is not somebody hiding a word.
MOST_CHUNKS = 400

Form = tuple[str, int, int]


def chunks(reading: Reading) -> Iterator[tuple[str, int]]:
    """Runs without a space that hold more than letters, and where they start."""
    seen = 0
    for found in ODD_CHUNK.finditer(reading.folded.text):
        chunk = found.group()
        core = chunk.strip(EDGE)
        is_bare = core.isalpha() or core.isdigit()
        if is_bare and (core == chunk or not set(chunk) & {"*", "(", "<"}):
            continue
        seen += 1
        if seen > MOST_CHUNKS:
            return
        yield chunk, found.start()


def undone(chunk: str) -> Iterator[Form]:
    """A chunk with digits and signs read as letters, and with what stands between letters taken out.

    Places are counted from its start.
    """
    if not any(char.isalpha() for char in chunk) or "://" in chunk:
        return
    core = chunk.strip(EDGE)
    first = chunk.find(core)
    last = first + len(core)
    if LEET_SIGNS & set(chunk):
        for table in (LEET, LEET_WITH_L):
            yield from _squeezes(NOT_LETTERS.sub("", core.translate(table)), first, last)
        whole = chunk.strip(".,?;:\"'[]{}>…-*_~/)")
        if whole != core:
            yield NOT_LETTERS.sub("", whole.translate(LEET)), 0, len(chunk)
        yield NOT_LETTERS.sub("", core.rstrip("!").translate(LEET)), first, last
    yield from _squeezes(NOT_LETTERS.sub("", core), first, last)


def _squeezes(form: str, start: int, end: int) -> Iterator[Form]:
    yield form, start, end
    if RUN.search(form):
        yield from squeezed(form, start, end)


def squeezed(form: str, start: int, end: int) -> Iterator[Form]:
    """A word with its runs cut to one letter and to two."""
    yield SQUEEZED.sub(r"\1", form), start, end
    yield RUN.sub(r"\1\1", form), start, end
    yield RUN.sub(r"\1", form), start, end


def stretched(reading: Reading) -> Iterator[Word]:
    """Words with a letter three times in a row."""
    text = reading.folded.text
    if any(letter * 3 in text for letter in set(text) if letter.isalnum()):
        yield from (word for word in reading.words if RUN.search(word.text))


def mixed(reading: Reading) -> Iterator[Form]:
    """Words that mix Latin letters with look-alikes of other scripts, folded to Latin and to Cyrillic."""
    if reading.folded.text.isascii():
        return
    for found in CHUNK.finditer(reading.folded.text):
        word = found.group().strip(EDGE)
        if not word.isascii() and SIGN_OR_LATIN.search(word):
            start = found.start() + found.group().find(word)
            for table in (LOOKALIKES, CYRILLIC_LOOKALIKES):
                form = word.translate(table)
                if form != word and form.isalpha():
                    yield form, start, start + len(word)


def lettered(reading: Reading) -> Iterator[tuple[str, list[int]]]:
    """Letters standing apart, joined, with the place of each."""
    if [len(word) for word in reading.texts].count(1) < FEWEST_LETTERS:
        return
    for found in LETTERED.finditer(reading.folded.text):
        places = [place for place in range(*found.span()) if reading.folded.text[place].isalpha()]
        yield "".join(reading.folded.text[place] for place in places), places
