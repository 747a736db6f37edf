"""A copy of one's data: asked for, looked after and fetched by program (GDPR Art. 15, 20)."""

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.actions import exports
from accounts.api.endpoints import Endpoint, needs
from accounts.api.problems import Problem
from accounts.areas import Area
from accounts.enums import Scope
from accounts.models import Export, User
from accounts.views.privacy import named


def _newest(_request: HttpRequest, caller: User) -> HttpResponse:
    """Answer the newest copy, ready or in the making; there is never more than one to fetch."""
    newest = Export.objects.filter(person=caller).order_by("-pk").first()
    return JsonResponse({"export": _shape(newest) if newest else None})


def _ask(_request: HttpRequest, caller: User) -> HttpResponse:
    """Have a copy made; asked twice while one is in the making, it is that one."""
    return JsonResponse({"export": _shape(exports.request(person=caller, now=timezone.now()))}, status=202)


def _fetch(_request: HttpRequest, caller: User, pk: int) -> HttpResponseBase:
    """Hand the copy over, which counts: it is decrypted on its way out."""
    export = Export.objects.filter(pk=pk, person=caller).first()
    if export is None:
        raise Problem("not-found")
    try:
        copy = exports.fetch(export=export, now=timezone.now())
    except exports.ExportGone:
        raise Problem("gone") from None
    return StreamingHttpResponse(copy, content_type="application/zip", headers=named(caller, copy.size))


def _shape(export: Export) -> dict[str, object]:
    return {
        "id": export.pk,
        "requested_at": export.requested_at.isoformat(timespec="seconds"),
        "ready_at": export.ready_at.isoformat(timespec="seconds") if export.ready_at else None,
        "expires_at": export.expires_at.isoformat(timespec="seconds") if export.expires_at else None,
        "downloads_left": Export.DOWNLOADS - export.downloads,
    }


own_exports = Endpoint(GET=needs(Scope.EXPORT, Area.RIGHTS)(_newest), POST=needs(Scope.EXPORT, Area.RIGHTS)(_ask))
download = Endpoint(POST=needs(Scope.EXPORT, Area.RIGHTS)(_fetch))
