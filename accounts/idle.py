"""How long the admin stays open to who does nothing, and to whom in any case (OWASP ASVS 5.0.0, 7.3.1 and 7.3.2).

When it was last used stands in a signed cookie of the admin's own path, so that none of its pages writes a session.
"""

from datetime import UTC, datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import User
from accounts.sessions import STARTED

NAME = "desk"
#: A header by which a script says that nobody has done anything for it to ask.
UNATTENDED = "X-Unattended"
#: So seldom the cookie is written anew.
STEP = timedelta(minutes=5)


def is_over(request: HttpRequest, person: User, now: datetime) -> bool:
    """Say whether who asks for a page of the admin has to show first who they are.

    They have once it was not used for `settings.DESK_IDLE`, or once they showed it `settings.DESK_LONGEST` ago.
    """
    shown = _shown_at(request, person)
    used = max(shown, _used_at(request) or shown)
    return now - used >= settings.DESK_IDLE or now - shown >= settings.DESK_LONGEST


def note_use(request: HttpRequest, response: HttpResponseBase, now: datetime) -> None:
    """Remember in the browser that the admin is used; what a script asks by itself is no use."""
    if UNATTENDED in request.headers or (request.method in ("GET", "HEAD") and not is_page(request)):
        return
    used = _used_at(request)
    if used is None or now - used >= STEP:
        response.set_cookie(
            NAME,
            signing.dumps(now.timestamp(), salt=_salt(request)),
            path=f"/{settings.ADMIN_PATH}/",
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Strict",
        )


def is_page(request: HttpRequest) -> bool:
    """Say whether somebody has opened a page, and not a script something within one (Fetch Metadata)."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _shown_at(request: HttpRequest, person: User) -> datetime:
    """Return when who is signed in last showed who they are, at the latest when the session began."""
    records = get_authentication_records(request, person)
    began = datetime.fromisoformat(request.session[STARTED])
    return max([began, *(datetime.fromtimestamp(record["at"], UTC) for record in records)])


def _used_at(request: HttpRequest) -> datetime | None:
    try:
        used = signing.loads(request.COOKIES.get(NAME, ""), salt=_salt(request))
    except signing.BadSignature:
        return None
    return datetime.fromtimestamp(used, UTC)


def _salt(request: HttpRequest) -> str:
    """What is signed in one session says nothing in another."""
    return f"accounts.idle:{request.session.session_key}"
