"""Public addresses, for letters, programs and other sites: made from SITE_URL, never from the Host header."""

from contextlib import nullcontext

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def absolute(path: str) -> str:
    """Return the public address of a path."""
    return f"{settings.SITE_URL}{path}"


def absolute_url(name: str, *, language: str = "", **place: object) -> str:
    """Return the public address of a named one; below the `language` that is active where none is given."""
    with override(language) if language else nullcontext():
        return absolute(reverse(name, kwargs=place))
