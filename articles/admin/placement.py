"""Front pages at the desk: what stands in their slots, what is planned for them, and how they will look (A53)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import placements
from articles.actions.articles import Crossed, NotAllowed
from articles.admin.breaking import BreakingPages
from articles.admin.within import ReachFilter, WithinReach
from articles.forms.choices import RelatedField
from articles.forms.placement import PlacementForm, PreviewForm, read
from articles.front import Page, place_in_words
from articles.models import Edition, Placement
from articles.paper import EditionFace, paper
from articles.printed import in_words
from articles.views import fronts

REFUSALS = (NotAllowed, Crossed, placements.Unplannable)


class StandingFilter(admin.SimpleListFilter):
    """Filter by where a plan stands in time; what is over is not shown unless it is asked for."""

    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, _request: HttpRequest, _model_admin: object) -> list[tuple[str, str]]:
        return [("now", _("stands now")), ("later", _("planned")), ("over", _("over"))]

    def choices(self, changelist: Any) -> Iterator[Any]:  # noqa: ANN401 # as Django has it
        first, *others = super().choices(changelist)
        yield first | {"display": _("stands now or planned")}
        yield from others

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Placement]) -> QuerySet[Placement]:
        now = timezone.now()
        is_over, has_begun = Q(ends_at__lte=now), Q(starts_at__lte=now)
        asked = {"now": has_begun & ~is_over, "later": ~has_begun, "over": is_over}
        return queryset.filter(asked.get(str(self.value()), ~is_over))


@admin.register(Placement)
class PlacementAdmin(WithinReach, BreakingPages):
    """What front pages lead with. All changes are acts (articles.actions.placements)."""

    list_display = ("place", "edition", "story", "begins", "ends", "standing")
    list_filter = (StandingFilter, ("edition", ReachFilter))
    list_select_related = ("edition", "article")
    search_fields = ("article__title",)
    show_full_result_count = False
    ordering = ("edition__position", "edition", F("section__position").asc(nulls_first=True), "slot", "starts_at")
    change_list_template = "admin/articles/placement/change_list.html"
    actions = None

    @admin.display(description=gettext_lazy("slot"))
    def place(self, placement: Placement) -> str:
        return place_in_words(Page.of(placement), placement.slot, paper().edition(placement.edition_id))

    @admin.display(description=gettext_lazy("article"), ordering="article__title")
    def story(self, placement: Placement) -> str:
        """Name the article, and its state where readers do not see it when it is to stand there."""
        now, article = timezone.now(), placement.article
        is_seen = article.is_live(max(placement.starts_at, now)) and Page.of(placement).may_show(article)
        return article.title if is_seen else f"{article.title} ({article.state(now).label})"

    @admin.display(description=gettext_lazy("from"), ordering="starts_at")
    def begins(self, placement: Placement) -> str:
        return _by_its_clock(placement.starts_at, placement.edition)

    @admin.display(description=gettext_lazy("until"), ordering="ends_at")
    def ends(self, placement: Placement) -> str:
        return _by_its_clock(placement.ends_at, placement.edition)

    @admin.display(description=gettext_lazy("state"))
    def standing(self, placement: Placement) -> str:
        now = timezone.now()
        if placement.is_over(now):
            return _("over")
        return _("stands now") if placement.has_begun(now) else _("planned")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(_pages(signed_in(request)))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        user = signed_in(request)
        if not isinstance(obj, Placement):
            return super().has_change_permission(request) and bool(_pages(user))
        is_theirs = not permissions.obstacle_to_placing(user, obj.edition_id, obj.section_id)
        return super().has_change_permission(request, obj) and is_theirs and not obj.is_over(timezone.now())

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """A plan is taken out in its form: what has stood on a page stays written down."""
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [path("preview/", view(require_safe(self.preview)), name="articles_placement_preview")]
        return own + super().get_urls()

    def add_view(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        """Plan an article for a slot of the edition that the address names, or of the first that is the person's."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        among = _pages(user)
        asked = request.GET.get("edition", among[0].edition)
        edition = get_object_or_404(Edition, pk=asked, pk__in={page.edition for page in among})
        form = PlacementForm(
            request.POST.dict() or None,
            edition=edition,
            among=[page for page in among if page.edition == edition.language],
            initial={"seen": placements.seen(edition.language), "article": request.GET.get("article", "")},
        )
        _limit(form, user)
        return self._answer(request, form, edition)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Plan it otherwise, end it, or take it out."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        placement = self.get_object(request, object_id)
        if placement is None:
            messages.warning(request, _("This plan is over, or somebody else has taken it out meanwhile."))
            return redirect("admin:articles_placement_changelist")
        user, edition = signed_in(request), placement.edition
        may_change = self.has_change_permission(request, placement)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        form = PlacementForm.of(
            placement,
            request.POST.dict() or None,
            now=timezone.now(),
            among=[page for page in _pages(user) if page.edition == edition.language] or [Page.of(placement)],
            initial={"seen": placements.seen(edition.language)},
        )
        _limit(form, user)
        return self._answer(request, form, edition, placement, may_change=may_change)

    def _answer(
        self,
        request: HttpRequest,
        form: PlacementForm,
        edition: Edition,
        placement: Placement | None = None,
        *,
        may_change: bool = True,
    ) -> HttpResponse:
        """Do what was sent, or show the form with why it cannot be done, and with what is planned by now."""
        more: dict[str, Any] = {}
        ends = placement is not None and request.POST.get("act") == "end"
        if request.method == "POST" and (form.is_valid() or ends):
            try:
                return self._do(request, form, placement, ends=ends)
            except REFUSALS as refused:
                more = _explained(form, edition, refused)
        planned = Placement.objects.filter(edition=edition).not_over(timezone.now()).order_by("starts_at", "pk")
        visible = planned.filter(self.within(signed_in(request))).select_related("article")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media + form.media,
            "title": _("Plan an article: %(edition)s") % {"edition": edition},
            "form": form,
            "edition": edition,
            "editions": [
                one for one in paper().editions if one.language in {p.edition for p in _pages(signed_in(request))}
            ],
            "placement": placement,
            "stands": placement and placements.in_full(placement),
            "has_begun": placement and placement.has_begun(timezone.now()),
            "may_change": may_change,
            "planned": [(one, placements.in_full(one)) for one in visible],
            **more,
        }
        return render(request, "admin/articles/placement/form.html", context)

    def _do(
        self, request: HttpRequest, form: PlacementForm, placement: Placement | None, *, ends: bool
    ) -> HttpResponse:
        given, by, now = form.cleaned_data, signed_in(request), timezone.now()
        was, moves = given.get("seen"), bool(given.get("moves"))
        if placement and ends:
            placements.end(placement=placement, by=by, now=now, was=was)
            messages.success(request, _("It is out of the plan."))
            return redirect("admin:articles_placement_changelist")
        plan = form.plan(placement)
        if placement:
            made = placements.change(placement=placement, plan=plan, by=by, now=now, was=was, moves=moves)
        else:
            made = placements.place(plan=plan, by=by, now=now, was=was, moves=moves)
        messages.success(request, _("Planned: %(where)s.") % {"where": placements.in_full(made)})
        return redirect("admin:articles_placement_changelist")

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show a page as it will stand at a minute; without one, ask for it (A53)."""
        among = _pages(signed_in(request))
        if not among or not self.has_view_permission(request):
            raise PermissionDenied
        form = PreviewForm(request.GET or None, among=among)
        if form.is_valid():
            page = read(form.cleaned_data["page"])
            edition = paper().edition(page.edition)
            section = edition.section(page.section) if edition and page.section else None
            if edition:
                return fronts.preview(request, edition, section, form.cleaned_data["at"] or timezone.now())
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}
        context = frame | {"title": _("Preview a front page"), "form": form}
        return render(request, "admin/articles/placement/preview.html", context)


def _pages(user: User) -> list[Page]:
    """Return the pages whose slots are the user's to plan, in the paper's order."""
    every = (Page(face.language, section) for face in paper().editions for section in _sections(face))
    return [page for page in every if not permissions.obstacle_to_placing(user, page.edition, page.section)]


def _sections(face: EditionFace) -> Iterator[int | None]:
    yield None
    yield from (section.pk for section in face.sections)


def _limit(form: PlacementForm, user: User) -> None:
    """Let somebody who is limited choose what is theirs, or out."""
    article = form.fields.get("article")
    if isinstance(article, RelatedField) and user.is_limited:
        article.among = permissions.leading_to(user, timezone.now())


def _explained(form: PlacementForm, edition: Edition, refused: Exception) -> dict[str, Any]:
    """Say in the form why it cannot be done; what was typed stays, and is compared with what is planned by now."""
    field = {"slot": "place"}.get(getattr(refused, "field", ""), getattr(refused, "field", None))
    form.add_error(field if field in form.fields else None, str(refused))
    form.data = {**form.data, "seen": placements.seen(edition.language)}
    plans = getattr(refused, "plans", [])
    return {"in_the_way": plans, "may_move": bool(plans) and field == "article"}


def _by_its_clock(moment: datetime | None, edition: Edition) -> str:
    """Tell a time by the edition's clock, and name that."""
    if moment is None:
        return ""
    zone = ZoneInfo(edition.time_zone)
    return f"{in_words(moment, zone.key)} ({moment.astimezone(zone):%Z})"
