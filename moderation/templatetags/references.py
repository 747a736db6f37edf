"""References within sentences: `{% for piece in sentence|pieces %}`."""

import re
from typing import NamedTuple

from django import template

register = template.Library()

REFERENCE = re.compile(r"\b([A-Z]-[2-9A-Z]{10})\b")


class Piece(NamedTuple):
    """A part of a sentence: a reference, which is kept on one line, or what stands around it."""

    text: str
    is_reference: bool


@register.filter
def pieces(sentence: str) -> list[Piece]:
    """Part a sentence at its references."""
    parts = REFERENCE.split(sentence)
    return [Piece(part, bool(number % 2)) for number, part in enumerate(parts) if part]
