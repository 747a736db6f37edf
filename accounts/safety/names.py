"""Public names that nobody can take for another's (quality QS5, C54)."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import has_bidi_control, validate_usable

SHORTEST, LONGEST = 2, 60
#: Words by which a name would claim an office, in the languages of the editions.
OFFICES = frozenset({
    "admin", "administrator", "administratrice", "administrateur", "moderator", "moderatorin", "moderation",
    "moderateur", "moderatrice", "editor", "redaktion", "redakteur", "redakteurin", "redaction", "support", "staff",
    "system", "gazette", "mod", "mods", "webmaster", "مشرف", "مدير", "محرر", "الإدارة", "المشرف", "المدير", "المحرر",
})  # fmt: skip
#: Words of the badges that the newsroom gives (C54), in the same languages.
BADGES = frozenset({
    "author", "autor", "autorin", "artikel", "auteur", "auteure", "autrice", "expert", "experte", "expertin", "experts",
    "expertise", "fachkundig", "interviewee", "interviewt", "interviewe", "befragt", "interroge", "interrogee",
    "newsroom", "journalist", "journalistin", "journaliste", "reporter", "reporterin", "خبير", "خبيرة", "الخبير",
    "الخبيرة", "المقال", "المقابلة", "التحرير", "الأخبار", "موثق", "موثقة",
})  # fmt: skip
#: Words that say so wherever they stand in a name.
CLAIMS = ("verified", "verifiziert", "verifie", "certifie")
#: Words that make an office no other office when they are written as one with it.
AROUND = ("the", "team", "official", "real", "chief", "head", "desk", "news", "bot", "help", "s")
#: A letter, a full stop and two letters make a domain: "evil.co.uk", but not "J. R. Sand" or "J.R. Sand".
ADDRESS = re.compile(r"@|https?:|www\.|\w\.[^\W\d_]{2,}", re.IGNORECASE)
#: Small letters and capitals without a space between them, as in "GazetteTeam".
HUMP = re.compile(r"(?<=[a-zà-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
#: Latin letters that look like others, which the tables of confusables leave out between two Latin letters.
LATIN_LOOKS = {"ı": "l", "ȷ": "j", "ɑ": "a", "ɡ": "g", "ɩ": "l", "ⅼ": "l", "ƅ": "b", "ɪ": "l", "ʟ": "l", "ʀ": "r"}
JOINERS = "\u200c\u200d"
#: What stands around a name that is taken, to make another of it.
DIGITS = "0123456789"


def skeleton(name: str) -> str:
    """Return what the name looks like: equal for names that readers could confuse (Unicode UTS 39, 4)."""
    plain = [letter for letter in unicodedata.normalize("NFKD", name) if _is_seen(letter)]
    # Capitals look like others than their small letters do: both are looked up, the capital first.
    looks = unicodedata.normalize("NFKC", "".join(_prototype(letter) for letter in plain)).casefold()
    return looks.replace("rn", "m").replace("vv", "w")[:120]


def validate_name(value: str) -> None:
    """Refuse a name that is too short or long, invisible, an address, or an office's (Django validator)."""
    validate_usable(value)
    name = value.strip()
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(_("A name has from 2 to 60 characters."))
    if has_bidi_control(name) or any(_is_hidden(name, at) for at in range(len(name))):
        raise ValidationError(_("The name holds invisible characters. Type it anew."))
    if any(map(_is_sign, name)):
        raise ValidationError(
            _("A name is written in letters and digits. Leave out emoji, check marks and other signs.")
        )
    if ADDRESS.search(name):
        raise ValidationError(_("A name is not an address. Leave out @, links and domains."))
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("A name has letters in it."))
    if _claims_an_office(name):
        raise ValidationError(_("This name would look like the newsroom's own. Choose another."))


def resembles(name: str, other: str) -> bool:
    """Say whether `name` is another's with something around it: digits, a title, a further name, another order."""
    own, others = _words(name), _words(other)
    is_whole = skeleton(name.strip(DIGITS)) == skeleton(other) or own - set(map(skeleton, AROUND)) == others
    return is_whole or (len(others) > 1 and others <= own)


def _words(name: str) -> set[str]:
    """Return what the words of a name look like, without digits around them."""
    return {skeleton(word.strip(DIGITS)) for word in re.split(r"[\W_]+", HUMP.sub(" ", name))} - {""}


def _claims_an_office(name: str) -> bool:
    """Look at the whole, at every word, with and without the digits around it, and at the words written as one."""
    publishers = {skeleton(word) for word in ("gazette", *settings.PUBLISHER_NAMES)}
    offices = {skeleton(word) for word in OFFICES | BADGES} | publishers
    anywhere = {publisher for publisher in publishers if len(publisher) > 4} | set(map(skeleton, CLAIMS))
    words = re.split(r"[\W_]+", HUMP.sub(" ", name)) + re.split(r"[\W_]+", name) + [name]
    found = {skeleton(form) for word in words for form in (word, word.strip(DIGITS))} - {""}
    return any(
        word in offices
        or any(claim in word for claim in anywhere)
        or any(word.removeprefix(skeleton(more)) in offices or word.removesuffix(skeleton(more)) in offices
               for more in AROUND)
        for word in found
    )  # fmt: skip


def _is_hidden(name: str, at: int) -> bool:
    """Say whether nobody sees the character; a joiner is part of the spelling in its place (RFC 5892, A.1 and A.2)."""
    letter = name[at]
    if letter not in JOINERS:
        return unicodedata.category(letter) in ("Cf", "Co", "Cn")
    before, after = name[at - 1 : at], name[at + 1 : at + 2]
    is_arabic = all(side and unicodedata.name(side, "").startswith("ARABIC LETTER") for side in (before, after))
    return not (before and unicodedata.combining(before) == 9) and not (is_arabic and letter == "\u200c")


def _is_sign(letter: str) -> bool:
    """Say whether it is a sign that could pass for a mark beside the name: an emoji, a check mark, a number in a ring.

    Signs of the typewriter stay, and so does the accent that stands for an apostrophe.
    """
    is_sign = unicodedata.category(letter) in ("So", "Sm", "Sc", "Sk", "No", "Me")
    return (is_sign and not letter.isascii() and letter != "\u00b4") or letter in "\ufe0e\ufe0f"


def _is_seen(letter: str) -> bool:
    """Letters, digits, and the vowel signs that make another word; accents over a letter do not."""
    is_sign = unicodedata.category(letter)[0] == "M" and unicodedata.combining(letter) == 0
    return letter.isalnum() or (is_sign and not 0xFE00 <= ord(letter) <= 0xFE0F and letter != "\u034f")


def _prototype(letter: str) -> str:
    """Return the Latin letter or digit that `letter` looks like, or the letter itself, in lower case."""
    from confusable_homoglyphs import confusables  # noqa: PLC0415 # 7 MB that only new names need

    small = letter.casefold()
    for form in (letter, small):
        if not form.isascii() and (found := confusables.is_confusable(form, preferred_aliases=["latin"])):
            small = str(found[0]["homoglyphs"][0]["c"]).casefold()
            break
    return {"0": "o", "1": "l", "i": "l", **LATIN_LOOKS}.get(small, small)
