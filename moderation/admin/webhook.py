"""Webhooks: made and changed by administrators, paused ones let go on; a secret is shown once (C72)."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.actions.setting_log import Log
from accounts.signed_in import signed_in
from moderation.actions import webhooks
from moderation.forms.webhook import WebhookForm
from moderation.models import WebhookTarget
from moderation.webhooks import Event


class ForAdministrators:
    """For a ModelAdmin: what lets data leave the site is for administrators alone, whatever a role is given."""

    def has_administrator_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return signed_in(request).is_superuser

    has_view_permission = has_add_permission = has_change_permission = has_administrator_permission
    has_delete_permission = has_module_permission = has_administrator_permission


@admin.register(WebhookTarget)
class WebhookTargetAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    form = WebhookForm
    list_display = ("name", "address", "told_of", "answered_at", "failing_since", "last_error", "paused_at")
    fields = (
        "name",
        "address",
        "events",
        "begins_at",
        "answered_at",
        "failing_since",
        "last_error",
        "paused_at",
        "previous_until",
    )
    readonly_fields = fields[3:]
    ordering = ("name",)
    actions = ("give_new_secret", "let_go_on")

    @admin.display(description=gettext_lazy("is told that"))
    def told_of(self, target: WebhookTarget) -> str:
        return "; ".join(str(Event(event).label) for event in target.events)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:  # noqa: ANN401, ARG002 # Django's signature
        """Ask at first for nothing but what one chooses."""
        return self.fields if obj else self.fields[:3]

    def save_model(self, request: HttpRequest, obj: WebhookTarget, form: WebhookForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        if change:
            webhooks.amend(target=obj, log=_log(request))
        else:
            webhooks.make(target=obj, log=_log(request))

    def response_add(self, request: HttpRequest, obj: WebhookTarget, _next: str | None = None) -> HttpResponse:
        """Show the secret, here and never again."""
        return self._secret(request, obj)

    def delete_model(self, request: HttpRequest, obj: WebhookTarget) -> None:
        webhooks.remove(target=obj, log=_log(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[WebhookTarget]) -> None:
        for target in queryset:
            webhooks.remove(target=target, log=_log(request))

    @admin.action(description=gettext_lazy("Give a new secret"), permissions=["administrator"])
    def give_new_secret(self, request: HttpRequest, chosen: QuerySet[WebhookTarget]) -> HttpResponse | None:
        """Show a new secret; the former one holds a day longer."""
        if len(chosen) != 1:
            self.message_user(request, gettext("Choose one webhook: its secret is shown once."), messages.WARNING)
            return None
        target = chosen[0]
        webhooks.rotate(target=target, log=_log(request))
        return self._secret(request, target)

    @admin.action(description=gettext_lazy("Let paused ones go on"), permissions=["administrator"])
    def let_go_on(self, request: HttpRequest, chosen: QuerySet[WebhookTarget]) -> None:
        """Tell them again of what happens from now on."""
        for target in chosen.filter(paused_at__isnull=False):
            webhooks.go_on(target=target, log=_log(request))
            said = gettext("%(name)s is told again of what happens from now on. What waited stands in the outbox.")
            self.message_user(request, said % {"name": target.name})

    def _secret(self, request: HttpRequest, target: WebhookTarget) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Secret of %(name)s") % {"name": target.name},
            "opts": self.opts,
            "target": target,
        }
        return TemplateResponse(request, "admin/moderation/webhooktarget/secret.html", context)


def _log(request: HttpRequest) -> Log:
    return Log(signed_in(request), timezone.now())
