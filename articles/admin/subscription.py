"""One subscription at a time, for who may: by its address, and with a reason that is kept."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.admin.rows import ReadOnly, UnlessKept
from accounts.privacy import dossier
from accounts.signed_in import signed_in
from articles.actions import subscriptions
from articles.enums import SubscriptionAct
from articles.models import Subscription


class FindForm(forms.Form):
    """Whose, and what for."""

    address = forms.EmailField(label=gettext_lazy("e-mail address"), max_length=254)
    purpose = forms.CharField(
        label=gettext_lazy("What for?"),
        max_length=300,
        help_text=gettext_lazy("Kept with your name; a member reads it in their copy. Name nobody else."),
    )


@admin.register(Subscription)
class SubscriptionAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """There is no list of addresses: what staff need is the subscription of somebody who asks (V58)."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 # Django's signature
        """Ask for an address and a reason; a POST shows what it subscribes to, or ends it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = FindForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and "end" in request.POST:
            return self._end(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Subscriptions of an address"),
            "opts": self.opts,
            "form": form,
            "is_asked": form.is_bound and form.is_valid(),
            "found": self._open(request, form) if form.is_valid() else [],
            "may_end": self._may_end(request),
        }
        return TemplateResponse(request, "admin/articles/subscription/find.html", context)

    def change_view(self, *_args: Any, **_more: Any) -> HttpResponse:
        """Lead to the question what for."""
        return redirect("admin:articles_subscription_changelist")

    def _open(self, request: HttpRequest, form: FindForm) -> list[Subscription]:
        """Find what the address subscribes to, and note who looked, and what for, before it is shown."""
        asked = form.cleaned_data
        rows = Subscription.objects.filter(pk__in=self.get_queryset(request)).at(asked["address"].lower())
        found = list(rows.select_related("person", "edition").prefetch_related("sections").order_by("pk"))
        for subscription in found:
            self.log_change(request, subscription, f"Opened: {asked['purpose']}")
            if subscription.person:
                dossier.log_access(
                    staff=signed_in(request),
                    person=subscription.person,
                    what="news by mail",
                    purpose=asked["purpose"],
                    now=timezone.now(),
                )
        return found

    def _end(self, request: HttpRequest, form: FindForm) -> HttpResponse:
        """End all of an address, at the reader's wish; whoever asks by another way has the right to it, too."""
        if not self._may_end(request):
            raise PermissionDenied
        found = self._open(request, form)
        for subscription in found:
            subscriptions.end(subscription=subscription, now=timezone.now(), act=SubscriptionAct.STOPPED)
        self.message_user(request, gettext("Ended: %(count)s.") % {"count": len(found)}, messages.SUCCESS)
        return redirect("admin:articles_subscription_changelist")

    def _may_end(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.delete_subscription")
