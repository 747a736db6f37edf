"""Notes on passages of an article's text at the desk: read beside the text, left, answered and resolved (A42)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.models import User
from accounts.safety.sanitize import show_article
from accounts.signed_in import signed_in
from articles import anchors, mentions, permissions
from articles.actions import notes
from articles.admin.revisions import RevisionPages, read_number
from articles.forms.note import AnswerForm, NoteForm
from articles.mentions import Piece
from articles.models import Article, ArticleNote, Revision
from articles.models.note import words_of

REFUSALS = (notes.NoPassage, notes.NothingSaid, notes.NamesNobody)


@dataclass(frozen=True)
class Said:
    """A note or an answer with the names of those whom it names."""

    note: ArticleNote
    pieces: list[Piece]


@dataclass(frozen=True)
class Thread:
    """A note with its answers, and where its passage stands in a text: nowhere, if it is gone."""

    first: Said
    answers: list[Said]
    place: int | None
    form: AnswerForm

    @property
    def note(self) -> ArticleNote:
        return self.first.note


class NotePages(RevisionPages):
    """The page of an article's notes, and what its form shows of them."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.notes)
        own = [path("<int:pk>/notes/", self.admin_site.admin_view(view), name="articles_article_notes")]
        return own + super().get_urls()

    def notes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what colleagues say about a text; leave a note, answer one, resolve it, or open it again."""
        article = self._article(request, pk)
        typed = request.POST.dict() if request.method == "POST" else drafts.kept(request)
        noted, about = ArticleNote.objects.about(article), typed.get("note", "")
        asked = noted.filter(pk=read_number(about)).first() if about else None
        if request.method == "POST" and about and not asked:
            raise Http404
        leaving = NoteForm(typed if typed and not about else None)
        answering = _answering(asked, typed) if asked else None
        if request.method == "POST" and (there := self._done(request, article, asked, answering or leaving)):
            drafts.forget(request)
            return redirect(f"{reverse('admin:articles_article_notes', args=[article.pk])}#note-{there}")
        newest = article.newest_revision()
        threads = _threads(noted, newest, {asked.pk: answering} if asked and answering else {})
        context = {
            "title": _("Notes on “%(title)s”") % {"title": article.title},
            "article": article,
            "form": leaving,
            "asked": asked,
            "names": mentions.handles(permissions.seen_by(article).values_list("public_id", "name")),
            "open": [one for one in threads if one.note.resolved_at is None],
            "resolved": [one for one in threads if one.note.resolved_at],
            "newest": newest,
            "text": show_article(newest.body),
        }
        return self._page(request, "notes", context)

    def open_notes(self, article: Article, newest: Revision) -> list[Thread]:
        """Return the notes that nobody has resolved, for the article's form, in the order of the text."""
        return _threads(ArticleNote.objects.about(article).open(), newest, {})

    def _done(self, request: HttpRequest, article: Article, asked: ArticleNote | None, form: forms.Form) -> int | None:
        """Do what was pressed and return the key of the note; None where the form says why not."""
        if not form.is_valid():
            return None
        did: dict[str, Any] = {"by": signed_in(request), "now": timezone.now(), **form.cleaned_data}
        try:
            match request.POST.get("act"), asked:
                case "leave", None:
                    made = notes.leave(article=article, **did)
                case "answer", ArticleNote():
                    made = notes.answer(note=asked, **did)
                case "resolve", ArticleNote():
                    notes.resolve(note=asked, **did)
                    messages.success(request, _("The note is resolved."))
                    return asked.pk
                case "reopen", ArticleNote():
                    notes.reopen(note=asked, by=did["by"], now=did["now"])
                    messages.success(request, _("The note is open again."))
                    return asked.pk
                case _:
                    raise Http404
        except REFUSALS as refused:
            form.add_error("quote" if isinstance(refused, notes.NoPassage) else "body", str(refused))
            return None
        except notes.NothingChanges as overtaken:
            messages.error(request, str(overtaken))
            return asked.pk if asked else None
        self._say_who_is_told(request, made)
        return made.answer_to_id or made.pk

    def _say_who_is_told(self, request: HttpRequest, made: ArticleNote) -> None:
        named = User.objects.filter(pk__in=made.mentions.values("person")).exclude(pk=made.made_by_id)
        names = ", ".join(map(str, named.order_by("name", "pk")))
        said = _("Your words stand there. A letter goes to: %(names)s.") if names else _("Your words stand there.")
        messages.success(request, said % {"names": names} if names else said)


def _threads(noted: Iterable[ArticleNote], newest: Revision, answering: dict[int, AnswerForm]) -> list[Thread]:
    """Put notes in the order in which their passages stand in a text, those at the end whose passage is gone."""
    found = list(noted)
    text = words_of(newest) if found else ""
    everything = [one for note in found for one in (note, *note.answers.all())]
    keys = set[str]().union(*(mentions.keys_in(one.body) for one in everything))
    names = dict(User.objects.filter(public_id__in=keys).values_list("public_id", "name")) if keys else {}

    def said(note: ArticleNote) -> Said:
        return Said(note, list(mentions.shown(note.body, names)))

    threads = [
        Thread(
            first=said(note),
            answers=[said(one) for one in note.answers.all()],
            place=anchors.place(text, note.anchor),
            form=answering.get(note.pk) or _answering(note),
        )
        for note in found
    ]
    return sorted(threads, key=lambda one: (one.place is None, one.place or 0, one.note.pk))


def _answering(note: ArticleNote, typed: dict[str, str] | None = None) -> AnswerForm:
    return AnswerForm(typed, auto_id=f"id_%s_{note.pk}")
