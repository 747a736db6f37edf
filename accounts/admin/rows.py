"""Rows that the admin shows, and that nobody makes there."""

from django.db.models import Model
from django.http import HttpRequest


class FixedRows:
    """Rows that set-up makes: staff change them, and neither add nor delete any."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False


class ReadOnly(FixedRows):
    """Rows that acts and the machinery write: staff look at them."""

    def has_change_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False
