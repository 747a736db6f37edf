"""What a moderator fills in on the desk."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.actions import appeals
from moderation.actions.statements import Reasons
from moderation.enums import AppealOutcome, SanctionKind
from moderation.models import Appeal, Ground

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _text(label: "_StrPromise", help_text: "str | _StrPromise" = "", rows: int = 3) -> forms.CharField:
    """Make a field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, validators=[validate_usable], widget=widget)


class ReasonsForm(forms.Form):
    """The ground and the words of the statement of reasons."""

    ground = forms.ModelChoiceField(Ground.objects.all(), label=_("Ground"), empty_label=_("choose a ground"))
    facts = _text(_("Facts"), _("What the person did. The person reads this."))
    why = _text(_("Why the ground applies"))
    law = forms.CharField(
        label=_("Law, if the content is illegal"), required=False, max_length=300, validators=[validate_usable]
    )

    def reasons(self) -> Reasons:
        """Return what was filled in; only after is_valid()."""
        given = self.cleaned_data
        return Reasons(ground=given["ground"], facts=given["facts"], why=given["why"], law=given["law"])


class RedactForm(ReasonsForm):
    """A removal of part of the text."""

    body = _text(_("Text that stays"), _("Take out what breaks the rule and put […] in its place."), rows=6)


class UnsealForm(forms.Form):
    """Why the text of a removed comment is opened."""

    purpose = forms.CharField(
        label=_("What you need it for"),
        help_text=_("Kept with your name. The author sees how often the staff opened sealed texts."),
        max_length=300,
        validators=[validate_usable],
    )


class SanctionForm(ReasonsForm):
    """A block, or the deletion of an account."""

    kind = forms.ChoiceField(label=_("Measure"), choices=SanctionKind.choices, widget=forms.RadioSelect)
    milder_measure_note = _text(_("Why a milder measure is not enough"), _("For colleagues only."))
    is_final_understood = forms.BooleanField(
        label=_("I know that this is the second counted sanction: access can never be restored after it."),
        required=False,
    )

    def __init__(self, *args: Any, is_final: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_final:
            self.fields["is_final_understood"].required = True
        else:
            del self.fields["is_final_understood"]


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
