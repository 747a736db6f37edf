"""An article's revisions at the desk: compared, previewed, restored."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import diff
from accounts.signed_in import signed_in
from articles import permissions, previews
from articles.actions import articles
from articles.actions import previews as links
from articles.admin.within import WithinReach
from articles.enums import Act
from articles.forms import ArticleForm
from articles.forms.choices import RelatedField, TagsField
from articles.forms.translating import in_words
from articles.models import Article, Photo, Revision, Section, SectionName, Tag
from articles.reach import OutOfReach


class RevisionPages(WithinReach, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The pages that stand behind an article's form."""

    article = ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/preview/", view(require_POST(self.preview)), name="articles_article_preview"),
            path("<int:pk>/revoke/", view(require_POST(self.revoke)), name="articles_article_revoke_preview"),
            path("<int:pk>/restore/", view(require_POST(self.restore)), name="articles_article_restore"),
        ]
        return own + super().get_urls()

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give out a signed address at which a revision is shown as readers would see it, and lead there."""
        article = self._article_to_change(request, pk)
        link = links.share(revision=_revision(request, article), by=signed_in(request), now=timezone.now())
        return redirect(previews.address(link))

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a preview link before its time."""
        article = self._article_to_change(request, pk)
        if links.revoke(article=article, preview=request.POST.get("preview", ""), now=timezone.now()):
            messages.success(request, _("The preview link opens no longer."))
        return redirect("admin:articles_article_change", article.pk)

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the text of an earlier revision the newest one."""
        article = self._article_to_change(request, pk)
        earlier, base = _revision(request, article), read_number(request.POST.get("base", ""))
        try:
            articles.restore(revision=earlier, base=base, author=signed_in(request), now=timezone.now())
        except articles.Overtaken:
            messages.error(request, _("Somebody else has saved this article meanwhile. Nothing was restored."))
            return redirect("admin:articles_article_history", article.pk)
        except articles.NotAllowed as refused:
            messages.error(request, str(refused))
            return redirect("admin:articles_article_history", article.pk)
        messages.success(request, _("Revision %(number)d is the newest text again.") % {"number": earlier.number})
        return redirect("admin:articles_article_change", article.pk)

    def history_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Show all revisions, each with what it changed word by word, and the log."""
        article = self._article(request, object_id)
        revisions = list(article.revisions.select_related("made_by").order_by("number"))
        compared = [
            {"revision": new, "fields": changes(old, new)}
            for old, new in zip([None, *revisions], revisions, strict=False)
        ]
        context = {
            "title": _("History of “%(title)s”") % {"title": article.title},
            "article": article,
            "changes": compared[::-1],
            "newest": revisions[-1],
            "may_restore": permissions.may(signed_in(request), article, Act.REVISE, timezone.now()),
            "events": article.events.select_related("made_by", "revision", "override", "lift"),
        }
        return self._page(request, "history", context)

    def _article(self, request: HttpRequest, pk: object) -> Article:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Article.objects.select_related("edition", "section", "live_revision", "brief")
        article = get_object_or_404(found, pk=read_number(str(pk)))
        if not permissions.may_see(signed_in(request), article):
            raise OutOfReach
        return article

    def _article_to_change(self, request: HttpRequest, pk: int) -> Article:
        article = self._article(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        frame = self.admin_site.each_context(request) | {"opts": self.opts}
        return render(request, f"admin/articles/article/{name}.html", frame | context)


def changes(old: Revision | None, new: Revision) -> list[tuple[str, list[diff.Run]]]:
    """Return, for each field that differs, its label and the runs from old to new."""
    columns = [(name, getattr(old, name, None), getattr(new, name)) for name in new.differing(old)]
    words = [(name, _words(name, was, new), _words(name, to, new)) for name, was, to in columns]
    labels = {name: str(ArticleForm.base_fields[name.removesuffix("_id")].label) for name, _was, _to in words}
    compared = {name: diff.whole if name in ("section_id", "photo_id", "source_id") else diff.runs for name in labels}
    return [(labels[name], compared[name](was, to)) for name, was, to in words if was != to]


def _words(name: str, value: str | int | None, revision: Revision) -> str:
    """Say what a column holds: keys by what they name, one a line."""
    if name == "section_id":
        return _section(int(value), revision.article.edition_id) if value else ""
    if name == "photo_id":
        return str(Photo.objects.described().filter(pk=value).first() or "") if value else ""
    if name == "source_id":
        return in_words(Revision.objects.select_related("article__edition").get(pk=value)) if value else ""
    if name == "tags":
        return TagsField.written(Tag.objects.by_keys(str(value or ""), revision.article.edition_id))
    if name == "related":
        return RelatedField.written(Article.objects.by_keys(str(value or ""), revision.article.edition_id))
    return yes_or_no(value) if isinstance(value, bool) else str(value or "")


def _section(pk: int, edition: str) -> str:
    """Name a section as the edition does."""
    named = SectionName.objects.filter(section=pk, edition=edition).first()
    return str(named or Section.objects.filter(pk=pk).first() or "")


def yes_or_no(is_so: bool) -> str:  # noqa: FBT001 # a word for it
    """Say in a word whether a box is ticked."""
    return _("yes") if is_so else _("no")


def _revision(request: HttpRequest, article: Article) -> Revision:
    return get_object_or_404(Revision, article=article, number=read_number(request.POST.get("number", "")))


def read_number(typed: str) -> int:
    """Read a number that the database can hold; 0, which names nothing, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
