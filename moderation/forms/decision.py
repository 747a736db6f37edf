"""What a moderator fills in on the desk."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.restrictions import Use
from accounts.enums import RestrictedUse
from accounts.safety.text import validate_usable
from moderation import headings
from moderation.actions import appeals, suspensions
from moderation.actions.amending import Amendment
from moderation.actions.statements import Reasons
from moderation.enums import AppealOutcome, SanctionKind
from moderation.models import Appeal, Clause, Ground

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _text(
    label: "_StrPromise", help_text: "str | _StrPromise" = "", rows: int = 3, *, is_needed: bool = True
) -> forms.CharField:
    """Make a field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, help_text=help_text, required=is_needed, validators=[validate_usable], widget=widget
    )


class _GroundSelect(forms.Select):
    """A list of grounds in which each carries what its author is told, for the script that fills it in."""

    letters: Mapping[int, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 # Django's
        option = super().create_option(name, value, *args, **kwargs)
        is_ground = isinstance(value, ModelChoiceIteratorValue)
        letter = self.letters.get(value.value) if is_ground else None
        return option | {"attrs": option["attrs"] | ({"data-letter": letter} if letter else {})}


class GroundField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A ground by its number and heading, in the moderator's language."""

    widget = _GroundSelect

    def label_from_instance(self, obj: Ground) -> str:
        return f"{obj.number}. {headings.of_grounds(timezone.now()).get(obj.number, obj.code)}"


class ReasonsForm(forms.Form):
    """The ground and the words of the statement of reasons; `clauses` are those in the author's language."""

    ground = GroundField(Ground.objects.all(), label=_("Ground"), empty_label=_("choose a ground"))
    facts = _text(_("Facts"), _("What the person did. The person reads this."))
    why = _text(
        _("Why the ground applies"),
        _("Left empty, the person reads what the rules say of the ground."),
        is_needed=False,
    )
    law = forms.CharField(
        label=_("Law, if the content is illegal"), required=False, max_length=300, validators=[validate_usable]
    )
    note = _text(_("Note for colleagues"), _("The person does not read this."), rows=2, is_needed=False)

    def __init__(self, *args: Any, clauses: Mapping[int, Clause] = MappingProxyType({}), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = {number: clause.letter for number, clause in clauses.items()}
        widget = self.fields["ground"].widget
        assert isinstance(widget, _GroundSelect)  # noqa: S101 # declared above
        widget.letters = self.letters

    def clean(self) -> dict[str, Any]:
        """Say why by the ground's own sentence, where nothing is said or another ground's sentence was left (C30)."""
        said = super().clean() or {}
        why, ground = said.get("why", "").strip(), said.get("ground")
        if ground and (not why or why in self.letters.values()):
            said["why"] = self.letters.get(ground.number, why)
        if not said.get("why") and "why" not in self.errors:
            self.add_error("why", self.fields["facts"].error_messages["required"])
        return said

    def reasons(self) -> Reasons:
        """Return what was filled in; only after is_valid()."""
        given = self.cleaned_data
        return Reasons(ground=given["ground"], facts=given["facts"], why=given["why"], law=given["law"])


class RedactForm(ReasonsForm):
    """A removal of part of the text."""

    body = _text(_("Text that stays"), _("Take out what breaks the rule and put […] in its place."), rows=6)


class AmendmentForm(ReasonsForm):
    """What holds in place of a decision that was right in part (V13)."""

    body = _text(
        _("Text that comes back"),
        _("The comment’s text with […] in place of what breaks the rule. Left empty, only the ground changes."),
        rows=6,
        is_needed=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the answer says the rest
        del self.fields["note"]

    @classmethod
    def instead_of(cls, appeal: Appeal, data: QueryDict, clauses: Mapping[int, Clause]) -> "AmendmentForm | None":
        """Make the form where an appeal can be answered so; it is read for that outcome alone."""
        if AppealOutcome.PARTLY not in appeals.outcomes_for(appeal):
            return None
        chosen = data if data.get("outcome") == AppealOutcome.PARTLY else None
        return cls(chosen, initial=data.dict(), clauses=clauses, auto_id="instead_%s")

    def amendment(self) -> Amendment:
        """Return what was filled in; only after is_valid()."""
        return Amendment(self.reasons(), self.cleaned_data["body"])


class UnsealForm(forms.Form):
    """Why the text of a removed comment is opened."""

    purpose = forms.CharField(
        label=_("What you need it for"),
        help_text=_("Kept with your name. The author sees how often the staff opened sealed texts."),
        max_length=300,
        validators=[validate_usable],
    )


class UseForm(UnsealForm):
    """What data that is only kept is used for all the same (GDPR Art. 18(2))."""

    reason = forms.ChoiceField(label=_("The law allows it"), choices=RestrictedUse.choices)
    field_order = ("reason", "purpose")

    def use(self) -> Use:
        """Return what was stated."""
        return Use(RestrictedUse(self.cleaned_data["reason"]), self.cleaned_data["purpose"])


class NoteForm(forms.Form):
    """A word for colleagues about the author."""

    text = _text(_("Note for colleagues"), _("The person does not read this."), rows=2)


class SuspensionForm(ReasonsForm):
    """A suspension from commenting."""

    days = forms.IntegerField(
        label=_("Days"),
        help_text=_("It ends by itself."),
        min_value=1,
        max_value=suspensions.MOST_DAYS,
    )
    field_order = ("days",)


class SanctionForm(ReasonsForm):
    """A block, or the deletion of an account."""

    kind = forms.ChoiceField(label=_("Measure"), choices=SanctionKind.choices, widget=forms.RadioSelect)
    urgency = _text(
        _("Why a block cannot wait for a hearing"),
        _(
            "Only for a block at once: somebody is in danger, an offence goes on, an authority orders it. The person "
            "reads it, and it is counted in public."
        ),
        is_needed=False,
    )
    milder_measure_note = _text(_("Why a milder measure is not enough"), _("For colleagues only."))
    is_final_understood = forms.BooleanField(
        label=_("I know that this is the second counted sanction: access can never be restored after it."),
        required=False,
    )

    def __init__(self, *args: Any, is_final: bool = False, is_heard: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_heard:
            del self.fields["urgency"]
        # why nothing milder is enough is for colleagues already
        del self.fields["note"]
        if is_final:
            self.fields["is_final_understood"].required = True
        else:
            del self.fields["is_final_understood"]

    def clean(self) -> dict[str, Any]:
        """Ask why a block cannot wait, where the person would be heard before it."""
        said = super().clean()
        is_block = said.get("kind") == SanctionKind.BLOCK
        if is_block and "urgency" in self.fields and "urgency" not in self.errors and not said["urgency"].strip():
            self.add_error("urgency", _("Say why it cannot wait, or announce the block: then the person can reply."))
        return said


class AnswerForm(forms.Form):
    """The written answer to a letter."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer to the person"),
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Every outcome needs a written answer.")},
    )

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = appeals.outcomes_for(appeal)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 # declared above
        outcome.choices = [(value, AppealOutcome(value).label) for value in allowed]
