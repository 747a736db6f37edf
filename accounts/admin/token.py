"""Tokens of programs: whose they are, what they may do, and their end. Nobody sees a secret here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.actions import tokens
from accounts.admin.rows import ReadOnly, UnlessKept
from accounts.models import ApiToken
from accounts.signed_in import signed_in


@admin.register(ApiToken)
class ApiTokenAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    list_display = ("key", "name", "person", "codes", "ends_at", "used_on", "revoked_at")
    list_filter = ("revoked_at", "used_on")
    list_select_related = ("person",)
    search_fields = ("key", "name", "person__name", "person__public_id")
    search_help_text = gettext_lazy("the beginning or the name of a token, a name, or a user ID")
    fields = ("person", "name", "key", "labels", "has_second_factor", "made_at", "ends_at", "used_on", "revoked_at")
    readonly_fields = ("labels",)
    ordering = ("-pk",)
    actions = ("revoke",)

    @admin.display(description=gettext_lazy("may"))
    def codes(self, token: ApiToken) -> str:
        return ", ".join(token.scopes)

    @admin.display(description=gettext_lazy("may"))
    def labels(self, token: ApiToken) -> str:
        return "; ".join(token.labels)

    def has_administrator_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).is_superuser

    @admin.action(description=gettext_lazy("Revoke"), permissions=["administrator"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        """End the chosen tokens at once."""
        for token in chosen:
            tokens.revoke(token=token, now=timezone.now())
            self.log_change(request, token, gettext("Revoked."))
        said = ngettext("%d token is revoked.", "%d tokens are revoked.", len(chosen))
        self.message_user(request, said % len(chosen))
