"""What stories lack, at the desk: a list by edition, and one page at which a story gets all of it (A67)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import drafts
from accounts.signed_in import signed_in
from articles import lacking, permissions, printed
from articles.actions import filling
from articles.actions.refusals import NotAllowed, Overtaken
from articles.admin.live import LivePages
from articles.admin.revisions import read_number
from articles.enums import Act, Lacking, Status
from articles.forms.filling import FillingForm
from articles.forms.translating import AddEditionForm
from articles.models import Article, Edition, Revision
from articles.reach import OutOfReach, reach

#: Stories of a page; older ones follow on others.
AT_ONCE = 50


class LackPages(LivePages):
    """What is still to be done for stories, whichever edition it is in."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("lacking/", view(require_safe(self.lacking)), name="articles_article_lacking"),
            path("story/<int:pk>/", view(self.story), name="articles_article_story"),
        ]
        return own + super().get_urls()

    def lacking(self, request: HttpRequest) -> HttpResponse:
        """List the stories that lack something, the newest first, narrowed to an edition and to what they lack."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = list(Edition.objects.filter(reach(signed_in(request), self.seen_by).editions()))
        asked, what, now = request.GET.get("edition"), request.GET.get("lacks", ""), timezone.now()
        chosen = [one for one in mine if one.pk == asked]
        if asked and not chosen:
            raise Http404
        sought = Lacking(what) if what in Lacking.values else None
        among, before = self.get_queryset(request), read_number(request.GET.get("before", ""))
        found = lacking.stories(among, chosen or mine, sought, now, most=AT_ONCE + 1, before=before)
        shown = lacking.told(found[:AT_ONCE], among, mine, now)
        context = {
            "title": _("What stories lack"),
            "editions": mine,
            "chosen": chosen[0] if chosen else None,
            "kinds": Lacking,
            "sought": sought,
            "stories": [(story, _title(told), told) for story, told in shown],
            "before": before,
            "older": found[AT_ONCE - 1] if len(found) > AT_ONCE else None,
        }
        return self._page(request, "lacking", context)

    def story(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a story has in each edition, and save what was filled in for all of them at once."""
        told = self._told(request, pk)
        data = request.POST.dict() or drafts.kept(request) or None
        forms = [FillingForm(article, article.newest_revision(), data) for article in told]
        sent = [one for one in forms if one.is_bound] if request.method == "POST" else []
        are_valid = [one.is_valid() for one in sent]  # each says what is wrong with it
        if sent and all(are_valid) and self._filled(request, sent):
            drafts.forget(request)
            return redirect(request.path)
        user, now = signed_in(request), timezone.now()
        # what was typed is shown even where it can be saved no more
        may = [one for one in forms if one.is_bound or permissions.may(user, one.article, Act.REVISE, now)]
        editions = AddEditionForm(article=told[0], among=reach(user, self.seen_by).editions())
        context: dict[str, Any] = {
            "title": _("What “%(title)s” lacks") % {"title": told[0].title},
            "tellings": [(one, one in may, _of(one, now)) for one in forms],
            "may_save": may,
            "first": told[0],
            "editions": editions,
            "may_begin": self.has_add_permission(request),
        }
        return self._page(request, "story", context)

    def _told(self, request: HttpRequest, pk: int) -> list[Article]:
        """Find the story's articles that the person sees."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).filter(story__pk=pk).select_related("edition", "section", "live_revision")
        told = list(rows.order_by("edition__position", "edition"))
        if not told:
            if Article.objects.filter(story__pk=pk).exists():
                raise OutOfReach
            raise Http404
        return told

    def _filled(self, request: HttpRequest, forms: list[FillingForm]) -> bool:
        """Save what was filled in; where that is refused, say so at the edition, and keep what was typed."""
        fillings = [one for form in forms if (one := form.filling)]
        try:
            saved = filling.fill(fillings=fillings, author=signed_in(request), now=timezone.now())
        except Overtaken as refused:
            _explain(forms, refused)
            return False
        except NotAllowed as refused:
            messages.error(request, str(refused))
            return False
        messages.success(request, _said(saved))
        return True


def _explain(forms: list[FillingForm], refused: Overtaken) -> None:
    """Say at its edition that somebody else was quicker, whose text is shown beside what was typed."""
    for form in forms:
        if form.article.pk == refused.theirs.article_id:
            form.starts_from(refused.theirs)
            form.add_error(None, _("Somebody else has saved this article meanwhile. Compare both, then save again."))


def _said(saved: list[Revision]) -> str:
    if not saved:
        return _("Nothing was changed.")
    said = _("Saved: %(editions)s.") % {"editions": _editions(saved)}
    if unapproved := filling.unapproved(saved):
        said += " " + _("To be approved again, as the text is another one now: %(editions)s.") % {
            "editions": _editions(unapproved)
        }
    return said


def _editions(texts: list[Revision]) -> str:
    return printed.joined([str(one.article.edition) for one in texts])


def _of(form: FillingForm, now: datetime) -> lacking.Telling:
    shown = form.article.live_revision if form.article.status == Status.PUBLISHED else None
    return lacking.of_texts(form.article, [shown or form.newest, form.newest], now)


def _title(told: list[lacking.Telling]) -> str:
    return next((str(one.article.title) for one in told if one.article), "")
