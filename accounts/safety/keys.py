"""Reading a row's key out of an address."""

from django.http import Http404


def key_from(typed: str) -> int:
    """Return the key that was typed; raise Http404 for what is none, or longer than the database counts."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise Http404
    return int(typed)
