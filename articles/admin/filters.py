"""What the newsroom's list of articles is narrowed by."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.enums import State
from articles.models import Article
from articles.models.article import ArticleQuerySet


class EmbargoFilter(admin.SimpleListFilter):
    """Filter by whether nobody may quote an article yet (A43)."""

    title = gettext_lazy("embargo")
    parameter_name = "embargo"

    def lookups(self, _request: HttpRequest, _model_admin: object) -> list[tuple[str, str]]:
        return [("1", _("under embargo"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() != "1" or not isinstance(queryset, ArticleQuerySet):
            return queryset
        return queryset.embargoed(timezone.now())


class StateFilter(admin.SimpleListFilter):
    """Filter by what an article is now, scheduled and expired included."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _model_admin: object) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in State]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = self.value()
        if asked not in State.values or not isinstance(queryset, ArticleQuerySet):
            return queryset
        return queryset.in_state(State(asked), timezone.now())
