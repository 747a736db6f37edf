"""Words as people hide them, and the forms that give them away.

The functions only propose forms, with their places: the word matcher knows the words.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from string import ascii_letters

from moderation.screening.folding import CYRILLIC_LOOKALIKES, LOOKALIKES, fold
from moderation.screening.hangul import syllables
from moderation.screening.reading import Reading

EDGE = ".,!?;:\"'()[]{}<>…-*_~/"
#: One letter, something between, one letter, and so on: f u c k, f.u.c.k, f - u - c - k.
LETTERED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,9}+[^\W\d_](?![^\W_]))++")
#: Three letters with nothing between them that is a word.
APART = re.compile(r" [^ ] [^ ] [^ ] ")
#: So many, at least.
FEWEST_LETTERS = 3
#: What makes a word mixed.
SIGN_OR_LATIN = re.compile(r"[a-z@0-9]")
RUN = re.compile(r"(\w)\1{2,}")
SQUEEZED = re.compile(r"(\w)\1+")
_SIGNS = "0345@$+€£¢(<{[¥^§×¡†©®°¤₵₽₦₩฿₮∂√∆∩∪⊂⭕❌✝✖🔴➕💲"
_THEIRS = "oeasastelcccccyasxitcroocpnwbtdvanucoxtxots"
#: A digit or sign may stand for more than one letter.
_READINGS = ("iiigtbg", "lllbtbq", "llibtbg")
LEET = tuple(str.maketrans(_SIGNS + "1!|6789", _THEIRS + these) for these in _READINGS)
LEET_SIGNS = frozenset(map(chr, LEET[0]))
_AMBIGUOUS = frozenset("1!|6789")
#: Signs at the edge of a word that may be its first letter.
_LETTER_SIGNS = frozenset("*(<{[")
NOT_LETTERS = re.compile(r"[\W\d_]+")
#: Letters drawn with several signs.
DRAWN = {
    r"/\/\ ".strip(): "m", r"|\/|": "m", r"|v|": "m", r"\/\/": "w", r"\x/": "w", "vv": "w", r"|\|": "n", r"/\/": "n",
    "|-|": "h", "]-[": "h", "}{": "h", "|)": "d", "|]": "d", "|}": "d", "|3": "b", "|8": "b", "|<": "k", "|{": "k",
    "|(": "k", "|=": "f", "|_|": "u", "(_)": "u", "|_": "l", r"\/": "v", r"/-\ ".strip(): "a", r"/\ ".strip(): "a",
    "()": "o", "[]": "o", "><": "x", "|2": "r", "|*": "p", "|>": "p", "`/": "y",
}  # fmt: skip
_DRAWN = re.compile("|".join(re.escape(sign) for sign in sorted(DRAWN, key=len, reverse=True)))
_DRAWING = frozenset("|\\/()[]{}<>")
#: Punctuation that stands for no letter and is no part of a drawn one.
_MERE_EDGE = ".,?;:\"'…-"
#: Letters upside down, and whether a word is written with them.
TURNED = str.maketrans("ɐqɔpǝɟƃɥᴉɾʞʅןɯuodbɹsʇnʌʍxʎz", "abcdefghijkllmnopqrstuvwxyz")
_TURNED_LETTERS = "ɐɔǝɟƃɥᴉɾʞʅןɯɹʇʌʍʎ"
_UPSIDE_DOWN = re.compile(f"[{_TURNED_LETTERS}]")
#: What a letter must be to be read as another beside ASCII: one of these, or of a script that only looks like Latin,
#: or one of which a syllable is made.
_TAKEN_FOR_ANOTHER = re.compile(f"[a-z{_TURNED_LETTERS}\u1100-\u2fff\u3105-\u9fff\ua490-\uabff]")
MARKUP = re.compile(r"</?\w[^<>]{0,40}>|\[/?\w{1,5}\]")
#: Where one word ends and the next begins in a tag or name: StupidTag.
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÞА-Я][^\W\d_A-ZÀ-ÞА-Я])|(?<=[^\W\d_A-ZÀ-ÞА-Я])(?=[A-ZÀ-ÞА-Я])")
CAMEL = re.compile(r"[a-zß-ÿа-я][A-ZÀ-ÞА-Я]")
_CASES = str.maketrans(ascii_letters, "a" * 26 + "A" * 26)

Form = tuple[str, int, int]


def is_odd(chunk: str) -> bool:
    """Say whether a run of characters is no plain word: to read it takes time."""
    return not chunk.isalpha() or (not chunk.isascii() and SIGN_OR_LATIN.search(chunk) is not None)


def is_bare(chunk: str, core: str) -> bool:
    """Say whether it is a word in Latin letters, with punctuation at most."""
    return core.isalpha() and core.isascii() and (core == chunk or _LETTER_SIGNS.isdisjoint(chunk))


def is_unmistakable(chunk: str) -> bool:
    """Say whether it is a word in a script of its own, with punctuation at most, whose letters look like no others."""
    word = chunk.strip(_MERE_EDGE)
    return word.isalpha() and not word.isascii() and _TAKEN_FOR_ANOTHER.search(word) is None


def readings(chunk: str) -> dict[Form, None]:
    """What a run of characters without a space may be meant to say, each with its place from the start of the run."""
    core = chunk.strip(EDGE)
    if is_bare(chunk, core):
        return dict.fromkeys(_squeezes(core, chunk.find(core), len(core)))
    if "://" in chunk or core.isdigit():
        return {}
    return dict.fromkeys(_readings(chunk, core))


def _readings(chunk: str, core: str) -> Iterator[Form]:
    first = chunk.find(core)
    plain = _without_markup(chunk)
    if plain != chunk:
        yield from ((form, 0, len(chunk)) for form, _, _ in readings(plain))
    if not core.isascii():
        yield from _lookalikes(core, first)
        yield from ((form, first, first + len(core)) for form in syllables(NOT_LETTERS.sub("", core)))
    if any(map(str.isalpha, core)):
        yield from _squeezes(NOT_LETTERS.sub("", core), first, len(core))
    if not LEET_SIGNS.isdisjoint(chunk) and not _is_code(core):
        yield from _with_signs(chunk, core, first)
    if not _DRAWING.isdisjoint(chunk) or "vv" in core:
        drawn = _DRAWN.sub(lambda found: DRAWN[found[0]], chunk)
        for table in _tables(drawn):
            yield from _squeezes(NOT_LETTERS.sub("", drawn.strip(EDGE).translate(table)), 0, len(chunk))


def _with_signs(chunk: str, core: str, first: int) -> Iterator[Form]:
    """Read digits and signs as letters; those at the edge may be letters or not."""
    if not any(map(str.isalpha, core)) and core == chunk:
        return
    for table in _tables(core):
        yield from _squeezes(NOT_LETTERS.sub("", core.translate(table)), first, len(core))
        if core.endswith("!"):
            yield from _squeezes(NOT_LETTERS.sub("", core.rstrip("!").translate(table)), first, len(core))
    whole = chunk.strip(".,?;:\"'[]{}>…-*_~/)")
    if whole != core:
        yield NOT_LETTERS.sub("", whole.translate(LEET[0])), 0, len(chunk)


def _tables(core: str) -> tuple[dict[int, int], ...]:
    """The tables that read it differently."""
    return LEET[:1] if _AMBIGUOUS.isdisjoint(core) else LEET


def _is_code(core: str) -> bool:
    """Say whether it is a road, a size or a product: letters, then only digits."""
    letters = core.rstrip("0123456789")
    return len(letters) < len(core) and len(letters) <= 2 and letters.isalpha()


def _without_markup(chunk: str) -> str:
    """Take out what a browser would not show."""
    if "&" in chunk and ";" in chunk:
        chunk = fold(unescape(chunk)).replace(" ", "")
    return MARKUP.sub("", chunk) if "<" in chunk or "[" in chunk else chunk


def _lookalikes(core: str, first: int) -> Iterator[Form]:
    """Fold letters of other scripts to Latin ones, and Latin ones in a word of Cyrillic."""
    if _UPSIDE_DOWN.search(core):
        yield from _squeezes(core.translate(TURNED)[::-1], first, len(core))
    bare = NOT_LETTERS.sub("", core.translate(LOOKALIKES))
    if bare.isascii() and (SIGN_OR_LATIN.search(core) or _is_styled(core)):
        yield from _squeezes(bare, first, len(core))
        for table in _tables(core) if not LEET_SIGNS.isdisjoint(core) else ():
            yield NOT_LETTERS.sub("", core.translate(LOOKALIKES).translate(table)), first, first + len(core)
    if SIGN_OR_LATIN.search(core):
        yield from _squeezes(NOT_LETTERS.sub("", core.translate(CYRILLIC_LOOKALIKES)), first, len(core))


def _is_styled(core: str) -> bool:
    """Say whether letters are of scripts that nobody writes news comments in: they only look like Latin ones."""
    return any("\u1200" <= char <= "\u2fff" or "\ua490" <= char <= "\uabff" for char in core) or (
        "\u3105" <= max(core) <= "\u9fff"
    )


def _squeezes(form: str, start: int, length: int) -> Iterator[Form]:
    """A form, and with runs of one letter cut to one, to two, and to one where they are long."""
    end = start + length
    yield form, start, end
    if RUN.search(form):
        yield SQUEEZED.sub(r"\1", form), start, end
        yield RUN.sub(r"\1\1", form), start, end
        yield RUN.sub(r"\1", form), start, end


def _has_camels(body: str) -> bool:
    """Say whether a capital follows a small letter; ASCII is seen through by a table, in a tenth of the time."""
    return "aA" in body.translate(_CASES) if body.isascii() else CAMEL.search(body) is not None


def humps(reading: Reading) -> Iterator[Form]:
    """The words of names like StupidTag, with their places in the folded text."""
    if reading.folded.offsets is not None or not _has_camels(reading.body):
        return
    for found in re.finditer(r"\w+", reading.body):
        if CAMEL.search(found[0]):
            edges = [0, *(edge.start() for edge in _CAMEL.finditer(found[0])), len(found[0])]
            for first, last in pairwise(edges):
                yield fold(found[0][first:last]), found.start() + first, found.start() + last


def lettered(reading: Reading) -> Iterator[tuple[str, list[int]]]:
    """Letters standing apart, joined, with the place of each."""
    if list(map(len, reading.texts)).count(1) < FEWEST_LETTERS or not APART.search(reading.line):
        return
    for found in LETTERED.finditer(reading.folded.text):
        places = [place for place in range(*found.span()) if reading.folded.text[place].isalpha()]
        if len(places) >= FEWEST_LETTERS:
            yield "".join(reading.folded.text[place] for place in places), places


def placed(chunks: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    """Runs without a space in their order, and where each begins in the text."""
    end = 0
    for chunk in chunks:
        start = text.index(chunk, end)
        end = start + len(chunk)
        yield chunk, start
