"""Versions of the policies, written per language and published once; and the optional purposes."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from accounts.actions import ages, consents, policies, setting_log
from accounts.actions.setting_log import Log
from accounts.admin.rows import FixedRows
from accounts.enums import Country, Setting
from accounts.forms.reasoned import ReasonedForm
from accounts.models import AgeOfConsent, PolicyText, PolicyVersion, Purpose, PurposeText
from accounts.safety.sanitize import clean_policy
from accounts.signed_in import signed_in


class PolicyTextForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A text's markup is cleaned, and fingerprinted as it will be shown."""

    class Meta:
        model = PolicyText
        fields = ("language", "title", "summary", "body")

    def clean_body(self) -> str:
        return clean_policy(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.instance.sha256 = policies.fingerprint(said.get("title", ""), said.get("body", ""))
        return said


class PolicyVersionForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """A change that matters holds thirty days after its publication, or says what demands it sooner (V20)."""

    class Meta:
        widgets: ClassVar[dict[str, Any]] = {"urgency_reason": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        urgency, reason = said.get("urgency", ""), said.get("urgency_reason", "")
        if urgency and not reason:
            self.add_error("urgency_reason", _("Say what exactly demands it, for whoever asks later."))
        if reason and not urgency:
            self.add_error("urgency", _("Choose which of these it is, or leave the reason empty."))
        self._leave_time(said)
        return said

    def _leave_time(self, said: dict[str, Any]) -> None:
        meant, now = PolicyVersion(pk=self.instance.pk), timezone.now()
        for name in ("document", "change_class", "urgency"):
            setattr(meant, name, said.get(name, ""))
        at, earliest = said.get("effective_at"), policies.earliest_start(meant, now)
        if at and now < earliest and at < earliest:
            sooner = _(
                "Members are told thirty days before it holds. Choose %(day)s or later, leave this empty to begin as "
                "soon as that allows, or say below what demands it sooner."
            )
            self.add_error("effective_at", sooner % {"day": _day(earliest)})


class Unpublished:
    """Staff change what nobody is bound by yet; a published version is read only (G01)."""

    def has_change_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return super().has_change_permission(request, row) and not _is_published(row)  # type: ignore[misc] # ModelAdmin's

    def has_delete_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return super().has_delete_permission(request, row) and not _is_published(row)  # type: ignore[misc] # as above


class PolicyTextInline(Unpublished, admin.StackedInline):  # type: ignore[type-arg] # not generic at run time
    model = PolicyText
    form = PolicyTextForm
    extra = 0

    def has_add_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return super().has_add_permission(request, row) and not _is_published(row)


@admin.register(PolicyVersion)
class PolicyVersionAdmin(Unpublished, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Draft a version, write its texts, publish it: in force from the date given, or after the notice."""

    form = PolicyVersionForm
    fields = (
        "document", "number", "change_class", "effective_at", "urgency", "urgency_reason",
        "published_at", "published_by",
    )  # fmt: skip
    list_display = ("__str__", "change_class", "published_at", "effective_at", "urgency", "published_by")
    list_filter = ("document", "change_class", "urgency")
    list_select_related = ("published_by",)
    readonly_fields = ("published_at", "published_by")
    inlines = (PolicyTextInline,)
    actions = ("publish",)

    @admin.action(description=gettext_lazy("Publish for good, and tell the members"), permissions=["change"])
    def publish(self, request: HttpRequest, versions: QuerySet[PolicyVersion]) -> None:
        """Publish each chosen version; say why where one cannot be."""
        now = timezone.now()
        for version in versions:
            try:
                policies.publish(version=version, by=signed_in(request), now=now, effective_at=_start(version, now))
            except policies.AlreadyPublished:
                said = _("%(version)s is published already. Draft a new version instead.")
                self.message_user(request, said % {"version": version}, messages.ERROR)
            except policies.TooSoon as soon:
                said = _(
                    "%(version)s is not published: members are told thirty days before it holds. Set “in force from” "
                    "to %(day)s or later, or empty it, and publish it then."
                )
                self.message_user(request, said % {"version": version, "day": _day(soon.earliest)}, messages.ERROR)
            except policies.NoText:
                said = _("%(version)s has no text yet. Write one in each language first.")
                self.message_user(request, said % {"version": version}, messages.ERROR)
            except policies.LanguageMissing as missing:
                said = _("%(version)s has no text yet in: %(languages)s. Write it first; afterwards none can be added.")
                names = ", ".join(str(get_language_info(code)["name_translated"]) for code in missing.languages)
                self.message_user(request, said % {"version": version, "languages": names}, messages.ERROR)
            else:
                self.message_user(request, _("%(version)s is published.") % {"version": version}, messages.SUCCESS)


class PurposeTextInline(admin.StackedInline):  # type: ignore[type-arg] # not generic at run time
    model = PurposeText
    extra = 0


@admin.register(Purpose)
class PurposeAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """What members may switch on. A purpose is retired, never deleted: choices refer to it."""

    form = ReasonedForm
    list_display = ("code", "basis", "position", "retired_at")
    inlines = (PurposeTextInline,)

    def save_model(self, request: HttpRequest, obj: Purpose, form: ReasonedForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        form.before = consents.spelt(obj.code)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ReasonedForm, *given: Any) -> None:
        """Write down what changed once the words are stored, too."""
        super().save_related(request, form, *given)
        setting_log.record(
            what=Setting.PURPOSE,
            subject=form.instance.code,
            before=form.before,
            after=consents.spelt(form.instance.code),
            log=Log(signed_in(request), timezone.now(), form.cleaned_data["why"]),
        )

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False


@admin.register(AgeOfConsent)
class AgeOfConsentAdmin(FixedRows, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """From which age one consents alone, by country, and by which law (V52)."""

    form = ReasonedForm
    list_display = ("__str__", "years", "source")
    list_filter = ("years",)
    fields = ("country", "years", "source", "why")
    readonly_fields = ("country",)

    def save_model(self, request: HttpRequest, obj: AgeOfConsent, form: ReasonedForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        log = Log(signed_in(request), timezone.now(), form.cleaned_data["why"])
        ages.amend(country=Country(obj.country), years=obj.years, source=obj.source, log=log)


def _start(version: PolicyVersion, now: datetime) -> datetime | None:
    """Say from when a version is to hold; one whose day is over and that need not be announced holds at once."""
    at = version.effective_at
    return max(at, now) if at and policies.earliest_start(version, now) <= now else at


def _day(earliest: datetime) -> str:
    """Name the first whole day that is late enough."""
    return date_format(timezone.localtime(earliest) + timedelta(days=1))


def _is_published(row: Model | None) -> bool:
    return isinstance(row, PolicyVersion) and row.published_at is not None
