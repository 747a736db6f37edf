"""Statements of reasons for the Commission's transparency database, by program (DSA Art. 24(5))."""

from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.api.endpoints import Endpoint, needs
from accounts.api.problems import Problem, invalid
from accounts.enums import Scope
from accounts.models import User
from moderation import dsa, permissions
from moderation.api.reading import number


def _statements(request: HttpRequest, caller: User) -> HttpResponse:
    """Answer as many as the database takes at once, for whoever sees all figures and says what for (C32)."""
    if not permissions.may_see_all_figures(caller):
        raise Problem("not-allowed", _("Only moderators of the whole paper may do that."))
    first, last, now = _day(request, "first"), _day(request, "last"), timezone.now()
    why = request.GET.get("why", "").strip()
    if not why:
        raise invalid(why=_("Say what for: it is written down."))
    end = datetime.combine(last, time(), UTC) + timedelta(days=1)
    issued = dsa.issued(datetime.combine(first, time(), UTC), end).filter(pk__gt=number(request, "after") or 0)
    found = list(issued[: dsa.MOST + 1])
    shown = found[: dsa.MOST]
    log, under = Log(caller, now, why[:1000]), f"first={first}&last={last}"
    setting_log.exported(file="statements.json", rows=len(shown), under=under, log=log)
    after = shown[-1].pk if len(found) > dsa.MOST else None
    return JsonResponse({"statements": [dsa.record(one) for one in shown], "after": after})


def _day(request: HttpRequest, name: str) -> date:
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        raise invalid(**{name: _("This is no day, as 2026-01-31.")}) from None
    if not 2000 <= found.year <= 9000:  # a day more is a day, too
        raise invalid(**{name: _("This is no day, as 2026-01-31.")})
    return found


statements = Endpoint(GET=needs(Scope.EXPORT, is_desk=True)(_statements))
