"""An article's form while somebody writes: what is not saved yet is kept, and who else is there (A12, A13)."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import diff
from accounts.models import User
from accounts.safety.text import UnusableText
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import articles, writing
from articles.admin.choosing import SUGGESTED, Suggestion, asked, suggested
from articles.admin.revisions import RevisionPages, read_number, yes_or_no
from articles.enums import Status
from articles.forms import ArticleForm, NewArticleForm, UnsavedForm
from articles.forms.choices import RelatedField
from articles.models import Article, UnsavedText
from articles.printed import in_words

#: Where a session remembers which openings of the form were saved, for the page that follows.
SAVED = "saved_openings"
#: What of a form is no text of its writer's.
BESIDE = frozenset({"base", "opening", "follows"})
#: The answer to a page on which another person than the one signed in now has typed.
SOMEBODY_ELSE = {"error": "somebody-else"}
#: So many unsaved texts of one article are compared at once; older ones wait their turn.
SHOWN = 10


@dataclass(frozen=True)
class Offer:
    """A text that its writer did not save, and what it changes."""

    unsaved: UnsavedText
    title: str
    base: int
    changes: list[tuple[str, list[diff.Run]]]


class WritingPages(RevisionPages):
    """What the script of the form asks for (articles/static/articles/writing.js), and what works without it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("unsaved/", view(require_POST(self.keep)), name="articles_article_keep"),
            path("unsaved/token/", view(require_safe(self.token)), name="articles_article_token"),
            path("unsaved/discard/", view(require_POST(self.discard)), name="articles_article_discard"),
            path("suggest/", view(require_safe(self.suggest)), name="articles_article_suggest"),
            path("<int:pk>/presence/", view(require_POST(self.presence)), name="articles_article_presence"),
        ]
        return own + super().get_urls()

    def token(self, request: HttpRequest) -> HttpResponse:
        """Say who is signed in, with what their next request proves that it comes from our page."""
        return JsonResponse({"writer": signed_in(request).public_id, "token": get_token(request)})

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Keep what somebody has typed so far. Refuse a text that was typed while another person was signed in."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = UnsavedForm(_sent(request))
        if not form.is_valid():
            return JsonResponse({"error": "unusable"}, status=400)
        sent, writer = form.cleaned_data, signed_in(request)
        if sent["writer"] != writer.public_id:
            return JsonResponse(SOMEBODY_ELSE, status=409)
        kept = {name: sent[name] for name in ("article", "opening", "serial")}
        try:
            writing.keep(writer=writer, fields=sent["typed"], now=timezone.now(), **kept)
        except articles.NotAllowed as refused:
            raise PermissionDenied from refused
        except UnusableText:  # spelt by references
            return JsonResponse({"error": "unusable"}, status=400)
        if follows := _follows(sent["follows"]):
            writing.forget(writer=writer, **follows)
        return JsonResponse({"kept": True})

    def discard(self, request: HttpRequest) -> HttpResponse:
        """Throw a text away that its writer does not want any more."""
        unsaved = _own(request, request.POST.get("unsaved", ""))
        writing.forget(writer=signed_in(request), opening=unsaved.opening)
        request.session[SAVED] = [str(unsaved.opening)]
        messages.success(request, _("Thrown away."))
        if unsaved.article_id is None:
            return redirect("admin:articles_article_add")
        return redirect("admin:articles_article_change", unsaved.article_id)

    def presence(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that somebody has the article open, and say who else has, and which revision is the newest."""
        article, person, sent = self._article_to_change(request, pk), signed_in(request), _sent(request)
        if sent.get("writer") != person.public_id:
            return JsonResponse(SOMEBODY_ELSE, status=409)
        if sent.get("leaving"):
            writing.leave(article=article, person=person)
            return JsonResponse({})
        others = writing.appear(article=article, person=person, now=timezone.now())
        newest = article.revisions.select_related("made_by").only("number", "made_by__name").latest("number")
        told = {"number": newest.number, "by": str(newest.made_by or "")}
        return JsonResponse({"others": [str(other) for other in others], "newest": told})

    def suggest(self, request: HttpRequest) -> HttpResponse:
        """Name an edition's published articles by words of their titles, the newest first.

        What only waits for its minute is named to those who see it at the desk.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition, typed = asked(request)
        mine = permissions.leading_to(signed_in(request), timezone.now())
        told = Article.objects.filter(mine, edition=edition, status=Status.PUBLISHED)
        for word in typed.split():
            told = told.filter(title__icontains=word)
        return suggested(
            Suggestion(RelatedField.written([article]), article.title, in_words(article.published_at, "UTC"))
            for article in told.newest_first().defer("body")[:SUGGESTED]
        )

    def _kept(self, request: HttpRequest, article: Article | None) -> tuple[dict[str, str], UnsavedText | None]:
        """Return the fields of the unsaved text that is asked for, and the row it goes on from; none of either."""
        asked = request.GET.get("unsaved")
        if request.method != "GET" or not asked:
            return {}, None
        unsaved = _own(request, asked)
        if unsaved.article_id != (article and article.pk):
            return {}, None
        follows = f"{unsaved.opening}.{unsaved.serial}"
        return {**unsaved.fields, "opening": str(uuid4()), "follows": follows}, unsaved

    def _forget_unsaved(self, request: HttpRequest, form: ArticleForm, article: Article | None) -> None:
        """Drop what was kept of a form that has been saved, here and, by the next page, on the writer's machine."""
        writer, opening = signed_in(request), form.cleaned_data["opening"]
        if opening:
            writing.forget(writer=writer, opening=opening)
            request.session[SAVED] = [str(opening)]
        if follows := _follows(form.cleaned_data["follows"]):
            writing.forget(writer=writer, **follows)
        for unsaved in UnsavedText.objects.of(writer, article):
            if not changes_between(form, _form(article, unsaved.fields)):
                writing.forget(writer=writer, opening=unsaved.opening)

    def _writing(self, request: HttpRequest, form: ArticleForm, article: Article | None) -> dict[str, Any]:
        """Return what the form's page says about unsaved texts."""
        saved = request.session.pop(SAVED, [])
        for opening in saved:  # what was on its way while the form was saved has arrived by now
            writing.forget(writer=signed_in(request), opening=UUID(opening))
        return {"offers": _offers(signed_in(request), article, form), "saved": " ".join(saved)}


def _sent(request: HttpRequest) -> dict[str, Any]:
    """Read what the script sends; nothing of what a form does."""
    if request.content_type != "application/json":
        return {}
    try:
        sent = json.loads(request.body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _own(request: HttpRequest, pk: str) -> UnsavedText:
    """Find an unsaved text of the person's own: nobody reads another's."""
    return get_object_or_404(UnsavedText, writer=signed_in(request), pk=read_number(pk))


def _follows(given: str) -> dict[str, Any] | None:
    """Read which unsaved text a form goes on from, and as of when."""
    opening, _dot, serial = given.partition(".")
    try:
        return {"opening": UUID(opening), "serial": int(serial)}
    except ValueError:
        return None


def _offers(writer: User, article: Article | None, shown: ArticleForm) -> list[Offer]:
    """Return the writer's unsaved texts that differ from what is saved, and from what the form shows."""
    found = []
    in_form = {str(shown["opening"].value()), str(shown["follows"].value()).partition(".")[0]}
    saved = _form(article)
    for unsaved in UnsavedText.objects.of(writer, article)[:SHOWN]:
        typed = _form(article, unsaved.fields)
        if str(unsaved.opening) in in_form or not changes_between(shown, typed):
            continue
        if changes := changes_between(saved, typed):
            base = read_number(unsaved.fields.get("base", ""))
            found.append(Offer(unsaved, str(typed["title"].value() or ""), base, changes))
    return found


def _form(article: Article | None, data: dict[str, str] | None = None) -> ArticleForm:
    return ArticleForm.of(article, timezone.now(), data) if article else NewArticleForm(data, edition=None)


def changes_between(saved: ArticleForm, typed: ArticleForm) -> list[tuple[str, list[diff.Run]]]:
    """Return, for each field that was typed otherwise than it is saved, its label and the runs that lead there."""
    words = [(name, _words(saved, name), _words(typed, name)) for name in typed.fields if name not in BESIDE]
    return [(str(typed.fields[name].label), diff.runs(old, new)) for name, old, new in words if old != new]


def _words(form: ArticleForm, name: str) -> str:
    """Say in words what a field holds."""
    field, value = form.fields[name], form[name].value()
    if isinstance(field, forms.BooleanField):
        return yes_or_no(bool(value))
    if isinstance(field, forms.ModelChoiceField):
        try:
            chosen = field.to_python(value)
        except ValidationError:
            return ""
        return field.label_from_instance(chosen) if chosen else ""
    return str(field.widget.format_value(value) or "").replace("\r\n", "\n").strip()
