"""The newsroom's board and calendar: how far stories are, and what they have when (A40)."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.signed_in import signed_in
from articles import agenda, board, lifecycle, permissions
from articles.actions import articles, briefs
from articles.actions.refusals import NotAllowed
from articles.admin.revisions import read_number
from articles.admin.within import WithinReach
from articles.enums import Act, Right, State
from articles.forms.brief import AskedForm
from articles.models import Article, Brief
from articles.reach import OutOfReach, reach

#: What is done to articles from a card: their own acts, which ask who may.
_OF_ARTICLES = {Act.SUBMIT.value: articles.submit, Act.RETURN.value: articles.return_}


class BoardPages(WithinReach, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Two views of the same stories, under the same filters."""

    def within(self, user: User) -> Q:
        return board.within(user)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [path("calendar/", wrap(require_safe(self.calendar)), name="articles_brief_calendar")]
        return own + super().get_urls()

    def has_view_permission(self, request: HttpRequest, obj: Brief | None = None) -> bool:
        """Whoever sees articles at the desk sees what is planned."""
        person = signed_in(request)
        return person.has_perm(permissions.VIEW) and (obj is None or reach(person, permissions.VIEW).has(obj.told_by))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return Right.WRITE in permissions.rights_of(signed_in(request))

    def has_change_permission(self, request: HttpRequest, obj: Brief | None = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return not permissions.obstacle_to_brief(signed_in(request), obj)

    def has_delete_permission(self, _request: HttpRequest, _row: Brief | None = None) -> bool:
        """Nothing is deleted: a story that is not to be told is dropped, with a reason."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the board, and do what is pressed on a card."""
        return require_http_methods(["GET", "HEAD", "POST"])(self._board)(request, extra_context)

    def _board(self, request: HttpRequest, _extra: dict[str, Any] | None = None) -> HttpResponse:
        form = self._asked(request)
        if request.method == "POST":
            return self._pressed(request, form)
        now, user = timezone.now(), signed_in(request)
        columns = board.columns(user, form.asked, now)
        more = {"columns": [(one, _list_of(one)) for one in columns], "dropped": board.dropped(user, form.asked, now)}
        return self._page(request, "board", {"title": _("Board"), "form": form, **more})

    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Show the days of a month, or of a week."""
        form, now = self._asked(request), timezone.now()
        asked, is_week = form.asked, request.GET.get("view") == "week"
        today = agenda.today_by(asked, now)
        of = min(max(_day(request.GET.get("day", "")) or today, agenda.EARLIEST), agenda.LATEST)
        span = agenda.week(of) if is_week else agenda.month(of)
        context = {
            "title": _("Calendar"),
            "form": form,
            "days": agenda.days(signed_in(request), asked, span, now),
            "span": span,
            "of": of,
            "is_week": is_week,
            "view": "week" if is_week else "month",
        }
        return self._page(request, "calendar", context)

    def _asked(self, request: HttpRequest) -> AskedForm:
        """Return the filters of the page, with what is asked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        held = reach(user, permissions.VIEW)
        return AskedForm(request.GET, user=user, held=held, writers=permissions.writers())

    def _pressed(self, request: HttpRequest, form: AskedForm) -> HttpResponse:
        """Do one act to one story; say why not, where it cannot be done."""
        act, back = request.POST.get("act", ""), f"{reverse('admin:articles_brief_changelist')}?{_kept(form)}"
        if act not in _OF_ARTICLES:
            return self._press(request, self._brief(request, request.POST.get("brief", "")), act) or redirect(back)
        by, now = signed_in(request), timezone.now()
        found = Article.objects.select_related("section")
        article = get_object_or_404(found, pk=read_number(request.POST.get("article", "")))
        if not permissions.may_see(by, article):
            raise OutOfReach
        try:
            moved = _OF_ARTICLES[act](article=article, by=by, now=now)
            messages.success(request, f"{moved.title}: {moved.state(now).label}")
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect(back)

    def _press(self, request: HttpRequest, brief: Brief, act: str) -> HttpResponse | None:
        """Do an act that asks nothing, or say why not; lead to the article, where there is one now."""
        by, now = signed_in(request), timezone.now()
        try:
            match act:
                case "begin":
                    begun = briefs.begin(brief=brief, by=by, now=now)
                    return redirect("admin:articles_article_change", begun.pk)
                case "take":
                    briefs.take(brief=brief, by=by, now=now)
                    messages.success(request, _("“%(title)s” is yours.") % {"title": brief.title})
                case "take-up":
                    briefs.take_up(brief=brief, by=by, now=now)
                    messages.success(request, _("The story is planned again."))
                case _:
                    raise PermissionDenied
        except (NotAllowed, briefs.Settled) as refused:
            messages.error(request, str(refused))
        return None

    def _brief(self, request: HttpRequest, pk: str) -> Brief:
        """Find a planned story; raise OutOfReach where it stands elsewhere in the paper."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Brief.objects.select_related("edition", "section", "assignee", "made_by", "article__section")
        brief = get_object_or_404(found.defer("article__body"), pk=read_number(pk))
        if not self.has_view_permission(request, brief):
            raise OutOfReach
        return brief

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}
        frame |= {"may_plan": self.has_add_permission(request)}
        if isinstance(form := context.get("form"), AskedForm):
            frame["kept"] = _kept(form)
        return render(request, f"admin/articles/brief/{name}.html", frame | context)


def _list_of(column: board.Column) -> str:
    """Return the address of the list that goes on where a column ends; empty where that says all."""
    states = [state for state, stage in lifecycle.STAGES.items() if stage == column.stage]
    if not column.has_more or not states:
        return ""
    return f"{reverse('admin:articles_article_changelist')}?{urlencode({'state': State(states[0]).value})}"


def _kept(form: AskedForm) -> str:
    """Write down what is asked for, for the addresses of the other pages that show it."""
    return urlencode({name: form.data[name] for name in form.fields if form.data.get(name)})


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
