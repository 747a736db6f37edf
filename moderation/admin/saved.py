"""Filters of the queue that are kept under a name: offered above the list, and a page to keep and change them (C25)."""

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.keys import key_from
from moderation import permissions
from moderation.actions import saved_filters
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.forms.saved import SavedFilterForm
from moderation.models import SavedFilter


@dataclass(frozen=True)
class Offered:
    """A filter above the list: how many cases it lists, None where the queue cannot be narrowed so any more."""

    saved: SavedFilter
    count: int | None
    is_chosen: bool


def above(page: DeskAdmin, request: HttpRequest) -> dict[str, Any]:
    """Return what the list shows above it: how it is narrowed, and the filters that are kept."""
    here = saved_filters.narrowing(request.GET.urlencode()).address
    return {"narrowed": here, "saved": _offered(page, request, signed_in_moderator(request), here)}


def _offered(page: DeskAdmin, request: HttpRequest, moderator: User, here: str) -> list[Offered]:
    """List the filters that somebody may pick, each counted by the list that it leads to."""
    lists = ((one, listed(page, request, one.address)) for one in SavedFilter.objects.for_desk_of(moderator))
    return [Offered(one, cl.result_count if cl else None, one.address == here) for one, cl in lists]


def listed(page: DeskAdmin, request: HttpRequest, address: str) -> ChangeList | None:
    """Return the list behind an address; None where it says what no filter understands."""
    asked = copy(request)
    asked.GET = QueryDict(address)
    with suppress(IncorrectLookupParameters, SuspiciousOperation):
        return page.get_changelist_instance(asked)
    return None


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Keep how the list is narrowed; rename, share and remove what is kept."""
    moderator = signed_in_moderator(request)
    may_share = permissions.may_share_filters(moderator)
    narrowed = saved_filters.narrowing(request.POST.get("narrowed") or request.GET.urlencode()).address
    changed, form = _wanted(request, moderator, may_share=may_share)
    if request.method == "POST" and _is_done(request, moderator, changed, form, narrowed):
        return redirect(f"{reverse('admin:moderation_case_changelist')}?{narrowed}" if narrowed else request.path)
    cl = listed(page, request, narrowed) if narrowed else None
    context = {
        **page.admin_site.each_context(request),
        "title": _("Saved filters"),
        "opts": page.opts,
        "narrowed": narrowed,
        "said": list(in_words(cl)) if cl else [],
        "form": form if narrowed and not changed else SavedFilterForm(may_share=may_share, auto_id="keep_%s"),
        "rows": [
            (one, form if changed == one else _form_of(one, may_share=may_share) if may else None)
            for one in SavedFilter.objects.for_desk_of(moderator).select_related("owner")
            for may in [permissions.may_change_filter(moderator, one)]
        ],
    }
    return TemplateResponse(request, "admin/moderation/case/filters.html", context, status=400 if form.errors else 200)


def in_words(cl: ChangeList) -> Iterator[str]:
    """Say how a list is narrowed."""
    if cl.query:
        yield f"“{cl.query}”"
    for spec in cl.filter_specs:
        if spec.has_output() and any(name in cl.params for name in spec.expected_parameters()):
            chosen = (str(choice["display"]) for choice in spec.choices(cl) if choice["selected"])
            yield f"{spec.title}: {', '.join(chosen)}"


def _wanted(request: HttpRequest, moderator: User, *, may_share: bool) -> tuple[SavedFilter | None, SavedFilterForm]:
    """Return the filter that is to be changed, if one is, and the form as it was sent."""
    data = request.POST if request.method == "POST" else None
    pk = request.POST.get("filter", "")
    changed = SavedFilter.objects.for_desk_of(moderator).filter(pk=key_from(pk)).first() if pk else None
    return changed, SavedFilterForm(data, may_share=may_share, auto_id=f"{changed.pk}_%s" if changed else "keep_%s")


def _form_of(saved: SavedFilter, *, may_share: bool) -> SavedFilterForm:
    said = {"name": saved.name, "is_shared": saved.is_shared}
    return SavedFilterForm(initial=said, may_share=may_share, auto_id=f"{saved.pk}_%s")


def _is_done(
    request: HttpRequest, moderator: User, changed: SavedFilter | None, form: SavedFilterForm, narrowed: str
) -> bool:
    """Do what was asked and say so; what cannot be is said in the form or above the page."""
    try:
        if request.POST.get("act") == "remove" and changed:
            saved_filters.remove(saved=changed, by=moderator)
            messages.success(request, _("The filter is kept no longer."))
        elif not form.is_valid():
            return False
        elif changed:
            saved_filters.amend(saved=changed, by=moderator, **form.wanted())
            messages.success(request, _("Saved."))
        else:
            saved_filters.keep(owner=moderator, query=narrowed, now=timezone.now(), **form.wanted())
            messages.success(request, _("The filter is kept. It stands above the list from now on."))
    except saved_filters.NameTaken:
        form.refuse_name()
        return False
    except saved_filters.NarrowsNothing:
        messages.error(request, _("The whole queue is no filter. Narrow the list first, then keep it."))
    except saved_filters.NotYours:
        messages.error(request, _("This filter is a colleague’s. Keep one of your own instead."))
    return True
