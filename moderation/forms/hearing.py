"""What is said before a block: the person's reply, and what moderators decide after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import is_blank, validate_usable
from moderation.actions import suspensions
from moderation.actions.hearings import Verdict
from moderation.enums import HearingOutcome
from moderation.forms.decision import ReasonsForm
from moderation.models import Hearing

#: What a moderator may choose, and the word for it on the desk.
CHOICES = {
    HearingOutcome.NOTHING: _("leave it at nothing"),
    HearingOutcome.WARNED: _("warn"),
    HearingOutcome.SUSPENDED: _("suspend from commenting"),
    HearingOutcome.BLOCKED: _("block the account"),
}


class ReplyForm(forms.Form):
    """A reply to an announced block."""

    explanation = forms.CharField(
        label=_("Your reply"),
        help_text=_(
            "Say how you see it: what is wrong, what speaks for you, what would be enough. Whatever you write is read."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        validators=[validate_usable],
        error_messages={
            "required": _("Write your reply first. If you do not want to reply, you need not do anything.")
        },
    )

    def clean_explanation(self) -> str:
        """Refuse what nobody would see."""
        said: str = self.cleaned_data["explanation"]
        if is_blank(said):
            raise forms.ValidationError(self.fields["explanation"].error_messages["required"])
        return said


class AnnouncementForm(ReasonsForm):
    """A block that is announced, with the reasons that would be given for it."""

    milder_measure_note = forms.CharField(
        label=_("Why a milder measure is not enough"),
        help_text=_("For colleagues only."),
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class VerdictForm(ReasonsForm):
    """What is decided after a hearing; a block only once the person has replied or the time for it is over."""

    outcome = forms.ChoiceField(label=_("Measure"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("Days, where you suspend"), required=False, min_value=1, max_value=suspensions.MOST_DAYS
    )
    answer = forms.CharField(
        label=_("What you say to the reply"),
        help_text=_("The person reads it. Needed where there is a reply, and where you leave it at nothing."),
        required=False,
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    is_final_understood = forms.BooleanField(
        label=_("I know that this is the second counted sanction: access can never be restored after it."),
        required=False,
    )
    field_order = ("outcome", "days", "is_final_understood", "answer")

    def __init__(self, *args: Any, hearing: Hearing, may_block: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        del self.fields["note"]
        if not (may_block and hearing.is_final):
            del self.fields["is_final_understood"]
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 # declared above
        outcome.choices = [
            (value, label) for value, label in CHOICES.items() if may_block or value != HearingOutcome.BLOCKED
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen measure needs."""
        said = super().clean()
        needed = self.fields["facts"].error_messages["required"]
        outcome = said.get("outcome")
        if outcome == HearingOutcome.SUSPENDED and not said.get("days") and "days" not in self.errors:
            self.add_error("days", needed)
        if outcome == HearingOutcome.BLOCKED and said.get("is_final_understood") is False:
            self.add_error("is_final_understood", needed)
        is_answered = said.get("answer", "").strip() or "answer" in self.errors
        if not is_answered and (self.hearing.reply or outcome == HearingOutcome.NOTHING):
            self.add_error("answer", needed)
        return said

    def verdict(self) -> Verdict:
        """Return what was filled in; only after is_valid()."""
        said = self.cleaned_data
        return Verdict(HearingOutcome(said["outcome"]), self.reasons(), said["answer"], said["days"] or 0)
