"""What the newsroom tells its screening: thresholds and the policy table."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.rows import FixedRows
from accounts.signed_in import signed_in
from moderation import descriptions, replay
from moderation.actions import tuning
from moderation.actions.tuning import Changes
from moderation.admin import changes
from moderation.admin.grounds import BY_GROUND, NamesGrounds
from moderation.admin.sure import ShowsFirst, ask, is_sure
from moderation.enums.screening import ScreeningAction
from moderation.forms.tuning import Number, TriedForm
from moderation.models import PolicyRow, Threshold
from moderation.previews import preview


class TuningAdmin(FixedRows, ShowsFirst):
    """Rows that are changed one value at a time, by an action that begins a new ruleset."""

    actions = ("restore",)
    list_per_page = 200
    change_list_template = "admin/moderation/ruleset/tuning_list.html"

    def act_on(self, row: Any) -> str:  # noqa: ANN401 # as below
        value = row.value if isinstance(row, Threshold) else row.action
        return "" if value == row.default else "restore"

    def told(self, row: Any) -> str:  # noqa: ANN401 # a threshold or a row of the policy
        """Say it in the reader's language."""
        raise NotImplementedError

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search in what the reader reads, too."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        wanted = search_term.casefold().split()
        told = [row.pk for row in queryset if all(word in self.told(row).casefold() for word in wanted)]
        return found | queryset.filter(pk__in=told), may_repeat

    def put_back(self, request: HttpRequest, shipping: Changes, title: str) -> HttpResponse | None:
        """Show what it would do to let rows be again as they ship; then let them, where that changes anything."""
        wanted = tuning.differing(shipping)
        if wanted and not is_sure(request):
            chosen, seen = (*wanted.thresholds, *wanted.policy), preview(wanted, now=timezone.now())
            return ask(self, request, title=title, lines=changes.lines(wanted), chosen=chosen, preview=seen)
        if tuning.change(wanted, by=signed_in(request), now=timezone.now()):
            messages.success(request, _("Changed. It counts from the next comment on."))
        else:
            messages.warning(request, _("Nothing is changed: it stands as it ships."))
        return None


class NumberForm(TriedForm):
    """A value or an action that differs from the one in force."""

    result: replay.Replay | None = None

    def changes(self) -> Changes:
        """Return what differs from what counts now."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Show what it would do before it counts."""
        said = super().clean() or {}
        if self.errors or not self.changed_data or self.changed_data == ["tried"]:
            return said
        wanted = self.changes().screened
        if not wanted or self.is_tried(str(wanted)):
            return said
        self.result = replay.replay(wanted, now=timezone.now())
        raise ValidationError(_("Nothing is changed yet. See what it would have done; save again to put it to use."))


class ThresholdForm(NumberForm):
    """A threshold's value."""

    value = Number(label=capfirst(gettext_lazy("value")), widget=forms.NumberInput(attrs={"step": "any"}))

    def changes(self) -> Changes:
        """Return the value."""
        return Changes(thresholds={self.instance.pk: self.cleaned_data["value"]})

    def clean_value(self) -> float:
        """Keep the value within its range, and say which that is."""
        value = float(self.cleaned_data["value"])
        row = self.instance
        if not row.lowest <= value <= row.highest:
            span = {"lowest": f"{row.lowest:g}", "highest": f"{row.highest:g}", "default": f"{row.default:g}"}
            raise ValidationError(
                _("Choose a value from %(lowest)s to %(highest)s; the one that ships is %(default)s.") % span
            )
        return value


class PolicyForm(NumberForm):
    """What a kind of evidence leads to."""

    def changes(self) -> Changes:
        """Return the action."""
        return Changes(policy={self.instance.pk: self.cleaned_data["action"]})


@admin.register(Threshold)
class ThresholdAdmin(TuningAdmin):
    """Every number that decides something, with its range and default (C70)."""

    form = ThresholdForm
    list_display = ("told", "is_now", "ships", "reaches", "name", "changed_by", "changed_at")
    list_select_related = ("changed_by",)
    search_fields = ("name", "description")
    fields = ("told", "value", "ships", "reaches", "name", "changed_by", "changed_at")
    readonly_fields = ("told", "ships", "reaches", "name", "changed_by", "changed_at")

    def save_model(self, request: HttpRequest, obj: Threshold, form: ThresholdForm, change: bool) -> None:  # noqa: ARG002, FBT001 # as above
        tuning.change_threshold(threshold=obj, value=obj.value, by=signed_in(request), now=timezone.now())

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def is_now(self, row: Threshold) -> str:
        return descriptions.plain(row.value)

    @admin.display(description=gettext_lazy("default"), ordering="default")
    def ships(self, row: Threshold) -> str:
        return descriptions.plain(row.default)

    @admin.display(description=gettext_lazy("range"))
    def reaches(self, row: Threshold) -> str:
        return f"{descriptions.plain(row.lowest)}–{descriptions.plain(row.highest)}"

    @admin.display(description=gettext_lazy("what it does"), ordering="description")
    def told(self, row: Threshold) -> str:
        """Say it in the reader's language."""
        return descriptions.of_threshold(row.name, row.description)

    @admin.action(description=gettext_lazy("Restore the value that ships"), permissions=["change"])
    def restore(self, request: HttpRequest, chosen: QuerySet[Threshold]) -> HttpResponse | None:
        """Put the chosen thresholds back, as one change."""
        shipping = Changes(thresholds={row.pk: row.default for row in chosen})
        return self.put_back(request, shipping, _("Restore the value that ships"))


@admin.register(PolicyRow)
class PolicyRowAdmin(NamesGrounds, TuningAdmin):
    """What each kind of evidence leads to."""

    form = PolicyForm
    list_display = ("told", "headed_ground", "action", "default", "kind", "changed_by", "changed_at")
    list_filter = ("action", BY_GROUND)
    list_select_related = ("changed_by",)
    search_fields = ("kind", "description")
    fields = ("told", "headed_ground", "action", "default", "kind", "changed_by", "changed_at")
    readonly_fields = ("kind", "headed_ground", "default", "told", "changed_by", "changed_at")

    def save_model(self, request: HttpRequest, obj: PolicyRow, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg] # noqa: ARG002, FBT001 # as above
        tuning.change_policy(row=obj, action=ScreeningAction(obj.action), by=signed_in(request), now=timezone.now())

    @admin.display(description=gettext_lazy("what is seen"), ordering="description")
    def told(self, row: PolicyRow) -> str:
        """Say it in the reader's language."""
        return descriptions.of_evidence(row.kind, row.description)

    @admin.action(description=gettext_lazy("Restore what ships"), permissions=["change"])
    def restore(self, request: HttpRequest, chosen: QuerySet[PolicyRow]) -> HttpResponse | None:
        """Put the chosen rows back, as one change."""
        shipping = Changes(policy={row.pk: row.default for row in chosen})
        return self.put_back(request, shipping, _("Restore what ships"))
