"""Writing, reviewing and publishing articles."""

from contextlib import nullcontext
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.admin.paging import KeysFirst
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import articles, placements
from articles.admin.bulk import BulkPages
from articles.admin.choosing import let_choose
from articles.admin.doing import do, simulated, text_of
from articles.admin.filters import EmbargoFilter, StateFilter
from articles.admin.push import PushPages
from articles.admin.revisions import changes
from articles.admin.translating import TranslationPages, rows
from articles.admin.within import ReachFilter
from articles.admin.writing import changes_between
from articles.checklist import missing
from articles.enums import Act, Right
from articles.forms import AddEditionForm, ArticleForm, NewArticleForm, OverrideForm
from articles.lifecycle import Obstacle
from articles.models import Article, Photo, Preview
from articles.printed import embargo_in_words, in_words
from articles.reach import EVERYWHERE, reach
from articles.search import questions
from articles.search.engines import HEAD, by_the_index, holds

#: What the form can be sent with: the acts, beginning with saving alone.
BUTTONS = {
    Act.REVISE: gettext_lazy("Save"),
    Act.SUBMIT: gettext_lazy("Submit for review"),
    Act.APPROVE: gettext_lazy("Approve"),
    Act.RETURN: gettext_lazy("Return to the author"),
    Act.PUBLISH: gettext_lazy("Publish"),
    Act.UNPUBLISH: gettext_lazy("Take back from readers"),
}
#: The button that does nothing but say what Publish would do (A56).
SIMULATE = "simulate"
REFUSALS = (articles.NotAllowed, articles.NotReady, articles.Overtaken, articles.Crossed)


@admin.register(Article)
class ArticleAdmin(BulkPages, TranslationPages, PushPages):
    """The newsroom's desk. All changes are acts (articles.actions); the stock form is not used."""

    change_list_template = "admin/articles/article/change_list.html"
    list_display = ("title", "edition", "section", "state", "appears", "created_by")
    list_filter = (StateFilter, EmbargoFilter, ("edition", ReachFilter), ("section", ReachFilter))
    list_select_related = ("edition", "section", "created_by")
    search_fields = ("title",)
    search_help_text = gettext_lazy("words of title, summary or byline, or their beginnings")
    show_full_result_count = False
    paginator = KeysFirst
    ordering = ("-pk",)

    def get_search_results(
        self, _request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find by words of title, summary and byline, and by their beginnings: the readers' index answers."""
        if not search_term.strip():
            return queryset, False
        question = questions.beginnings(search_term)
        return queryset.filter(holds(HEAD, question)) if question.terms else queryset.none(), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        with by_the_index() if SEARCH_VAR in request.GET else nullcontext():
            return super().changelist_view(request, extra_context)

    @admin.display(description=gettext_lazy("section"))
    def section(self, article: Article) -> str:
        return str(article.section)

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Article) -> str:
        now = timezone.now()
        said = [str(article.state(now).label), embargo_in_words(article, now)]
        return " · ".join(filter(None, said))

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def appears(self, article: Article) -> str:
        """Tell the time by the edition's clock, and name that."""
        if article.published_at is None:
            return ""
        zone = ZoneInfo(article.edition.time_zone)
        return f"{in_words(article.published_at, zone.key)} ({article.published_at.astimezone(zone):%Z})"

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:  # noqa: ARG002 # Django's signature
        """Nothing is deleted: it is taken back from readers."""
        return False

    def add_view(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        """Begin a story."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kept, unsaved = self._kept(request, None)
        typed = request.POST.dict() or kept or _from_session(request)
        form = NewArticleForm(typed or None, edition=None, initial={"base": 0, "opening": uuid4()})
        let_choose(request, form, str(form["edition"].value() or ""))
        if request.method == "POST" and form.is_valid() and (article := self._begun(request, form)):
            drafts.forget(request)
            self._forget_unsaved(request, form, None)
            messages.success(request, _("Saved as a draft."))
            return redirect("admin:articles_article_change", article.pk)
        return self._render(request, form, title=_("Write an article"), unsaved=unsaved)

    def _begun(self, request: HttpRequest, form: NewArticleForm) -> Article | None:
        """Begin what the form says; a refusal is put into it."""
        given = {name: form.cleaned_data[name] for name in ("edition", "section")}
        try:
            with transaction.atomic():  # as in `_act`
                text = text_of(form, given["edition"], signed_in(request), timezone.now())
                return articles.begin(**given, text=text, author=signed_in(request), now=timezone.now())
        except articles.NotAllowed as refused:
            form.add_error("section", str(refused))
            return None

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Show an article with its newest text; save it and do an act."""
        article = self._article(request, object_id)
        form = ArticleForm.of(article, timezone.now(), request.POST.dict()) if request.method == "POST" else None
        more: dict[str, Any] = {}
        if form:
            let_choose(request, form, article.edition_id, article)
        if form and form.is_valid():
            form.excuse = OverrideForm(request.POST)
            try:
                if request.POST.get("act") != SIMULATE:
                    return self._act(request, article, form)
                more = simulated(article, form, signed_in(request), timezone.now())
            except REFUSALS as refused:
                more = _explained(form, article, refused)
        kept, unsaved = self._kept(request, article)
        shown = form or ArticleForm.of(article, timezone.now(), kept or _from_session(request) or None)
        return self._render(request, shown, title=article.title, article=article, unsaved=unsaved, **more)

    def _act(self, request: HttpRequest, article: Article, form: ArticleForm) -> HttpResponse:
        """Save what was changed, then do what the button says."""
        act, user, now = _act_asked(request), signed_in(request), timezone.now()
        is_saved = do(article, act, form, user, now)
        drafts.forget(request)
        if is_saved:
            self._forget_unsaved(request, form, article)
        messages.success(request, _("Done: %(act)s.") % {"act": BUTTONS[act]})
        if act != Act.PUBLISH and form.changes_times and not form.keeps_times:
            messages.warning(
                request, _("The times were not changed: those of what is out hold when you press Publish.")
            )
        return redirect("admin:articles_article_change", article.pk)

    def _offer_upload(self, request: HttpRequest, form: ArticleForm) -> None:
        """Let a photo be taken in from the form, in a window of its own."""
        field, relation = form.fields["photo"], Article._meta.get_field("photo").remote_field
        may_add = self.admin_site.get_model_admin(Photo).has_add_permission(request)
        field.widget = RelatedFieldWidgetWrapper(
            field.widget, relation, self.admin_site, can_add_related=may_add, can_change_related=False
        )

    def _render(
        self,
        request: HttpRequest,
        form: ArticleForm,
        *,
        title: str,
        article: Article | None = None,
        **more: Any,
    ) -> HttpResponse:
        self._offer_upload(request, form)
        let_choose(request, form, article.edition_id if article else str(form["edition"].value() or ""), article)
        user = signed_in(request)
        held = reach(user, f"articles.{Right.WRITE.value}") if user.is_limited else EVERYWHERE
        form.offer(held.sections(), held.editions())
        context: dict[str, Any] = {"title": title, "form": form, "media": self.media + form.media, **more}
        context |= {"is_kept": request.method == "GET" and form.is_bound, "rows": rows(form)}
        context |= {"zone": article and article.edition.time_zone, **self._writing(request, form, article)}
        if article:
            acts = permissions.allowed_acts(signed_in(request), article, timezone.now())
            context["may_write"] = Act.REVISE in acts
            newest = article.newest_revision()
            hindrance = permissions.obstacle(signed_in(request), article, Act.PUBLISH, timezone.now())
            context |= {
                "hindrance": permissions.words(hindrance) if hindrance == Obstacle.FOUR_EYES else "",
                "article": article,
                "newest": newest,
                "noted": self.open_notes(article, newest),
                "state": article.state(timezone.now()),
                "acts": [(act.value, BUTTONS[act]) for act in acts if act in BUTTONS],
                "corrections": article.corrections.select_related("superseded_by", "comparison").newest_first(),
                "may_publish": Act.PUBLISH in acts,
                "may_push": self.may_push(request, article),
                "may_correct": Act.CORRECT in acts,
                "plans": placements.of(article, timezone.now()),
                "may_place": not permissions.obstacle_to_placing(user, article.edition_id, article.section_id),
                "editions": AddEditionForm(article=article, among=held.editions()),
                "previews": Preview.objects.of(article).open(timezone.now()),
                "siblings": article.story.articles.filter(self.within(signed_in(request)))
                .exclude(pk=article.pk)
                .select_related("edition"),
                "unseen": changes(article.live_revision, newest) if article.live_revision else [],
            }
        else:
            context |= {"acts": [(Act.REVISE.value, BUTTONS[Act.REVISE])], "may_write": True}
        return self._page(request, "form", context)


def _from_session(request: HttpRequest) -> dict[str, str]:
    """Return what was sent when its session had ended, as another opening: the session may have cut it."""
    kept = drafts.kept(request)
    return {**kept, "opening": str(uuid4())} if kept else {}


def _explained(form: ArticleForm, article: Article, refused: Exception) -> dict[str, Any]:
    """Say in the form why an act was refused; what was typed stays, and the next save starts from what is stored now.

    Return what the page shows besides: the other's text, or what may be published without.
    """
    lacks = [(lack.field, lack.words) for lack in getattr(refused, "missing", [])] or [(None, str(refused))]
    for field, words in lacks:
        form.add_error(field if field in form.fields else None, words)
    article.refresh_from_db()
    form.starts_from(article, timezone.now())
    if isinstance(refused, articles.Overtaken | articles.Crossed):
        differences = changes_between(ArticleForm.of(article, timezone.now()), form)
        return {"theirs": getattr(refused, "theirs", None), "differences": differences}
    if isinstance(refused, articles.NotReady) and form.excuse.offer(missing(article, article.newest_revision())):
        return {"excuse": form.excuse}
    return {}


def _act_asked(request: HttpRequest) -> Act:
    asked = request.POST.get("act", Act.REVISE)
    if asked not in BUTTONS:
        raise PermissionDenied
    return Act(asked)
