"""A live blog at the desk: begun and ended, entries added on top, and put right, pinned and withdrawn below (A44)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.safety.sanitize import show_article
from accounts.signed_in import signed_in
from articles import permissions, printed
from articles.actions import live
from articles.actions.refusals import Crossed, NotAllowed
from articles.admin.notes import NotePages
from articles.admin.revisions import read_number
from articles.enums import Act, State
from articles.forms.live import EntryForm
from articles.models import Article, LiveEntry, LiveEntryRevision

REFUSALS = (NotAllowed, Crossed, live.NotRunning, live.AlreadyRunning, live.SaysNothing, live.Gone, live.TooManyPins)
#: Entries of a page; older ones follow on others.
PAGE = 50


@dataclass(frozen=True)
class Version:
    """What an entry says, or said once."""

    row: LiveEntry | LiveEntryRevision

    @property
    def text(self) -> SafeString:
        return show_article(self.row.body)

    @property
    def names(self) -> str:
        return printed.joined(self.row.byline.splitlines())


@dataclass(frozen=True)
class Line:
    """An entry with what it said before, what this person may do with it, and the form that changes it, if open."""

    now: Version
    earlier: list[Version]
    may_change: bool
    form: EntryForm | None


class LivePages(NotePages):
    """The page of an article's live blog."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.live)
        own = [path("<int:pk>/live/", self.admin_site.admin_view(view), name="articles_article_live")]
        return own + super().get_urls()

    def live(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a live blog with its form; begin or end it, add an entry, put one right, pin or withdraw it."""
        article = self._article(request, pk)
        is_sent = request.method == "POST"
        typed = request.POST.dict() if is_sent else drafts.kept(request)
        about = typed.get("entry") or ("" if is_sent else request.GET.get("entry", ""))
        asked = _asked(article, about)
        adding = EntryForm(typed if typed and not asked else None, byline=_byline(request, article))
        editing = EntryForm.of(asked, typed or None) if asked else None
        if is_sent and (there := _do(request, article, asked, editing or adding)):
            drafts.forget(request)
            return redirect(f"{reverse('admin:articles_article_live', args=[article.pk])}{there}")
        return self._page(request, "live", _shown(request, article, adding, asked, editing))


def _shown(
    request: HttpRequest, article: Article, adding: EntryForm, asked: LiveEntry | None, editing: EntryForm | None
) -> dict[str, Any]:
    user, now = signed_in(request), timezone.now()
    article.refresh_from_db(fields=["coverage_began_at", "coverage_ended_at"])
    may = {act: permissions.may(user, article, act, now) for act in (Act.COVER, Act.ENTER)}
    found = _listed(article, asked, read_number(request.GET.get("before", "")))
    return {
        "title": _("Live blog “%(title)s”") % {"title": article.title},
        "article": article,
        "is_running": article.coverage_began_at and not article.coverage_ended_at,
        "is_out": article.state(now) == State.PUBLISHED,
        "may_cover": may[Act.COVER],
        "may_enter": may[Act.ENTER],
        "form": adding,
        "media": adding.media,
        "lines": [
            _line(
                one, editing if asked == one else None, may=may[Act.ENTER if one.made_by_id == user.pk else Act.COVER]
            )
            for one in found[:PAGE]
        ],
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
    }


def _listed(article: Article, asked: LiveEntry | None, before: int) -> list[LiveEntry]:
    """Return a page of entries and one more if there is one: from that which is edited on, where it would not stand."""
    every = LiveEntry.objects.filter(article=article).select_related("made_by").order_by("-pk")
    every = every.prefetch_related("revisions__made_by")
    found = list((every.filter(pk__lt=before) if before else every)[: PAGE + 1])
    return list(every.filter(pk__lte=asked.pk)[: PAGE + 1]) if asked and asked not in found[:PAGE] else found


def _line(one: LiveEntry, form: EntryForm | None, *, may: bool) -> Line:
    """Show an entry; who may not change it sees the form only where they have typed into it."""
    may_change = may and not one.withdrawn_at
    earlier = sorted(one.revisions.all(), key=lambda row: -row.number)[1:]
    return Line(
        now=Version(one),
        earlier=[Version(row) for row in earlier],
        may_change=may_change,
        form=form if form and (may_change or form.is_bound) else None,
    )


def _do(request: HttpRequest, article: Article, asked: LiveEntry | None, form: EntryForm) -> str | None:
    """Do what was pressed and return which part of the page shows it; None where the form says why not."""
    act = request.POST.get("act")
    did: dict[str, Any] = {"by": signed_in(request), "now": timezone.now()}
    if act in ("add", "edit") and not form.is_valid():
        return None
    try:
        match act, asked:
            case "begin", None:
                live.begin(article=article, **did)
                messages.success(request, _("The live blog has begun."))
            case "end", None:
                live.end(article=article, **did)
                messages.success(request, _("The live blog has ended. Its entries can still be put right."))
            case "add", None:
                live.add(article=article, said=_said(form), **did)
                messages.success(request, _("The entry is added."))
            case "edit", LiveEntry():
                live.edit(entry=asked, said=_said(form), base=form.cleaned_data["base"] or 0, **did)
                messages.success(request, _("The entry is changed."))
            case (("pin" | "unpin" | "withdraw"), LiveEntry()):
                {"pin": live.pin, "unpin": live.unpin, "withdraw": live.withdraw}[act](entry=asked, **did)
                messages.success(request, _WORDS[act]())
            case _:
                raise Http404
    except REFUSALS as refused:
        return _refused(request, form, asked, refused)
    return f"#entry-{asked.pk}" if asked else "#add"


def _refused(request: HttpRequest, form: EntryForm, asked: LiveEntry | None, refused: Exception) -> str | None:
    """Say why not beside what was typed; where nothing was, above the page."""
    if request.POST.get("act") not in ("add", "edit"):
        messages.error(request, str(refused))
        return f"#entry-{asked.pk}" if asked else "#add"
    if asked and isinstance(refused, Crossed):
        asked.refresh_from_db()
        form.goes_on_from(asked)
    form.add_error("body" if isinstance(refused, live.SaysNothing) else None, str(refused))
    return None


#: What is said once it is done.
_WORDS = {
    "pin": lambda: _("The entry stands above the others."),
    "unpin": lambda: _("The entry stands among the others again."),
    "withdraw": lambda: _("The entry is withdrawn: readers see it no more."),
}


def _asked(article: Article, typed: str) -> LiveEntry | None:
    """Return the entry that is asked for; raise Http404 where it is none of this article's."""
    if not typed:
        return None
    found = LiveEntry.objects.filter(article=article, pk=read_number(typed)).select_related("article").first()
    if found is None:
        raise Http404
    return found


def _said(form: EntryForm) -> live.Said:
    return live.Said(**{name: form.cleaned_data[name] for name in ("body", "headline", "byline")})


def _byline(request: HttpRequest, article: Article) -> str:
    """Suggest the names under which this person last wrote here, at first their own."""
    user = signed_in(request)
    last = LiveEntry.objects.filter(article=article, made_by=user).order_by("-pk").first()
    return last.byline if last else user.name
