"""What a reader chooses, and what the browser tells with it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.age import AgeForm
from articles.actions.devices import Device
from articles.models import Article, Section
from articles.paper import EditionFace
from articles.push import quiet

#: Unpadded or padded, as browsers write 65 and 16 bytes.
KEY, SECRET = re.compile(r"[\w-]{87}=?"), re.compile(r"[\w-]{22}(==)?")


class TopicsForm(AgeForm):
    """The sections of an edition of which a reader wants news."""

    sections = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Section.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one topic at least.")},
    )

    def __init__(self, *args: Any, edition: EditionFace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sections"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 # declared above
        names = {section.pk: section.name for section in edition.sections}
        field.queryset = Section.objects.filter(pk__in=names)
        field.label_from_instance = lambda section: names[section.pk]  # type: ignore[method-assign, assignment] # Django's own way


class DeviceForm(TopicsForm):
    """The same, with what the browser tells of itself."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.RegexField(KEY)
    auth = forms.RegexField(SECRET)
    time_zone = forms.CharField(max_length=64)

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if zone not in quiet.zones():
            raise ValidationError(_("This is no time zone."))
        return zone

    @property
    def device(self) -> Device:
        return Device(**{name: self.cleaned_data[name] for name in ("endpoint", "p256dh", "auth", "time_zone")})


class NoticeForm(forms.Form):
    """What an editor sends."""

    title = forms.CharField(label=_("Title"), max_length=100, widget=forms.TextInput(attrs={"class": "vTextField"}))
    text = forms.CharField(
        label=_("Text"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    is_urgent = forms.BooleanField(
        label=_("Urgent"),
        required=False,
        help_text=_("Comes at night, too, and beyond the number that a day allows. For what cannot wait alone."),
    )

    @classmethod
    def about(cls, article: Article, data: QueryDict | None = None) -> "NoticeForm":
        """Begin with the article's own words, cut where a device would."""
        return cls(data, initial={"title": _cut(article.title, 100), "text": _cut(article.summary, 200)})


def _cut(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
