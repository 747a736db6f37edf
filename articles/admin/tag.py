"""Tags at the desk: made, renamed, merged, and suggested while somebody types."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import tags
from articles.actions.refusals import NotAllowed
from articles.admin.choosing import SUGGESTED, Suggestion, asked, suggested
from articles.admin.log import Log
from articles.forms.tag import MergeForm, TagForm
from articles.models import Tag, TagEvent
from articles.paper import paper
from articles.search.words import fold

REFUSALS = (NotAllowed, tags.NameTaken, tags.CannotMerge)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """What articles are about. All changes are acts (articles.actions.tags); nothing is deleted, but merged."""

    form = TagForm
    fields = ("edition", "name", "slug")
    list_display = ("name", "edition", "slug", "uses", "merged_into")
    list_filter = ("edition", ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("edition", "merged_into")
    search_fields = ("name",)
    show_full_result_count = False
    change_form_template = "admin/articles/tag/change_form.html"
    actions = None

    @admin.display(description=gettext_lazy("articles"), ordering="uses")
    def uses(self, tag: Tag) -> int:
        return vars(tag)["uses"]  # type: ignore[no-any-return] # counted with the rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        rows: QuerySet[Tag] = super().get_queryset(request)
        return rows.annotate(uses=Count("taggings"))

    def get_search_results(
        self, _request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        """Find names as readers' search folds them."""
        return queryset.filter(_like(search_term)), False

    def get_readonly_fields(self, _request: HttpRequest, obj: Tag | None = None) -> tuple[str, ...]:
        """A tag stays with its edition."""
        return ("edition",) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("suggest/", view(require_safe(self.suggest)), name="articles_tag_suggest"),
            path("<int:pk>/merge/", view(self.merge), name="articles_tag_merge"),
        ]
        return own + super().get_urls()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and _may_tag(request)

    def has_change_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        is_open = obj is None or obj.merged_into_id is None
        return super().has_change_permission(request, obj) and _may_tag(request, obj) and is_open

    def has_delete_permission(self, _request: HttpRequest, _obj: Tag | None = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponse:
        """Say why an act was refused that was still open when its form was shown."""
        try:
            return super().changeform_view(request, *given, **options)
        except REFUSALS as refused:
            messages.error(request, str(refused))
            return redirect("admin:articles_tag_changelist")

    def save_model(self, request: HttpRequest, obj: Tag, form: TagForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        named = {"name": form.cleaned_data["name"], "slug": form.cleaned_data["slug"]}
        by, now = signed_in(request), timezone.now()
        if change:
            tags.rename(tag=obj, by=by, now=now, **named)
        else:
            obj.pk = tags.make(edition=obj.edition, by=by, now=now, **named).pk

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put all that stands under a tag under another one."""
        tag = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, tag):
            raise PermissionDenied
        form = MergeForm(request.POST or None, tag=tag)
        if request.method == "POST" and form.is_valid():
            try:
                into = tags.merge(tag=tag, into=form.cleaned_data["into"], by=signed_in(request), now=timezone.now())
            except REFUSALS as refused:
                form.add_error("into", str(refused))
            else:
                messages.success(request, _("“%(tag)s” is “%(into)s” now.") % {"tag": tag, "into": into})
                return redirect("admin:articles_tag_change", into.pk)
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media + form.media}
        context = frame | {"title": _("Merge “%(tag)s”") % {"tag": tag}, "tag": tag, "form": form}
        return render(request, "admin/articles/tag/merge.html", context)

    def suggest(self, request: HttpRequest) -> HttpResponse:
        """Name an edition's tags that hold what was typed; those that begin with it come first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition, typed = asked(request)
        begun = " ".join(fold(typed))
        standing = Tag.objects.standing().filter(edition=edition).annotate(uses=Count("taggings"))
        beginning = standing.filter(folded__startswith=begun).order_by("-uses", "folded")[:SUGGESTED]
        found = {tag.pk: tag for tag in beginning}
        if len(found) < SUGGESTED:
            holding = standing.filter(_like(typed)).exclude(pk__in=found).order_by("-uses", "folded")
            found |= {tag.pk: tag for tag in holding[: SUGGESTED - len(found)]}
        return suggested(Suggestion(tag.name, tag.name, _used(self.uses(tag))) for tag in found.values())


@admin.register(TagEvent)
class TagEventAdmin(Log):
    """Who made, renamed and merged tags: read, never written (A19)."""

    list_display = ("made_at", "act", "before", "after", "edition", "made_by")
    list_filter = ("act", "tag__edition", "made_at")
    list_select_related = ("tag__edition", "made_by")
    search_fields = ("before", "after")
    copied = ("made_at", "made_by__name", "act", "tag", "tag__edition", "before", "after")

    @admin.display(description=gettext_lazy("edition"))
    def edition(self, event: TagEvent) -> str:
        return str(event.tag.edition)


def _like(typed: str) -> Q:
    """Make the condition that a name holds every word."""
    condition = Q()
    for word in fold(typed):
        condition &= Q(folded__contains=word)
    return condition


def _used(number: int) -> str:
    return ngettext("%(number)d article", "%(number)d articles", number) % {"number": number}


def _may_tag(request: HttpRequest, tag: Tag | None = None) -> bool:
    person = signed_in(request)
    editions = [tag.edition_id] if tag else [edition.language for edition in paper().editions]
    return any(not permissions.obstacle_to_tagging(person, edition) for edition in editions)
