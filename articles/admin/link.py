"""Dead links at the desk: where they stand, what was found where they lead, and what becomes of them (A46)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.rows import ReadOnly
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import links
from articles.actions.refusals import NotAllowed
from articles.admin.within import ReachFilter, WithinReach
from articles.forms.link import LeaveForm
from articles.links.answers import FAILS, GONE, NOTHING, Answer
from articles.models import Link
from articles.models.link import LinkQuerySet

REFUSALS = (NotAllowed, links.NoReason, links.NotAsked)


class LeftFilter(admin.SimpleListFilter):
    """Filter by what was said of a dead link; what was left as it is is not shown unless it is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _model_admin: object) -> list[tuple[str, str]]:
        return [("left", _("left as they are")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Iterator[Any]:  # noqa: ANN401 # as Django has it
        first, *others = super().choices(changelist)
        yield first | {"display": _("to be mended")}
        yield from others

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        if not isinstance(queryset, LinkQuerySet) or self.value() == "all":
            return queryset
        return queryset.left() if self.value() == "left" else queryset.to_mend(timezone.now())


@admin.register(Link)
class LinkAdmin(WithinReach, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Dead links of what readers see. All that is done about them are acts (articles.actions.links)."""

    list_display = ("leads_to", "story", "edition", "answer", "failing_since")
    list_filter = (LeftFilter, ("article__edition", ReachFilter), ("article__section", ReachFilter))
    list_select_related = ("article__edition", "target")
    search_fields = ("target__address", "article__title")
    search_help_text = gettext_lazy("an address or a title")
    show_full_result_count = False
    ordering = ("target__failing_since", "pk")
    change_list_template = "admin/articles/link/change_list.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        rows = super().get_queryset(request)
        return rows.dead(timezone.now()) if isinstance(rows, LinkQuerySet) else rows

    @admin.display(description=gettext_lazy("link"), ordering="target__address")
    def leads_to(self, link: Link) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', uri_to_iri(link.target.address))

    @admin.display(description=gettext_lazy("article"), ordering="article__title")
    def story(self, link: Link) -> SafeString:
        return format_html(
            '<a href="{}"><bdi lang="{}">{}</bdi></a>', place(link), link.article.edition_id, link.article
        )

    @admin.display(description=gettext_lazy("edition"))
    def edition(self, link: Link) -> str:
        return str(link.article.edition)

    @admin.display(description=gettext_lazy("answer"))
    def answer(self, link: Link) -> str:
        return in_words(link.target.answer)

    @admin.display(description=gettext_lazy("dead since"), ordering="target__failing_since")
    def failing_since(self, link: Link) -> Any:  # noqa: ANN401 # Django words it
        return link.target.failing_since

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Show where a dead link stands and what was found; look again, leave it, or name it again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        link = self.get_object(request, object_id)
        if link is None:
            messages.success(request, _("This link is not dead any more, or the text has it no longer."))
            return redirect("admin:articles_link_changelist")
        form = LeaveForm(request.POST if request.POST.get("act") == "leave" else None)
        if request.method == "POST" and (done := self._do(request, link, form)):
            return done
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": _("Dead link"),
            "link": link,
            "address": uri_to_iri(link.target.address),
            "answer": in_words(link.target.answer),
            "place": place(link),
            "form": form,
            "may_leave": not permissions.obstacle_to_leaving(signed_in(request), link.article),
        }
        return render(request, "admin/articles/link/form.html", context)

    def _do(self, request: HttpRequest, link: Link, form: LeaveForm) -> HttpResponse | None:
        """Do what was pressed, or say why not; None where the form lacks something."""
        by, now = signed_in(request), timezone.now()
        try:
            match request.POST.get("act"):
                case "again":
                    links.look_again(link=link, now=now)
                    messages.success(request, _("It is looked at within a minute. Load this page again then."))
                    return redirect("admin:articles_link_change", link.pk)
                case "leave" if not form.is_valid():
                    return None
                case "leave":
                    links.leave(link=link, reason=form.cleaned_data["reason"], by=by, now=now)
                    messages.success(
                        request, _("It is left as it is, and named again once it was alive and died anew.")
                    )
                case "resume":
                    links.resume(link=link, by=by, now=now)
                    messages.success(request, _("It is named again."))
                case _:
                    raise PermissionDenied
        except REFUSALS as refused:
            messages.error(request, str(refused))
            return redirect("admin:articles_link_change", link.pk)
        return redirect("admin:articles_link_changelist")


def place(link: Link) -> str:
    """Return the address of the article's form at its text; a script there shows the link (editor.js)."""
    form = reverse("admin:articles_article_change", args=[link.article_id])
    return f"{form}?{urlencode({'link': link.target.address})}#id_body_label"


def in_words(answer: Answer) -> str:
    """Say what was found where a link leads."""
    if answer.status is None:
        return str(answer.trouble.label) if answer.trouble else _("not looked at yet")
    status = {"status": answer.status}
    if answer.status == NOTHING:
        return _("%(status)d: there is no such page") % status
    if answer.status == GONE:
        return _("%(status)d: it was taken away") % status
    return (_("%(status)d: the server fails") if answer.status >= FAILS else _("%(status)d: it is there")) % status
