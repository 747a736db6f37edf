"""Who a token acts for, and what can go wrong."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from accounts.actions import policies
from accounts.api.endpoints import Endpoint, for_every_token, for_everybody
from accounts.api.problems import KINDS
from accounts.models import User


def _me(_request: HttpRequest, caller: User) -> HttpResponse:
    return JsonResponse(
        {
            "id": caller.public_id,
            "name": caller.name,
            "language": caller.language,
            "has_policy_to_read": bool(policies.unacknowledged(caller, timezone.now())),
        }
    )


def _problems(_request: HttpRequest, _caller: User | None) -> HttpResponse:
    """List the kinds of problems: where the `type` of each leads."""
    kinds = [
        {"kind": code, "status": kind.status.value, "title": str(kind.title), "next": str(kind.next)}
        for code, kind in KINDS.items()
    ]
    return JsonResponse({"problems": kinds})


me, problems = Endpoint(GET=for_every_token(_me)), Endpoint(GET=for_everybody(_problems))
