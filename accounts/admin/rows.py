"""Rows that the admin shows, and that nobody makes there."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.permissions import may_see_restricted
from accounts.signed_in import signed_in


class FixedRows:
    """Rows that set-up makes: staff change them, and neither add nor delete any."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False


class UnlessKept:
    """Rows about people: what is only kept (GDPR Art. 18) is listed for those who answer requests about data alone."""

    #: The paths of keys to the people; empty where the row is the person.
    people: tuple[str, ...] = ("person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # as ModelAdmin has it
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc] # ModelAdmin's
        if may_see_restricted(signed_in(request)):
            return rows
        paths = ("__".join(filter(None, (person, "restricted_at", "isnull"))) for person in self.people)
        return rows.filter(**dict.fromkeys(paths, True))


class ReadOnly(FixedRows):
    """Rows that acts and the machinery write: staff look at them."""

    def has_change_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False
