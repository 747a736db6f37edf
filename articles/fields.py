"""Fields of the newsroom's forms, and how they are filled in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from articles.models import Section


class RichText(forms.Textarea):
    """A text with formatting. Without scripts its markup is edited by hand."""

    class Media:
        css: ClassVar = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
                "django_prose_editor/overrides.css",
                "articles/editor.css",
            ]
        }
        js: ClassVar = [forms.Script(f"articles/{name}.js", type="module") for name in ("editor", "writing", "noting")]

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 24, "data-rich-text": ""})


def let_paste(field: forms.Field) -> None:
    """Refuse a text that is too long in words, rather than cut it off while it is pasted."""
    field.widget.attrs.pop("maxlength", None)


class Unremembered(forms.HiddenInput):
    """A hidden value that no browser puts back into a page that was loaded anew."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})


class Minute(forms.DateTimeInput):
    """A day and time, picked or typed, as the edition's clock shows it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class EditionTime(forms.DateTimeField):
    """A minute of the edition's clock, not the server's; one that its clock skips or shows twice is refused."""

    widget = Minute
    zone: tzinfo = UTC

    def prepare_value(self, value: object) -> object:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A section as the edition names it; by its code where it does not."""

    names: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj: Section) -> str:
        return self.names.get(obj.pk, obj.code)


def narrow(field: forms.Field, among: Q) -> None:
    """Offer fewer rows to choose among."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 # for those alone
    assert field.queryset is not None  # noqa: S101 # they have one as they are declared
    field.queryset = field.queryset.filter(among)
