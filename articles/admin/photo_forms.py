"""What the newsroom fills in about photos."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles import images
from articles.fields import EditionTime
from articles.images import Taken
from articles.models import Photo
from articles.paper import paper

_ADDRESS = forms.URLInput(attrs={"class": "vTextField"})


class Share(forms.NumberInput):
    """A place between two edges: by mouse, touch and arrow keys, with no script."""

    input_type = "range"

    def __init__(self) -> None:
        super().__init__(attrs={"min": "0", "max": "1", "step": "0.01"})


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A photo's file, whose it is, and until when it may be shown. The file's own name and type are not believed."""

    file = forms.FileField(label=_("File"), help_text=_("JPEG, PNG, WebP or AVIF, at most 20 MB and 40 million pixels"))
    credit = forms.CharField(
        label=capfirst(_("credit")),
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("What is left empty here is read from the file, where that says it."),
        validators=[validate_usable],
    )
    caption = forms.CharField(
        label=capfirst(_("what its maker says of it")),
        max_length=1000,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("For the newsroom. What readers see below the photo is written with each article."),
        validators=[validate_usable],
    )
    rights = forms.CharField(
        label=capfirst(_("rights")),
        max_length=300,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("The notice of copyright, as its owner words it. Search engines are told."),
        validators=[validate_usable],
    )
    expires_at = EditionTime(
        label=capfirst(_("rights end")),
        required=False,
        help_text=_("From this minute on no reader sees the photo; articles go on without it. Left empty: it stays."),
    )
    licence_url = forms.URLField(label=_("Licence address"), required=False, assume_scheme="https", widget=_ADDRESS)
    source_url = forms.URLField(label=_("Source"), required=False, assume_scheme="https", widget=_ADDRESS)

    #: What was read from the file of a new photo.
    taken: Taken | None = None

    class Meta:
        model = Photo
        fields = (
            "file",
            "credit",
            "caption",
            "rights",
            "licence",
            "licence_url",
            "source_url",
            "expires_at",
            "focal_x",
            "focal_y",
        )
        widgets = {"focal_x": Share, "focal_y": Share}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        default, field = paper().default, self.fields.get("expires_at")
        if isinstance(field, EditionTime):  # whoever may only look has no fields
            field.zone = ZoneInfo(default.time_zone if default else "UTC")
            field.help_text = f"{field.help_text} ({field.zone.key})"

    def clean_file(self) -> object:
        """Refuse beside the field what is no picture."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        try:
            self.taken = images.taken(upload)
        except images.UnusablePicture as unusable:
            raise ValidationError(str(unusable)) from unusable
        return upload

    def clean(self) -> dict[str, Any]:
        """Ask for the maker where neither the form nor the file names one."""
        said = self.taken.said.credit if self.taken else ""
        is_known = bool(self.cleaned_data.get("credit") or said) or "credit" in self.errors
        if "credit" in self.fields and not is_known and "file" not in self.errors:
            self.add_error("credit", _("Name the maker of the photo: its file does not."))
        return self.cleaned_data


class ReplacementForm(forms.Form):
    """Which photo is shown in place of another."""

    other = forms.ModelChoiceField(label=_("Show instead"), queryset=Photo.objects.none())

    def __init__(self, *args: Any, photo: Photo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 # declared above
        is_in_force = Q(expires_at=None) | Q(expires_at__gt=now)
        field.queryset = Photo.objects.described().filter(is_in_force).exclude(pk=photo.pk).order_by("-pk")
