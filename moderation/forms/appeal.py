"""The letter to the moderators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.enums import AppealKind
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
