"""What a program is told that cannot have what it asks for: problem details (RFC 9457), each with what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from accounts.addresses import absolute_url

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status, its name, and what to do about it."""

    status: HTTPStatus
    title: "_StrPromise"
    next: "_StrPromise"


KINDS: dict[str, Kind] = {
    "malformed": Kind(
        HTTPStatus.BAD_REQUEST,
        _("The request cannot be read"),
        _("Send a JSON object in UTF-8 without control characters, and the headers that the document asks for."),
    ),
    "no-token": Kind(
        HTTPStatus.UNAUTHORIZED,
        _("No token that opens this"),
        _("Send “Authorization: Bearer …” with a token in force. Its person makes one on the account page."),
    ),
    "not-allowed": Kind(
        HTTPStatus.FORBIDDEN,
        _("This person may not do that"),
        _("Do not send it again. The account page, or an administrator, says why."),
    ),
    "scope": Kind(
        HTTPStatus.FORBIDDEN,
        _("The token is not for this"),
        _("Make a token that may do it: what a token is for cannot be changed."),
    ),
    "second-factor": Kind(
        HTTPStatus.FORBIDDEN,
        _("The role asks for a second factor"),
        _("Sign in with the second factor and make a new token."),
    ),
    "gate": Kind(
        HTTPStatus.FORBIDDEN,
        _("A new policy waits to be read"),
        _("Let the person sign in on the site, where the policy is shown. Then send this again."),
    ),
    "closed": Kind(
        HTTPStatus.FORBIDDEN, _("This takes no more"), _("Keep the text, and do not send it again as it is.")
    ),
    "warned": Kind(
        HTTPStatus.FORBIDDEN,
        _("A warning waits to be read"),
        _("Let the person read it at “see” and say that they have. Then send this again."),
    ),
    "not-found": Kind(
        HTTPStatus.NOT_FOUND,
        _("Nothing is here"),
        _("Look for the address in the document. What it names may be gone, or is not this person’s to see."),
    ),
    "method": Kind(HTTPStatus.METHOD_NOT_ALLOWED, _("Not with this method"), _("Use a method that “Allow” names.")),
    "conflict": Kind(
        HTTPStatus.CONFLICT,
        _("It has changed meanwhile"),
        _("Load it anew, look at what it says now, and decide again."),
    ),
    "gone": Kind(HTTPStatus.GONE, _("It is gone"), _("Ask for a new one.")),
    "too-large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Too much at once"), _("Send less.")),
    "media-type": Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Not in this format"), _("Send “Content-Type: application/json”.")
    ),
    "invalid": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, _("Something is missing or wrong"), _("Put right what “errors” names.")
    ),
    "reconsider": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("The text touches a rule"),
        _("Show the person what touches which ground. Send the changed text, or the same with “as_it_is”: true."),
    ),
    "refused": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("The text is not taken as it is"),
        _("Show the person what touches which ground, and send the changed text."),
    ),
    "too-fast": Kind(
        HTTPStatus.TOO_MANY_REQUESTS, _("Too many in a short time"), _("Send it again after “Retry-After” seconds.")
    ),
    "failed": Kind(
        HTTPStatus.INTERNAL_SERVER_ERROR, _("The site failed"), _("Send it again later, with the same Idempotency-Key.")
    ),
    "unavailable": Kind(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The site is not there at present"),
        _("Send it again after “Retry-After” seconds, with the same Idempotency-Key."),
    ),
}
#: What an answer of this status is, that somebody gave who knows nothing of programs: the first kind that has it.
BY_STATUS = {kind.status.value: code for code, kind in reversed(KINDS.items())}


class Problem(Exception):
    """Answered instead of what was asked for; `members` go into the answer as they are."""

    def __init__(
        self, kind: str, detail: str = "", *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        self.kind, self.detail, self.members = kind, detail, members
        self.headers = dict(headers or {})
        super().__init__(detail)

    def response(self) -> HttpResponse:
        """Write it down."""
        return answer(self.kind, self.detail, self.headers, **self.members)


def answer(kind: str, detail: str = "", headers: Mapping[str, str] | None = None, **members: Any) -> HttpResponse:
    """Write a problem down; without a detail its title says all."""
    known = KINDS[kind]
    said = {
        "type": f"{absolute_url('api:problems')}#{kind}",
        "title": str(known.title),
        "status": known.status.value,
        "detail": detail or str(known.title),
        "next": str(known.next),
    }
    headers = {"Cache-Control": "no-store", **(headers or {})}
    return JsonResponse(said | members, status=known.status, headers=headers, content_type=CONTENT_TYPE)


def invalid(**errors: str) -> Problem:
    """Say what is wrong with which field."""
    named = [{"field": name, "detail": detail} for name, detail in errors.items()]
    return Problem("invalid", " ".join(errors.values()), errors=named)
