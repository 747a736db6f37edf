"""Text that nobody types and no database keeps the same way: refused at the door (quality QS3)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: NUL, other control characters but tab and line ends, lone surrogates, and the noncharacters of the last row.
UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Embeddings, overrides and isolates: they can make a text read other than it is stored (Unicode UAX 9).
BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


#: Letters and signs by their category that take no ink: fillers of Korean, the empty cell of Braille.
BLANK_SIGNS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
#: What a text is written with: letters, numbers, punctuation, signs.
WRITTEN = frozenset("LNPS")


class UnusableText(ValueError):
    """The text holds characters that cannot be stored or shown."""


def refuse_unusable(value: str) -> str:
    """Return the text as it is, or raise UnusableText."""
    if UNUSABLE.search(value):
        raise UnusableText("The text holds control characters that cannot be stored.")
    return value


def validate_usable(value: str) -> None:
    """Say so beside the field: a Django validator."""
    if UNUSABLE.search(value):
        raise ValidationError(_("The text holds invisible control characters. Take them out, or type it anew."))


def is_blank(value: str) -> bool:
    """Say whether nothing of a text would be seen: spaces, joiners, fillers, marks on nothing."""
    return not any(unicodedata.category(sign)[0] in WRITTEN and sign not in BLANK_SIGNS for sign in value)


def has_bidi_control(value: str) -> bool:
    """Say whether the text can turn the direction of what follows."""
    return BIDI_CONTROL.search(value) is not None
