"""Requests about one's data: filed as they come in, and answered by the day that stands beside each (V37)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timeuntil
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import rights
from accounts.enums import Right, RightsOutcome
from accounts.models import RightsRequest
from accounts.signed_in import signed_in

FACTS = (
    "reference", "kind", "channel", "person", "name", "address", "language", "text", "received_at", "due_at",
    "extended_at",
)  # fmt: skip

TOO_LATE = gettext_lazy("The time can be extended once, and within the first month only. Answer now.")


class FilingForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A request that came by mail, on paper or by word of mouth, with the day on which it did."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not (said.get("person") or said.get("name") or said.get("address")):
            self.add_error(None, gettext("Say who asks: an account, a name or an address."))
        if said.get("received_at") and said["received_at"] > timezone.now():
            self.add_error("received_at", gettext("That day is still to come."))
        return said


class AnswerForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """Either an answer, or why it takes longer."""

    class Meta:
        labels = {"extension_reason": gettext_lazy("Takes longer: say why")}
        help_texts = {
            "extension_reason": gettext_lazy(
                "Two months more, once, while the first month runs (GDPR Art. 12(3)). The person gets these words."
            ),
            "answer": gettext_lazy("The person gets these words. Who gets less than they asked for has to read why."),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        is_answer = bool(said.get("answer") or said.get("outcome"))
        if is_answer and said.get("extension_reason") != self.instance.extension_reason:
            raise forms.ValidationError(gettext("Answer, or take longer: not both at once."))
        if is_answer and not said.get("outcome"):
            self.add_error("outcome", gettext("Choose what came of it."))
        if said.get("outcome") == RightsOutcome.GRANTED and self._is_unrestricted():
            self.add_error("outcome", gettext("Restrict the use of the data first, above: then it is done as asked."))
        if is_answer and not said.get("answer"):
            self.add_error("answer", gettext("Write the answer."))
        if not is_answer and not said.get("extension_reason"):
            raise forms.ValidationError(gettext("Write an answer, or why it takes longer."))
        if not is_answer and not rights.may_extend(self.instance, timezone.now()):
            self.add_error("extension_reason", TOO_LATE)
        return said

    def _is_unrestricted(self) -> bool:
        """Say whether a restriction was asked for that nobody has begun."""
        asked = self.instance
        return asked.kind == Right.RESTRICTION and asked.person is not None and asked.person.restricted_at is None


class OpenFilter(admin.SimpleListFilter):
    """Open ones first: they are what somebody comes here for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _admin: object) -> list[tuple[str, str]]:
        return [("open", gettext("open")), ("overdue", gettext("overdue")), ("answered", gettext("answered"))]

    def queryset(self, _request: HttpRequest, asked: QuerySet[RightsRequest]) -> QuerySet[RightsRequest]:
        match self.value():
            case "open":
                return asked.filter(answered_at__isnull=True)
            case "overdue":
                return asked.filter(answered_at__isnull=True, due_at__lte=timezone.now())
            case "answered":
                return asked.filter(answered_at__isnull=False)
        return asked


@admin.register(RightsRequest)
class RightsRequestAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    list_display = ("reference", "kind", "who", "received_at", "due", "outcome")
    list_filter = (OpenFilter, "kind")
    list_select_related = ("person",)
    search_fields = ("reference", "name", "address", "person__public_id")
    ordering = ("answered_at", "due_at")
    autocomplete_fields = ("person",)

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An answer is given once."""
        is_open = not (isinstance(obj, RightsRequest) and obj.answered_at)
        return is_open and super().has_change_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, *args: Any, **more: Any
    ) -> "type[forms.ModelForm[Any]]":
        return super().get_form(request, obj, *args, form=AnswerForm if obj else FilingForm, **more)

    def get_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        if obj is None:
            return ("kind", "channel", "received_at", "person", "name", "address", "language", "text")
        is_about_use = isinstance(obj, RightsRequest) and obj.kind == Right.RESTRICTION and obj.person
        more = ("restriction",) if is_about_use else ()
        return (*FACTS, *more, "outcome", "answer", "extension_reason", "answered_by", "answered_at")

    def get_readonly_fields(self, _request: HttpRequest, obj: RightsRequest | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return (
            *FACTS,
            "restriction",
            "answered_by",
            "answered_at",
            *(("extension_reason",) if obj.extended_at else ()),
        )

    def save_model(self, request: HttpRequest, obj: RightsRequest, *_args: object) -> None:
        """File it, extend it or answer it: the actions write the rows, and the letters."""
        now = timezone.now()
        if obj._state.adding:
            rights.file(request=obj, now=now)
        elif obj.outcome:
            outcome = RightsOutcome(obj.outcome)
            rights.answer(request=obj, outcome=outcome, text=obj.answer, by=signed_in(request), now=now)
        else:
            rights.extend(request=obj, reason=obj.extension_reason, now=now)

    def changeform_view(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        """Say of what was refused that it was: neither page nor history may call it changed."""
        try:
            return super().changeform_view(request, *args, **more)
        except rights.AlreadyAnswered:
            self.message_user(request, gettext("It was answered meanwhile; nothing was changed."), messages.ERROR)
        except rights.CannotExtend:
            self.message_user(request, TOO_LATE, messages.ERROR)
        return HttpResponseRedirect(request.path)

    @admin.display(description=gettext_lazy("restriction of processing"))
    def restriction(self, asked: RightsRequest) -> str:
        """Lead to the form that begins it, or say since when it runs."""
        if asked.person is None or asked.person.restricted_at:
            since = asked.person.restricted_at if asked.person else None
            return date_format(timezone.localtime(since), "DATETIME_FORMAT") if since else "–"
        address = resolve_url("admin:accounts_restriction_add") + f"?person={asked.person.pk}&request={asked.pk}"
        return format_html('<a href="{}">{}</a>', address, gettext("Restrict the use of this person’s data"))

    @admin.display(description=gettext_lazy("who asks"))
    def who(self, asked: RightsRequest) -> str:
        return asked.person.public_id if asked.person else asked.name or asked.address

    @admin.display(description=gettext_lazy("to be answered by"), ordering="due_at")
    def due(self, asked: RightsRequest) -> str:
        """Say how long there is; what is overdue stands out."""
        if asked.answered_at:
            return gettext("answered")
        if asked.due_at <= timezone.now():
            return format_html("<strong>{}</strong>", gettext("overdue"))
        return gettext("in %(time)s") % {"time": timeuntil(asked.due_at)}
