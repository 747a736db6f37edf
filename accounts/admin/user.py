"""People with an account: their facts to read, their part on the staff to change."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.admin.rows import FixedRows
from accounts.models import User
from accounts.signed_in import signed_in


@admin.register(User)
class UserAdmin(FixedRows, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Nobody sets another's password here, and people register themselves."""

    list_display = ("public_id", "name", "email", "joined_at", "is_staff", "blocked_at", "closing_at")
    list_filter = ("is_staff", "groups", "blocked_at")
    search_fields = ("public_id", "name", "email")
    ordering = ("-joined_at", "-pk")
    fields = (
        "public_id",
        "name",
        "email",
        "language",
        "joined_at",
        "last_login",
        "blocked_at",
        "closing_at",
        "erased_at",
        "is_staff",
        "is_superuser",
        "groups",
    )
    filter_horizontal = ("groups",)

    def get_readonly_fields(self, request: HttpRequest, _row: Model | None = None) -> tuple[str, ...]:
        """Only an administrator says who is on the staff."""
        facts = self.fields[:9]  # up to `erased_at`
        return tuple(facts) if signed_in(request).is_superuser else tuple(self.fields)
