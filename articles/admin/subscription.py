"""What one address gets by mail, for who may ask: with a reason that is kept."""

from datetime import datetime
from typing import Any, ClassVar

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
from articles.models.mailed import MailedQuerySet


class FindForm(forms.Form):
    """Whose, and what for."""

    address = forms.EmailField(label=gettext_lazy("e-mail address"), max_length=254)
    purpose = forms.CharField(
        label=gettext_lazy("What for?"),
        max_length=300,
        help_text=gettext_lazy("Kept with your name; a member reads it in their copy. Name nobody else."),
    )


class ByAddress(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """There is no list of addresses: what staff need is what somebody gets who asks (V58)."""

    #: What it is in the record of who looked, what the page is called, what is loaded with a row, and its page.
    what: ClassVar[str]
    page_title: ClassVar[Any]
    loaded: ClassVar[tuple[str, ...]]
    page: ClassVar[str]

    def end(self, row: Any, now: datetime) -> None:  # noqa: ANN401 # a row of `model`
        """End one, as somebody asked the staff to."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 # Django's signature
        """Ask for an address and a reason; a POST shows what it subscribes to, or ends it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = FindForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and "end" in request.POST:
            return self._end(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": str(self.page_title),
            "opts": self.opts,
            "form": form,
            "is_asked": form.is_bound and form.is_valid(),
            "found": self._open(request, form) if form.is_valid() else [],
            "may_end": self._may_end(request),
        }
        return TemplateResponse(request, self.page, context)

    def change_view(self, *_args: Any, **_more: Any) -> HttpResponse:
        """Lead to the question what for."""
        return redirect(self._address())

    def _address(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"

    def _open(self, request: HttpRequest, form: FindForm) -> list[Any]:
        """Find what the address gets, and note who looked, and what for, before it is shown."""
        asked = form.cleaned_data
        rows: MailedQuerySet[Any] = self.model.objects.filter(pk__in=self.get_queryset(request))
        found = list(rows.at(asked["address"].lower()).select_related("person", *self.loaded).order_by("pk"))
        for one in found:
            self.log_change(request, one, f"Opened: {asked['purpose']}")
            if one.person:
                dossier.log_access(
                    staff=signed_in(request),
                    person=one.person,
                    what=self.what,
                    purpose=asked["purpose"],
                    now=timezone.now(),
                )
        return found

    def _end(self, request: HttpRequest, form: FindForm) -> HttpResponse:
        """End all of an address, at the reader's wish; whoever asks by another way has the right to it, too."""
        if not self._may_end(request):
            raise PermissionDenied
        found = self._open(request, form)
        for one in found:
            self.end(one, timezone.now())
        self.message_user(request, gettext("Ended: %(count)s.") % {"count": len(found)}, messages.SUCCESS)
        return redirect(self._address())

    def _may_end(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.delete_{self.opts.model_name}")


@admin.register(Subscription)
class SubscriptionAdmin(ByAddress):
    """News by mail."""

    what = "news by mail"
    page_title = gettext_lazy("Subscriptions of an address")
    loaded = ("edition",)
    page = "admin/articles/subscription/find.html"

    def end(self, row: Subscription, now: datetime) -> None:
        subscriptions.end(subscription=row, now=now, act=SubscriptionAct.STOPPED)
