"""The `reader` cookie: the name that pages greet a member by. Set at sign-in, deleted at sign-out.

It proves nothing and permits nothing: whoever needs to know who somebody is reads the session.
"""

from functools import lru_cache

from django.core import signing

NAME = "reader"
_SALT = "accounts.reader"


def write(name: str) -> str:
    """Return the cookie's value for a member of that name."""
    return signing.dumps(name, salt=_SALT)


@lru_cache(maxsize=4096)
def read(value: str) -> str | None:
    """Return the name in the cookie, or None if we did not write it."""
    try:
        name = signing.loads(value, salt=_SALT)
    except signing.BadSignature:
        return None
    return name if isinstance(name, str) else None
