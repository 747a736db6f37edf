"""The letter to the moderators."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.actions import scans
from moderation.actions.scans import Scanned
from moderation.enums import AppealKind, Channel
from moderation.letters import Letter
from moderation.models import StatementOfReasons

SUBJECTS = {
    AppealKind.RESTORATION: _("Restoration of my account"),
    AppealKind.REVIEW: _("Review of the decision against my account"),
    AppealKind.COMPLAINT: _("Complaint about the removal of my comment"),
}
EXPLAIN = {
    AppealKind.RESTORATION: _(
        "Explain the acts that led to the block. Any explanation counts, also that it was not you. The moderators read "
        "it and answer in writing."
    ),
    AppealKind.REVIEW: _("Explain why you think that the decision was wrong. Another moderator than before decides."),
    AppealKind.COMPLAINT: _("Explain why you think that the removal was wrong. Another moderator than before decides."),
}


class ScansInput(forms.FileInput):
    """Several files at once: the pages of a letter."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Scanned pages, told by their content and made fit to be kept."""

    widget = ScansInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp,image/avif"})

    def clean(self, data: Any, initial: Any = None) -> list[Scanned]:  # noqa: ANN401 # Django's
        """Return the files as they are kept; refuse the first that is none we keep."""
        uploads = [upload for one in data or [None] if (upload := super(ScansField, self).clean(one, initial))]
        try:
            scans.check_number(len(uploads))
            return [scans.read(upload) for upload in uploads]
        except scans.UnusableScan as why:
            raise ValidationError(str(why)) from why


SCANS_HELP = _("A PDF of at most 10 MB, or pictures: those are kept without what the file says of camera and place.")


class AddScansForm(forms.Form):
    """Pages that come to a letter later."""

    scans = ScansField(label=_("Scans of the letter"), help_text=SCANS_HELP)


class OpenScanForm(forms.Form):
    """Why a scan is opened."""

    purpose = forms.CharField(
        label=_("What you need it for"),
        help_text=_("Kept with your name. The person sees it."),
        max_length=300,
        validators=[validate_usable],
    )


class FiledLetterForm(forms.Form):
    """A letter that came on paper, or to another address: filed by the staff with the day it came (V6, C36)."""

    channel = forms.ChoiceField(
        label=_("Came by"), choices=[(Channel.PAPER, Channel.PAPER.label), (Channel.EMAIL, Channel.EMAIL.label)]
    )
    received_on = forms.DateField(label=_("Day it came"), widget=forms.DateInput(attrs={"type": "date"}))
    sender = forms.EmailField(
        label=_("Address to answer to"),
        required=False,
        help_text=_(
            "Only needed while nobody knows whose account it is about: then the person is told what is missing."
        ),
    )
    subject = forms.CharField(label=_("Subject"), required=False, max_length=200, validators=[validate_usable])
    user_id = forms.CharField(
        label=_("User ID"),
        required=False,
        max_length=40,
        validators=[validate_usable],
        help_text=_("As it stands in the letter: M- and eight characters."),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        validators=[validate_usable],
    )

    scans = ScansField(label=_("Scans of the letter"), required=False, help_text=SCANS_HELP)

    def clean_received_on(self) -> date:
        """Refuse a day that has not been."""
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def letter(self) -> Letter:
        """Say it as a message by mail is read; only after is_valid()."""
        said = self.cleaned_data
        noon = datetime.combine(said["received_on"], time(12), tzinfo=timezone.get_current_timezone())
        return Letter(
            sender=said["sender"].lower(),
            subject=said["subject"],
            user_id=said["user_id"].strip().upper(),
            reference="",
            explanation=said["explanation"],
            message_id="",
            sent_at=min(noon, timezone.now()),
        )


class LetterForm(forms.Form):
    """Subject, user ID and explanation; the first two are filled in (V5)."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    user_id = forms.CharField(label=_("User ID"), max_length=40, disabled=True)
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        validators=[validate_usable],
        error_messages={
            "required": _("Write what happened, in your own words. Without an explanation nobody can decide.")
        },
    )

    @classmethod
    def about(cls, statement: StatementOfReasons, kind: AppealKind, data: object = None) -> "LetterForm":
        """Make the form for a letter of this kind about the decision that the statement explains."""
        form = cls(data, initial={"subject": SUBJECTS[kind], "user_id": statement.person.public_id})  # type: ignore[arg-type] # QueryDict or None
        form.fields["explanation"].help_text = EXPLAIN[kind]
        return form
