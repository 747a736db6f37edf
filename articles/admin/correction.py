"""Corrections at the desk: recorded for an article, and changed as long as no reader has seen them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import comparisons, corrections
from articles.actions.refusals import NotAllowed
from articles.admin.comparison import ComparisonPage
from articles.admin.within import ReachFilter
from articles.enums import Right
from articles.forms import CorrectionForm
from articles.models import Article, Correction

REFUSALS = (
    NotAllowed, corrections.AlreadyPublic, corrections.CannotSupersede, corrections.Answers, comparisons.NotSeen
)  # fmt: skip
#: What the machinery writes: shown once there is a correction.
WRITTEN = ("made_by", "made_at", "public_at")


@admin.register(Correction)
class CorrectionAdmin(ComparisonPage):
    """What an article said wrong. All changes are acts (articles.actions.corrections)."""

    form = CorrectionForm
    fields = ("article", "kind", "text", "supersedes")
    list_display = ("made_at", "article", "kind", "state", "made_by")
    list_filter = ("kind", ("article__edition", ReachFilter), "made_at")
    search_fields = ("text", "article__title")
    show_full_result_count = False
    raw_id_fields = ("article",)
    ordering = ("-pk",)
    actions = None

    @admin.display(description=gettext_lazy("state"))
    def state(self, correction: Correction) -> str:
        if not correction.is_public(timezone.now()):
            return _("not public yet")
        return _("superseded") if getattr(correction, "superseded_by", None) else _("public")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).select_related("article", "made_by", "superseded_by")

    def get_fields(self, _request: HttpRequest, obj: Correction | None = None) -> tuple[str, ...]:
        return self.fields + (WRITTEN if obj else ("change",))

    def get_readonly_fields(self, _request: HttpRequest, obj: Correction | None = None) -> tuple[str, ...]:
        """A correction stays with its article."""
        return ("article", *WRITTEN) if obj else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and _may_correct(request)

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_correct(request) and _is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_correct(request) and _is_open(obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with what was typed when the session had ended (A12)."""
        return super().get_changeform_initial_data(request) | drafts.kept(request)

    def changeform_view(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponse:
        return self._or_refused(request, super().changeform_view, *given, **options)

    def delete_view(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponse:
        return self._or_refused(request, super().delete_view, *given, **options)

    def _or_refused(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *given: Any, **options: Any
    ) -> HttpResponse:
        """Say why an act was refused that was still open when its form was shown."""
        try:
            return view(request, *given, **options)
        except REFUSALS as refused:
            messages.error(request, str(refused))
            return redirect("admin:articles_correction_changelist")

    def save_model(self, request: HttpRequest, obj: Correction, form: CorrectionForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        by, now = signed_in(request), timezone.now()
        if change:
            corrections.amend(correction=obj, note=form.note, by=by, now=now)
        else:
            made = corrections.record(article=obj.article, note=form.note, by=by, now=now)
            if (after := form.cleaned_data["change"]) is not None:
                comparisons.disclose(correction=made, after=after, by=by, now=now)
            obj.pk = made.pk
        drafts.forget(request)

    def delete_model(self, request: HttpRequest, obj: Correction) -> None:
        corrections.drop(correction=obj, by=signed_in(request), now=timezone.now())

    def response_post_save_add(self, _request: HttpRequest, obj: Correction) -> HttpResponseRedirect:
        return _back_to(obj.article)

    def response_post_save_change(self, _request: HttpRequest, obj: Correction) -> HttpResponseRedirect:
        return _back_to(obj.article)


def _may_correct(request: HttpRequest) -> bool:
    return Right.PUBLISH in permissions.rights_of(signed_in(request))


def _is_open(correction: Correction | None) -> bool:
    """Say whether a correction may still be changed: no reader has seen it."""
    return correction is None or not correction.is_public(timezone.now())


def _back_to(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
