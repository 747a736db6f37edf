"""Acts on many articles: asked for from the list, looked at before, followed while they are done (A54)."""

from contextlib import nullcontext
from copy import copy
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.admin.rows import ReadOnly
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import bulk
from articles.actions.foresight import Foresight, foresee
from articles.actions.refusals import Crossed, NotAllowed
from articles.admin.revisions import RevisionPages, read_number
from articles.enums import BulkAct, Outcome, Right
from articles.forms.bulk import ActForm, AnswersForm
from articles.models import Article, BulkJob
from articles.models.bulk import OF_TEXTS
from articles.reach import reach
from articles.search.engines import by_the_index

#: What names the list's filters in the address of the page, as Django has it where a form leads back to its list.
FILTERS = "_changelist_filters"
#: Refused articles of a page; seconds after which it is loaded again while the worker is at it.
AT_ONCE, REFRESH = 100, 5


class BulkPages(RevisionPages):
    """The way from the list of articles to an act on many of them."""

    def get_urls(self) -> list[URLPattern]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.bulk)
        return [path("bulk/", self.admin_site.admin_view(page), name="articles_article_bulk"), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the acts that the person's role permits on any article, below the list too."""
        acts = permissions.bulk_acts(signed_in(request))
        return {act.value: (partial(_look, act), act.value, act.label) for act in acts}

    def bulk(self, request: HttpRequest) -> HttpResponse:
        """Ask which act, and what it has to know; show what it would do; have done what was shown."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        by, acts, keys = signed_in(request), permissions.bulk_acts(signed_in(request)), self._meant(request)
        if not 0 < len(keys) <= bulk.MOST:
            said = _("These are more than %(number)d articles: narrow the list.") % {"number": bulk.MOST}
            messages.warning(request, said if keys else _("No article is chosen."))
            return redirect(_list(request))
        context: dict[str, Any] = {"title": _("Act on many articles"), "number": len(keys), "back": _list(request)}
        context["carried"] = [(name, one) for name in (FILTERS, "id") for one in request.GET.getlist(name)]
        asked = request.GET.get("act", "")
        if asked not in acts:
            return self._page(request, "bulk", context | {"form": ActForm(request.GET if asked else None, acts=acts)})
        act = BulkAct(asked)
        context |= {"title": act.label, "carried": [*context["carried"], ("act", asked)]}
        is_answered = act not in OF_TEXTS or not {"tag", "section"}.isdisjoint(request.GET)
        sections = reach(by, f"articles.{Right.WRITE.value}").sections()
        form = AnswersForm(request.GET if is_answered else None, act=act, sections=sections)
        if not form.is_valid():
            return self._page(request, "bulk", context | {"form": form})
        found = foresee(job=form.instance, keys=keys, by=by, now=timezone.now())
        if request.method == "POST" and (begun := _begun(request, form.instance, found)):
            return redirect("admin:articles_bulkjob_change", begun.pk)
        states = [(state.label, number) for state, number in sorted(found.states.items())]
        refused = sorted(found.refused.items(), key=lambda one: -len(one[1]))
        context |= {"found": found, "states": states, "refused": refused, "job": form.instance}
        return self._page(request, "bulk_preview", context)

    def _meant(self, request: HttpRequest) -> list[int]:
        """Return the keys of the articles that were marked, or of all that the list's filters find; one more than MOST.

        What lies beyond the person's part of the paper is not among them.
        """
        if FILTERS in request.GET:
            listed = copy(request)
            listed.GET = QueryDict(request.GET[FILTERS])
            return self._found(listed)
        marked = list(map(read_number, request.GET.getlist("id")))[: bulk.MOST + 1]
        return list(self.get_queryset(request).filter(pk__in=marked).order_by("pk").values_list("pk", flat=True))

    def _found(self, listed: HttpRequest) -> list[int]:
        with by_the_index() if SEARCH_VAR in listed.GET else nullcontext():
            try:
                rows = self.get_changelist_instance(listed).get_queryset(listed)
            except IncorrectLookupParameters:
                return []
            return list(rows.order_by("pk").values_list("pk", flat=True)[: bulk.MOST + 1])


@admin.register(BulkJob)
class BulkJobAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Acts on many articles: whoever asked sees theirs, administrators see all."""

    list_display = ("said", "stands", "asked_at", "asked_by")
    list_select_related = ("section", "asked_by")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: BulkJob | None = None) -> bool:
        person = signed_in(request)
        may_see = obj is None or permissions.may_handle(person, obj)
        return may_see and person.has_perm("articles.change_article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulkJob]:
        rows: QuerySet[BulkJob] = super().get_queryset(request)
        person = signed_in(request)
        return rows if person.is_superuser else rows.filter(asked_by=person)

    @admin.display(description=gettext_lazy("act"))
    def said(self, job: BulkJob) -> str:
        return str(job)

    @admin.display(description=gettext_lazy("state"))
    def stands(self, job: BulkJob) -> str:
        return _("is being done") if job.is_running else _("stopped") if job.stopped_at else _("over")

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Show how far it is and what was refused; stop it, or go on. While it is done the page loads itself anew."""
        job = get_object_or_404(self.get_queryset(request).select_related("section"), pk=read_number(object_id))
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        if request.method == "POST":
            return _handled(request, job)
        counted = job.progress()
        refused = job.items.refused().select_related("article__edition").defer("article__body")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": str(job),
            "job": job,
            "stands": self.stands(job),
            "total": sum(counted.values()),
            "settled": counted[Outcome.DONE] + counted[Outcome.REFUSED],
            "counted": [(outcome.label, number) for outcome, number in counted.items()],
            "refused": Paginator(refused, AT_ONCE).get_page(request.GET.get("page")),
            "is_still": "still" in request.GET,
        }
        response = render(request, "admin/articles/bulkjob/form.html", context)
        if job.is_running and not context["is_still"]:
            response.headers["Refresh"] = str(REFRESH)
        return response


def _look(act: BulkAct, _page: Any, request: HttpRequest, _queryset: QuerySet[Article]) -> HttpResponse:  # noqa: ANN401 # as Django calls it
    """Lead to the page that shows what an act would do: to what is marked, or to all that the filters find."""
    asked = QueryDict(mutable=True)
    if request.POST.get("select_across") == "1":
        asked[FILTERS] = request.GET.urlencode()
    else:
        asked.setlist("id", request.POST.getlist(ACTION_CHECKBOX_NAME))
    asked["act"] = act.value
    return redirect(f"{reverse('admin:articles_article_bulk')}?{asked.urlencode()}")


def _begun(request: HttpRequest, job: BulkJob, found: Foresight) -> BulkJob | None:
    """Ask for what was looked at; where that is another thing by now, say so, and nothing is done."""
    if not found.meant or not constant_time_compare(request.POST.get("seen", ""), found.seen):
        messages.warning(request, _("These articles have changed meanwhile. Nothing was done: look again."))
        return None
    by = signed_in(request)
    return bulk.ask(job=job, meant=found.meant, by=by, language=get_language() or by.language, now=timezone.now())


def _list(request: HttpRequest) -> str:
    """Return the address of the list from which somebody came, under its filters."""
    under = request.GET.get(FILTERS, "")
    return f"{reverse('admin:articles_article_changelist')}{'?' * bool(under)}{under}"


def _handled(request: HttpRequest, job: BulkJob) -> HttpResponse:
    """Do what was pressed, or say why not."""
    acts = {"stop": bulk.stop, "resume": bulk.resume}
    if (pressed := request.POST.get("act")) not in acts:
        raise PermissionDenied
    try:
        acts[pressed](job=job, by=signed_in(request), now=timezone.now())
    except (NotAllowed, Crossed) as refused:
        messages.error(request, str(refused))
    return redirect("admin:articles_bulkjob_change", job.pk)
