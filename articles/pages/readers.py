"""Who reads, as far as a page needs to know: the name in the signed `reader` cookie. It proves nothing."""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token

from accounts import reader_cookie

_SECRET = re.compile(r"[A-Za-z0-9]{32}")


@dataclass(frozen=True)
class Member:
    """A signed-in reader's name, and the CSRF secret that the browser holds (empty: none)."""

    name: str
    csrf_secret: str


def member(header: str) -> Member | None:
    """Read the cookie header; None for visitors. Cookies are those of Django: the last of a name counts."""
    if f"{reader_cookie.NAME}=" not in header:
        return None
    cookies = dict(pair.strip().partition("=")[::2] for pair in header.split(";"))
    name = reader_cookie.read(cookies.get(reader_cookie.NAME, ""))
    if name is None:
        return None
    secret = cookies.get(settings.CSRF_COOKIE_NAME, "")
    return Member(name, secret if _SECRET.fullmatch(secret) else "")


def token(secret: str) -> tuple[str, str]:
    """Make a form token from the cookie's secret, masked as Django does; return it and the secret it was made from."""
    request = HttpRequest()
    if secret:
        request.META["CSRF_COOKIE"] = secret
    made = get_token(request)
    return made, request.META["CSRF_COOKIE"]


def csrf_cookie(secret: str) -> str:
    """Write the Set-Cookie header that Django would."""
    cookie: SimpleCookie = SimpleCookie({settings.CSRF_COOKIE_NAME: secret})
    morsel = cookie[settings.CSRF_COOKIE_NAME]
    morsel["max-age"] = settings.CSRF_COOKIE_AGE
    morsel["path"] = settings.CSRF_COOKIE_PATH
    morsel["samesite"] = settings.CSRF_COOKIE_SAMESITE
    morsel["httponly"] = settings.CSRF_COOKIE_HTTPONLY
    morsel["secure"] = settings.CSRF_COOKIE_SECURE
    return morsel.OutputString()
