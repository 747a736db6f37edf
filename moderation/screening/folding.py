"""One normaliser: text folded to what a reader takes it for, with the way back to the original characters (C16)."""

import re
import unicodedata
from string import ascii_lowercase

#: Marks that writing in Latin, Greek, Cyrillic, Arabic and Hebrew can lose without becoming another word.
DROPPED_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
PLAIN = dict(
    zip(
        "’‘`´ʼ“”„«»‐‑–—−ıłøđħᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "'''''\"\"\"\"\"-----ilodhabcdefghijklmnoprstuvwyz",
        strict=True,
    ),
    æ="ae",
    œ="oe",
)
#: Letters in squares and circles, and those of flags.
PLAIN |= {
    chr(first + place): letter
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6, 0x24B6, 0x24D0)
    for place, letter in enumerate(ascii_lowercase)
}
#: Letters of other scripts that look like a Latin one. Folded only inside a word that mixes scripts, or where nobody
#: writes in theirs. They are Cyrillic, Greek, Armenian, Cherokee, Lisu, Coptic, Canadian, and what fonts for fun use.
LOOKALIKES = str.maketrans(
    dict(
        pair
        for theirs, ours in (
            ("авсеһіјкӏмнорԛгѕтухԝзьшщэпипԁԍ", "abcehijklmhopqrstyxwzbwwenundg"),
            ("αβγδεικνορτυχωηπσςμθζφλ", "abyoeikvoptuxwnnosuozoa"),
            ("ոսօցհաեիլյքթգտր", "nuoghathljppqsn"),
            ("ᎠᎡᎢᎪᎫᎬᎥᎩᎳᎷᎻᎶᏃᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏴᏻᎮᎾᏌ", "drtajeiywmhgzbrwsvslcpkdbgpou"),
            ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou"),
            ("ⲁⲃⲅⲉⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭ", "abrehikmnopctyx"),
            ("ᗩᗷᑕᗪᗴᖴᘜᕼᒍᛕᒪᗰᑎᗝᑭᑫᖇᔕᑌᐯᗯ᙭ᖻᘔᗞᗅᗆᐱ", "abcdefghjklmnopqrsuvwxyzdaaa"),
            ("卂乃匚乇千厶卄丨フ几口回卩尺丂ㄒ丅ㄩ山乂ㄚ丫乙爪ㄥㄖム", "abcefghijnooprsttuwxyyzmloa"),
        )
        for pair in zip(theirs, ours, strict=True)
    )
)
#: Latin letters and signs that stand for a Cyrillic one in a word written in Cyrillic.
CYRILLIC_LOOKALIKES = str.maketrans("abcehkmoptxyu@034619nrgiz", "авсенкмортхуиаозчбияпгдиз")
_NAMED = re.compile(
    r"LATIN (?:CAPITAL LETTER|SMALL LETTER|LETTER SMALL CAPITAL) (?:SCRIPT )?([A-Z])(?: BAR)?"
    r"(?: WITH [A-Z ]*(?:STROKE|(?<!FISH)HOOK|TAIL|DESCENDER|(?<!TOP)BAR|CURL|LOOP|TILDE|BELT|PALATAL)[A-Z ]*)?"
)
#: Some ligatures stand for whole sentences; a text must not grow twentyfold.
LONGEST_FOLD = 4


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when first met and forgotten when too many were."""

    LARGEST = 20_000

    def __missing__(self, code: int) -> str:
        if len(self) > self.LARGEST:
            self.clear()
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if char in PLAIN:
        return PLAIN[char]
    if category == "Cf":
        return ""
    if char.isspace() or category in {"Cs", "Cc"}:
        return " "
    return (_named(char) if category in {"Ll", "Lu"} else "") or _bare(char)


def _named(char: str) -> str:
    """A letter with a hook, a stroke or a tail, or a small capital: its name says which, its code does not."""
    named = _NAMED.fullmatch(unicodedata.name(char, ""))
    return named[1].lower() if named else ""


def _bare(char: str) -> str:
    """A character in its commonest form, small and without the marks that writing can lose."""
    folded = unicodedata.normalize("NFKC", char).casefold()
    bare = DROPPED_MARKS.sub("", unicodedata.normalize("NFD", folded))
    bare = "".join(PLAIN.get(letter, letter) for letter in bare)
    return unicodedata.normalize("NFC", bare)[:LONGEST_FOLD]


FOLD = _FoldTable()


def fold(text: str) -> str:
    """The folded text without the way back: for lists and for what stands around a comment."""
    return text.lower() if text.isascii() and text.isprintable() else text.translate(FOLD)


class Folded:
    """A text and its folded form."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.offsets: list[int] | None = None
        if original.isascii() and original.isprintable():
            self.text = original.lower()
            return
        self.text = original.translate(FOLD)
        if any(len(FOLD[ord(char)]) != 1 for char in set(original)):
            pieces = [FOLD[ord(char)] for char in original]
            self.offsets = [place for place, piece in enumerate(pieces) for _ in piece]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the folded text stands in the original, with the marks on its last letter."""
        if self.offsets is None or start >= end:
            return start, end
        following = self.offsets[end] if end < len(self.offsets) else len(self.original)
        return self.offsets[start], max(self.offsets[end - 1] + 1, following)

    def source(self, start: int, end: int) -> str:
        """The original characters of a folded span."""
        first, last = self.origin(start, end)
        return self.original[first:last]
