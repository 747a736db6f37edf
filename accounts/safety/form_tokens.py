"""Tokens that name a form and say, signed, when it was handed out (C75): a program that posts without it shows."""

import re
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

SECOND = re.compile("[0-9a-f]{1,10}")


def issue(now: datetime) -> str:
    """Name a form that is handed out now. No two are alike."""
    return f"{uuid4().hex}.{_stamp(int(now.timestamp()))}"


def age(token: str, now: datetime) -> float | None:
    """Tell how many seconds ago the form was handed out; None when the token is none of ours."""
    _name, _dot, stamp = token.partition(".")
    second = stamp.partition(".")[0]
    if not SECOND.fullmatch(second) or not constant_time_compare(stamp, _stamp(int(second, 16))):
        return None
    return now.timestamp() - int(second, 16)


@lru_cache(maxsize=256)
def _stamp(second: int) -> str:
    """Sign a second. Many forms share one, which costs the signature once."""
    written = f"{second:x}"
    return f"{written}.{Signer(salt='accounts.safety.form_tokens').signature(written)[:22]}"
