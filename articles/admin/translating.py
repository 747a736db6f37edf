"""Translating at the desk: what an edition has still to say, and the source beside each field of the form (A41)."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import diff
from accounts.safety.sanitize import show_article
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import articles
from articles.admin.lacking import LackPages
from articles.forms import AddEditionForm, ArticleForm
from articles.models import Article, Edition
from articles.reach import reach
from articles.translations import behind, changed_since, untold

#: So many rows each list shows: who has caught up with these sees the next.
AT_ONCE = 50
#: The fields of the form beside which the source stands.
SHOWN = ("title", "summary", "body", "photo_alt", "photo_caption")


@dataclass(frozen=True)
class Beside:
    """What the source says where a field of the form stands, and what was changed since it was translated."""

    edition: Edition
    said: str
    runs: list[diff.Run]


class TranslationPages(LackPages):
    """What waits to be translated, and beginning it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("translations/", view(require_safe(self.translations)), name="articles_article_translations"),
            path("<int:pk>/editions/", view(require_POST(self.add_edition)), name="articles_article_add_edition"),
        ]
        return own + super().get_urls()

    def translations(self, request: HttpRequest) -> HttpResponse:
        """List what an edition says otherwise than its sources by now, and what it does not tell yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = Edition.objects.filter(reach(signed_in(request), self.seen_by).editions())
        asked = request.GET.get("edition")
        edition = get_object_or_404(mine, pk=asked) if asked else mine.first()
        waiting = self.get_queryset(request).filter(behind_since__isnull=False)
        counted = dict(waiting.order_by().values_list("edition").annotate(Count("pk")))
        here = waiting.filter(edition=edition).order_by("behind_since", "pk").select_related("edition")[:AT_ONCE]
        found = behind(list(here))
        context = {
            "title": _("Translations"),
            "editions": [(one, counted.get(one.pk, 0)) for one in mine],
            "chosen": edition,
            "behind": [(one, ", ".join(_labels(one.columns))) for one in found],
            "more": edition and counted.get(edition.pk, 0) - len(found),
            "untold": untold(edition, timezone.now())[:AT_ONCE] if edition else (),
            "may_begin": self.has_add_permission(request),
        }
        return self._page(request, "translations", context)

    def add_edition(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the story in another edition; what is out may be translated by whoever writes there."""
        article = get_object_or_404(Article.objects.select_related("live_revision"), pk=pk)
        if not (article.is_live(timezone.now()) and self.has_add_permission(request)):
            article = self._article(request, pk)
        form = AddEditionForm(request.POST, article=article)
        if not form.is_valid():
            messages.error(request, _("Choose an edition in which this story is not told yet."))
            return _back(request, article)
        edition = form.cleaned_data["edition"]
        try:
            made = articles.add_edition(article=article, edition=edition, author=signed_in(request), now=timezone.now())
        except articles.AlreadyTold as told:
            made = told.article
        except articles.NotAllowed as refused:
            messages.error(request, str(refused))
            return _back(request, article)
        return redirect("admin:articles_article_change", made.pk)


def rows(form: ArticleForm) -> list[tuple[forms.BoundField, Beside | None]]:
    """Return the fields of an article's form, each with what its source says there."""
    beside = _beside(form)
    return [(field, beside.get(field.name)) for field in form.visible_fields()]


def _beside(form: ArticleForm) -> dict[str, Beside]:
    field = form.fields.get("source")
    try:
        source = field.to_python(form["source"].value()) if field and not field.disabled else None
    except ValidationError:  # what was sent is no text of the story
        source = None
    if source is None:
        return {}
    newest = source.article.to_follow()
    changed = changed_since(source, newest)
    runs = {
        name: diff.near(diff.runs(getattr(source, name), getattr(newest, name))) for name in SHOWN if name in changed
    }
    said = {name: show_article(newest.body) if name == "body" else getattr(newest, name) for name in SHOWN}
    edition = source.article.edition
    return {name: Beside(edition, said[name], runs.get(name, [])) for name in SHOWN if said[name] or name in runs}


def _back(request: HttpRequest, article: Article) -> HttpResponse:
    """Lead back to the article, or to the list where it is no article of the person's."""
    if permissions.may_see(signed_in(request), article):
        return redirect("admin:articles_article_change", article.pk)
    return redirect("admin:articles_article_translations")


def _labels(columns: list[str]) -> list[str]:
    return [str(ArticleForm.base_fields[name.removesuffix("_id")].label) for name in columns]
