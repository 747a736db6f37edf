"""News on readers' own devices (A30, A31, A59): who may be asked, when, and how a message is sealed. Pure.

Subscribing and sending are acts: `devices`, `pushing` and `rounds` in `articles.actions`.
"""

from django.conf import settings


def is_offered() -> bool:
    """Say whether this site has the keys without which nothing of this shows."""
    return bool(settings.PUSH_PUBLIC_KEY and settings.PUSH_PRIVATE_KEY)
