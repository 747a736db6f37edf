"""A signed copy that somebody was shown, to see whether it is genuine (V63)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.actions import signing
from accounts.privacy import signatures

#: In bytes: some hundred times what a statement takes.
LARGEST = 1_000_000
NONE = _("This is no signed copy. Choose the file as it was downloaded here, with an ending of .json.")
UNKNOWN = _("We did not sign this: it names a key that was never ours. Do not rely on what it says.")
ALTERED = _("Something in this copy was changed after we signed it. Do not rely on what it says.")


class CopyForm(forms.Form):
    """Takes a copy and checks it; `cleaned_data["copy"]` is a `signing.Copy`. The file is not kept."""

    copy = forms.FileField(
        label=_("Signed copy"),
        error_messages={"required": _("Choose the file."), "empty": NONE, "missing": _("Choose the file.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_copy(self) -> signing.Copy:
        file: UploadedFile[Any] = self.cleaned_data["copy"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(NONE)
        try:
            return signing.read(file.read().decode())
        except (signatures.NoCopy, UnicodeDecodeError) as none:
            raise ValidationError(NONE) from none
        except signatures.KeyUnknown as unknown:
            raise ValidationError(UNKNOWN) from unknown
        except signatures.Altered as altered:
            raise ValidationError(ALTERED) from altered
