"""A text that could not be sent where it was typed: kept in the session until its writer is back at the form."""

from typing import NamedTuple

from django.http import HttpRequest

KEY = "draft"
#: As many characters outlive the way round by sign-in or gate.
LENGTH = 20_000


class Draft(NamedTuple):
    """A text, and the token of the form in which it was typed."""

    body: str = ""
    token: str = ""


def keep(request: HttpRequest) -> bool:
    """Keep what was posted as `body`, for the address it was posted to; say whether there was something to keep."""
    body = request.POST.get("body", "") if request.method == "POST" else ""
    if body:
        token = request.POST.get("post_token", "")[:100]
        request.session[KEY] = {"path": request.path, "body": body[:LENGTH], "token": token}
    return bool(body)


def kept(request: HttpRequest) -> Draft:
    """Return what was typed into this form before the way round; empty when nothing was."""
    draft = request.session.get(KEY, {})
    return Draft(draft["body"], draft.get("token", "")) if draft.get("path") == request.path else Draft()


def forget(request: HttpRequest) -> None:
    """Drop the draft: its text was sent."""
    if KEY in request.session:
        del request.session[KEY]
