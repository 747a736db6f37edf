"""What is to be done to many articles, as the newsroom asks for it (A54)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.actions import tags
from articles.enums import BulkAct
from articles.models import BulkJob, Section
from articles.models.bulk import OF_TAGS, OF_TEXTS


class ActForm(forms.Form):
    """Which act, where the list has not said so."""

    act = forms.ChoiceField(label=_("Act"))

    def __init__(self, data: Mapping[str, str] | None = None, *, acts: Iterable[BulkAct]) -> None:
        super().__init__(data)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 # declared above
        field.choices = [(act.value, act.label) for act in acts]


class AnswersForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What one of the acts has to know besides: a job that is not stored yet. Acts that ask nothing have no field."""

    tag = forms.CharField(
        label=_("Tag"),
        max_length=60,
        validators=[validate_usable],
        help_text=_("Its name. In each edition the tag of that name is meant; where there is none nothing is done."),
    )
    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.all())
    is_shown = forms.BooleanField(
        label=_("Show it to readers at once"),
        required=False,
        help_text=_("What is out or scheduled is published with it. Otherwise that waits to be published."),
    )

    class Meta:
        model = BulkJob
        fields = ("tag", "section", "is_shown")

    def __init__(self, data: Mapping[str, Any] | None = None, *, act: BulkAct, sections: Q) -> None:
        super().__init__(data, instance=BulkJob(act=act))
        asks = {"tag": act in OF_TAGS, "section": act == BulkAct.MOVE, "is_shown": act in OF_TEXTS}
        for name in [name for name, is_asked in asks.items() if not is_asked]:
            del self.fields[name]
        if "section" in self.fields:
            narrowed = self.fields["section"]
            assert isinstance(narrowed, forms.ModelChoiceField)  # noqa: S101 # declared above
            narrowed.queryset = Section.objects.filter(sections)

    def clean_tag(self) -> str:
        """Take a name that tags can have."""
        name = " ".join(self.cleaned_data["tag"].split())
        try:
            tags.folded(name)
        except tags.NoName as nothing:
            raise ValidationError(str(nothing)) from nothing
        return name
