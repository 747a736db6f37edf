"""Restrictions of processing: begun here, and ended in writing (GDPR Art. 18)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import restrictions
from accounts.models import Restriction
from accounts.signed_in import signed_in

FACTS = (
    "person", "request", "ground", "reason", "begun_at", "begun_by", "told_at", "told_by", "ended_at", "end",
)  # fmt: skip
NOT_NOW = gettext_lazy("The restriction has changed meanwhile; nothing was done.")


class BeginningForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """Whose data is only kept from now on, and why."""

    class Meta:
        help_texts = {
            "person": gettext_lazy(
                "From now on their comments are not shown, nothing is decided about them and nothing of theirs is "
                "deleted; they read and do not write. They are told by letter."
            ),
            "reason": gettext_lazy("The person gets these words."),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        person, asked = said.get("person"), said.get("request")
        if person and person.is_staff:
            self.add_error("person", gettext("Who works here needs the account: take it off the staff first."))
        elif person and person.erased_at:
            self.add_error("person", gettext("The account is erased: nothing is left to restrict."))
        elif person and person.restricted_at:
            self.add_error("person", gettext("A restriction runs already."))
        if person and asked and asked.person_id != person.pk:
            self.add_error("request", gettext("That is somebody else’s request."))
        return said


class EndingForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """Why it ends."""

    class Meta:
        labels = {"end_reason": gettext_lazy("End it: say why")}
        help_texts = {
            "end_reason": gettext_lazy(
                "The person gets these words at once. The restriction ends three days later, not before the letter has "
                "been delivered (GDPR Art. 18(3))."
            ),
        }

    def clean_end_reason(self) -> str:
        reason = str(self.cleaned_data["end_reason"]).strip()
        if not reason:
            raise forms.ValidationError(gettext("Say why it ends."))
        return reason


class RunningFilter(admin.SimpleListFilter):
    """Running ones are what somebody comes here for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _admin: object) -> list[tuple[str, str]]:
        return [("running", gettext("running")), ("ended", gettext("ended"))]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Restriction]) -> QuerySet[Restriction]:
        if self.value() in ("running", "ended"):
            return rows.filter(ended_at__isnull=self.value() == "running")
        return rows


@admin.register(Restriction)
class RestrictionAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """For those who answer requests about data."""

    list_display = ("user_id", "ground", "begun_at", "begun_by", "told_at", "ended_at", "end")
    list_filter = (RunningFilter, "ground")
    list_select_related = ("person", "begun_by")
    search_fields = ("person__public_id", "request__reference")
    autocomplete_fields = ("person", "request")
    ordering = ("-begun_at",)
    actions = ("keep",)

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An end is announced once."""
        is_done = isinstance(obj, Restriction) and (obj.told_at or obj.ended_at)
        return not is_done and super().has_change_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, *args: Any, **more: Any
    ) -> "type[forms.ModelForm[Any]]":
        return super().get_form(request, obj, *args, form=EndingForm if obj else BeginningForm, **more)

    def get_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return (*FACTS, "end_reason") if obj else ("person", "request", "ground", "reason")

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return FACTS if obj else ()

    def save_model(self, request: HttpRequest, obj: Restriction, *_args: object) -> None:
        """Begin it, or announce its end: the actions write the rows, and the letters."""
        by, now = signed_in(request), timezone.now()
        if obj._state.adding:
            restrictions.begin(restriction=obj, by=by, now=now)
        else:
            restrictions.announce_end(restriction=obj, reason=obj.end_reason, by=by, now=now)

    def changeform_view(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        """Say of what was refused that it was: neither page nor history may call it done."""
        try:
            return super().changeform_view(request, *args, **more)
        except (restrictions.AlreadyRestricted, restrictions.NotAMember, restrictions.NotRunning):
            self.message_user(request, NOT_NOW, messages.ERROR)
        return HttpResponseRedirect(request.path)

    @admin.action(description=gettext_lazy("Keep it running: take the announced end back"), permissions=["change"])
    def keep(self, request: HttpRequest, rows: QuerySet[Restriction]) -> None:
        """Let the chosen restrictions go on; the person is written to by whoever heard them."""
        for restriction in rows:
            try:
                restrictions.keep(restriction=restriction, now=timezone.now())
            except restrictions.NotRunning:
                self.message_user(request, NOT_NOW, messages.WARNING)
            else:
                self.log_change(request, restriction, gettext("The announced end was taken back."))
                self.message_user(request, gettext("The restriction goes on."), messages.SUCCESS)

    @admin.display(description=gettext_lazy("user ID"), ordering="person__public_id")
    def user_id(self, restriction: Restriction) -> str:
        return restriction.person.public_id
