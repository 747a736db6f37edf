"""The public keys of signed copies: looked at, and declared lost."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import signing
from accounts.admin.rows import ReadOnly
from accounts.models import SignatureKey
from accounts.signed_in import signed_in


@admin.register(SignatureKey)
class SignatureKeyAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Keys whose private half another may have are declared lost: the page that checks copies then says so (V63)."""

    list_display = ("name", "first_used_at", "lost_at")
    actions = ("declare_lost",)

    def has_administrator_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).is_superuser

    @admin.action(
        description=gettext_lazy("Declare lost: stop vouching for what they signed"), permissions=["administrator"]
    )
    def declare_lost(self, request: HttpRequest, keys: QuerySet[SignatureKey]) -> None:
        """Say from now on that copies under these keys may be another's work. There is no way back."""
        for key in keys:
            try:
                signing.declare_lost(key=key, now=timezone.now())
            except signing.KeyInUse:
                said = gettext("%(key)s signs copies now. Put another first into TRACE_KEYS, and start the site again.")
                self.message_user(request, said % {"key": key}, messages.ERROR)
                continue
            self.log_change(request, key, gettext("Declared lost."))
            self.message_user(request, gettext("%(key)s is declared lost.") % {"key": key})
