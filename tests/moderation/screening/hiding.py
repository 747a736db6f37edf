"""Ways in which people hide a word, each made from the word and a source of chance. None where it does not apply."""

from collections.abc import Callable
from random import Random

Way = Callable[[str, Random], str | None]

SIGNS = {"a": "4@", "b": "8", "e": "3", "g": "69", "i": "1!|", "l": "1|", "o": "0", "s": "5$", "t": "7+"}
DRAWN = {"k": "|<", "v": r"\/", "w": "vv", "h": "|-|", "d": "|)", "n": r"|\|", "u": "|_|"}
VOWELS = "aeiou"
CYRILLIC = dict(zip("aceopxyikhtmb", "асеорхуікһтмв", strict=True))
GREEK = dict(zip("aeioptuvnk", "αειορτυνηκ", strict=True))
ARMENIAN = dict(zip("nuogh", "ոսօցհ", strict=True))
CHEROKEE = dict(zip("drtajeiywmhzbgvslcpk", "ꭰꭱꭲꭺꭻꭼꭵꭹꮃꮇꮋꮓꮟꮆꮩꮪꮮꮯꮲꮶ", strict=True))
CANADIAN = dict(zip("abcdefghjklmnopqrsuvwxyz", "ᗩᗷᑕᗪᗴᖴᘜᕼᒍᛕᒪᗰᑎᗝᑭᑫᖇᔕᑌᐯᗯ᙭ᖻᘔ", strict=True))
SMALL_CAPITALS = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
HOOKED = dict(zip("bcdfghiklmnpqrstuvwyz", "ɓƈɗƒɠɦɨƙɫɱɲƥʠɽʂʈʉʋⱳƴʐ", strict=True))
TURNED = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞʅɯuodbɹsʇnʌʍxʎz", strict=True))
CJK = dict(zip("abceghijnopstuwxyzml", "卂乃匚乇厶卄丨ﾌ几口卩丂ㄒㄩ山乂ㄚ乙爪ㄥ", strict=True))


def _each(table: dict[str, str], *, all_of: bool = True) -> Way:
    def way(word: str, random: Random) -> str | None:
        if all_of:
            return "".join(table.get(char, char) for char in word) if set(word) & set(table) else None
        places = [place for place, char in enumerate(word) if char in table]
        chosen = set(random.sample(places, max(1, len(places) // 2))) if places else set()
        return "".join(table[char] if at in chosen else char for at, char in enumerate(word)) if chosen else None

    return way


def _shifted(first: str, *, capital: bool = False) -> Way:
    """Letters of another alphabet of Unicode."""
    base = ord("A" if capital else "a")
    return lambda word, _: "".join(
        chr(ord(first) + ord(char.upper() if capital else char) - base) if char.isascii() and char.isalpha() else char
        for char in word
    )


def _between(*signs: str) -> Way:
    return lambda word, random: random.choice(signs).join(word)


def _into(*signs: str) -> Way:
    """One sign somewhere within the word."""

    def way(word: str, random: Random) -> str:
        at = random.randrange(1, len(word))
        return word[:at] + random.choice(signs) + word[at:]

    return way


def _signs(word: str, random: Random) -> str | None:
    places = [at for at, char in enumerate(word) if char in SIGNS]
    chosen = set(random.sample(places, random.randint(1, len(places)))) if places else set()
    made = "".join(random.choice(SIGNS[char]) if at in chosen else char for at, char in enumerate(word))
    return made if chosen and any(map(str.isalpha, made)) else None


def _masked(sign: str, *, only: str = "") -> Way:
    def way(word: str, random: Random) -> str | None:
        places = [at for at, char in enumerate(word) if 0 < at < len(word) - 1 and (not only or char in only)]
        chosen = places if only else places[: max(1, len(word) // 2)]
        made = "".join(sign if at in chosen else char for at, char in enumerate(word))
        return made if chosen and len(word) - len(chosen) > 1 else None

    return way


def _stretched(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[:at] + word[at] * random.randint(3, 6) + word[at + 1 :]


def _swapped(word: str, random: Random) -> str | None:
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return None
    at = random.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _without_vowels(word: str, random: Random) -> str | None:
    bare = word[0] + "".join(char for char in word[1:-1] if char not in VOWELS) + word[-1]
    return bare if 3 < len(bare) < len(word) else None


def _by_sound(word: str, random: Random) -> str | None:
    pairs = [pair for pair in (("f", "ph"), ("ck", "k"), ("ck", "kk"), ("s", "z"), ("c", "k")) if pair[0] in word]
    return word.replace(*random.choice(pairs)) if pairs else None


def _turned(word: str, random: Random) -> str:
    return "".join(TURNED.get(char, char) for char in reversed(word))


def _tagged(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    return f"{word[:at]}<b>{word[at]}</b>{word[at + 1 :]}"


def _as_entity(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    return f"{word[:at]}&#{ord(word[at])};{word[at + 1 :]}"


def _torn(separator: str) -> Way:
    def way(word: str, random: Random) -> str:
        at = random.randrange(2, len(word) - 1)
        return word[:at] + separator + word[at:]

    return way


#: Each way of hiding a word in Latin letters, by name.
WAYS: dict[str, Way] = {
    "capitals": lambda word, _: word.upper(),
    "spaced": _between(" "),
    "widely spaced": _between("  ", " . ", " - "),
    "dotted": _between(".", "..", ","),
    "hyphened": _between("-", "--"),
    "underscored": _between("_", "__"),
    "starred": _between("*", "~", "|", "/", "+"),
    "emoji between": _between("🔥", "👏", "💩"),
    "one sign within": _into(".", "-", "_", "*", "'", "~", "·"),
    "digits and signs": _signs,
    "drawn": _each(DRAWN, all_of=False),
    "stretched": _stretched,
    "every letter doubled": lambda word, _: "".join(char * 2 for char in word),
    "vowels starred": _masked("*", only=VOWELS),
    "vowels masked": _masked("#", only=VOWELS),
    "vowels left out with a dash": _masked("-", only=VOWELS),
    "middle starred": _masked("*"),
    "emoji for vowels": _masked("💩", only=VOWELS),
    "letters swapped": _swapped,
    "no vowels": _without_vowels,
    "backwards": lambda word, _: word[::-1],
    "by its sound": _by_sound,
    "Cyrillic": _each(CYRILLIC, all_of=False),
    "Greek": _each(GREEK, all_of=False),
    "Armenian": _each(ARMENIAN),
    "Cherokee": _each(CHEROKEE),
    "Canadian": _each(CANADIAN),
    "Chinese": _each(CJK),
    "full width": _shifted("ａ"),
    "mathematical": _shifted("𝒂"),
    "double-struck": _shifted("𝕒"),
    "circled": _shifted("ⓐ"),
    "boxed": _shifted("🅰", capital=True),
    "regional": _shifted("🇦", capital=True),
    "small capitals": _each(SMALL_CAPITALS),
    "hooked": _each(HOOKED),
    "upside down": _turned,
    "zero width": _into("\u200b", "\u200d", "\u2060", "\ufeff"),
    "soft hyphen": _into("\u00ad"),
    "zalgo": lambda word, random: "".join(char + "\u0336\u0489\u0301"[: random.randint(1, 3)] for char in word),
    "accents": _each(dict(zip("aeiounc", "áëîõúñç", strict=True))),
    "markup": _tagged,
    "entity": _as_entity,
    "torn by a space": _torn(" "),
    "torn by a line": _torn("\n"),
    "run together": lambda word, random: random.choice(["youstupid{}", "fuckingfat{}", "{}you"]).format(word),
    "in a tag": lambda word, _: f"#Such{word.title()}News",
}
