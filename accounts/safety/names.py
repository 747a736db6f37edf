"""Public names that nobody can take for another's (quality QS5, C54)."""

import re
import unicodedata

from confusable_homoglyphs import confusables
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import has_bidi_control, validate_usable

SHORTEST, LONGEST = 2, 60
#: Words by which a name would claim an office, in the languages of the editions.
OFFICES = frozenset({
    "admin", "administrator", "administratrice", "administrateur", "moderator", "moderatorin", "moderation",
    "moderateur", "moderatrice", "editor", "redaktion", "redakteur", "redakteurin", "redaction", "support", "staff",
    "system", "gazette", "مشرف", "مدير", "محرر", "الإدارة",
})  # fmt: skip
ADDRESS = re.compile(r"@|https?:|www\.|\w\.(com|net|org|info|ru|de|fr|io|shop|xyz)\b", re.IGNORECASE)


def skeleton(name: str) -> str:
    """Return what the name looks like: equal for names that readers could confuse (Unicode UTS 39, 4)."""
    plain = [letter for letter in unicodedata.normalize("NFKD", name) if letter.isalnum()]
    # Capitals look like others than their small letters do: both are looked up, the capital first.
    looks = "".join(_prototype(letter) for letter in plain)
    return unicodedata.normalize("NFKC", looks).casefold()[:120]


def validate_name(value: str) -> None:
    """Refuse a name that is too short or long, invisible, an address, or an office's (Django validator)."""
    validate_usable(value)
    name = value.strip()
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(_("A name has from 2 to 60 characters."))
    if has_bidi_control(name) or any(unicodedata.category(letter) in ("Cf", "Co", "Cn") for letter in name):
        raise ValidationError(_("The name holds invisible characters. Type it anew."))
    if ADDRESS.search(name):
        raise ValidationError(_("A name is not an address. Leave out @, links and domains."))
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("A name has letters in it."))
    offices = {skeleton(word) for word in (*OFFICES, *settings.PUBLISHER_NAMES)}
    words = {skeleton(word) for word in re.split(r"[\W_]+", name) if word} | {skeleton(name)}
    if words & offices:
        raise ValidationError(_("This name would look like the newsroom's own. Choose another."))


def _prototype(letter: str) -> str:
    """Return the Latin letter or digit that `letter` looks like, or the letter itself, in lower case."""
    small = letter.casefold()
    for form in (letter, small):
        if not form.isascii() and (found := confusables.is_confusable(form, preferred_aliases=["latin"])):
            small = str(found[0]["homoglyphs"][0]["c"]).casefold()
            break
    return {"0": "o", "1": "l", "i": "l"}.get(small, small)
