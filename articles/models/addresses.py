"""Addresses that end in a key: their words may change, and still lead there."""

from functools import lru_cache

from django.urls import reverse
from django.utils import translation


@lru_cache(maxsize=4096)
def numbered(view: str, language: str, slug: str, pk: int) -> str:
    """Return the address below an edition, whatever the page's language."""
    with translation.override(language):
        return reverse(view, kwargs={"slug": slug, "pk": pk})
