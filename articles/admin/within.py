"""Rows that stand in a section and an edition: whoever is limited sees theirs, and is told whom to ask about others."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.signed_in import signed_in
from articles.models import Article, Section
from articles.reach import OutOfReach, reach


class WithinReach:
    """For a ModelAdmin: lists, searches, counts and addresses keep to what the person's role holds for."""

    #: What lets somebody see such rows, and the path from a row to its article; empty where the row is one.
    seen_by = "articles.view_article"
    article = "article"

    def within(self, user: User) -> Q:
        """Return the condition on the rows that the user may see."""
        return reach(user, self.seen_by).within(self.article)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # as ModelAdmin has it
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc] # ModelAdmin's
        user = signed_in(request)
        return rows.filter(self.within(user)) if user.is_limited else rows

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:  # noqa: ANN401 # as above
        """Find a row; raise OutOfReach where there is one, but elsewhere in the paper."""
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc] # as above
        if found is None:
            refuse_elsewhere(self.model, object_id, self.within(signed_in(request)), signed_in(request))  # type: ignore[attr-defined] # as above
        return found

    def changeform_view(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponse:
        """Take no row in for an article elsewhere, nor show its title beside the field."""
        asked = request.POST.get("article") or request.GET.get("article") or ""
        refuse_elsewhere(Article, asked, reach(signed_in(request), self.seen_by).within(), signed_in(request))
        return super().changeform_view(request, *given, **options)  # type: ignore[misc,no-any-return] # as above


class ReachFilter(admin.RelatedFieldListFilter):
    """Filter by edition or section: those that the person's role holds for."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 # Django's signature
        held = reach(signed_in(request), model_admin.seen_by)
        among = held.sections() if field.related_model is Section else held.editions()
        ordering = self.field_admin_ordering(field, request, model_admin)
        return list(field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=among))


def refuse_elsewhere(model: type[Model], key: object, within: Q, user: User) -> None:
    """Raise OutOfReach where a key names a row that a limited person may not see."""
    if not (user.is_limited and key):
        return
    rows = model._default_manager.all()
    try:
        found = rows.filter(pk=key).exists()
    except (ValueError, ValidationError, OverflowError):
        return
    if found and not rows.filter(within, pk=key).exists():
        raise OutOfReach
