"""Forms that agree to a purpose on the words that their page shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions import consents
from accounts.models import PurposeText

#: The field that names the words of the page.
WORDS = "words"
CHANGED = _("The words have changed since you opened this page. Please read them, and choose again.")


def agrees(form: forms.Form, text: PurposeText | None) -> bool:
    """Say whether a form is filled in well, on the words that hold now; beside the form what is wrong with it (C41)."""
    if form.is_valid() and consents.are_others(text, form.data.get(WORDS, "")):
        form.add_error(None, CHANGED)
    return form.is_valid()
