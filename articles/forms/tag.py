"""A tag, as the newsroom fills it in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.actions import tags
from articles.forms.choices import Chosen
from articles.models import Tag


class TagForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """How a tag is called, and the words of its address."""

    name = forms.CharField(label=_("Name"), max_length=60, validators=[validate_usable])
    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_(
            "The words in its address. Left empty, they are made from the name; an old address leads to the new."
        ),
    )

    class Meta:
        model = Tag
        fields = ("edition", "name", "slug")

    def clean(self) -> dict[str, Any]:
        """Refuse a name that the edition has; two that differ in case, accents or signs alone are one."""
        given = super().clean() or self.cleaned_data
        edition = self.instance.edition_id if self.instance.pk else getattr(given.get("edition"), "pk", None)
        try:
            folded = tags.folded(given.get("name", ""))
        except tags.NoName as nothing:
            if "name" in given:
                self.add_error("name", str(nothing))
            return given
        other = Tag.objects.standing().filter(edition=edition, folded=folded).exclude(pk=self.instance.pk).first()
        if other:
            self.add_error("name", str(tags.NameTaken(other)))
        return given


class MergeForm(forms.Form):
    """Into which other tag of its edition one is merged."""

    into = forms.CharField(
        label=_("Merge into"),
        max_length=100,
        widget=Chosen("admin:articles_tag_suggest", most=1),
        help_text=_("The name of another tag of this edition."),
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tag = tag
        self.fields["into"].widget.attrs |= {"data-edition": tag.edition_id, "rows": 1}

    def clean_into(self) -> Tag:
        """Find the tag by its name."""
        try:
            folded = tags.folded(self.cleaned_data["into"])
        except tags.NoName as nothing:
            raise ValidationError(str(nothing)) from nothing
        found = Tag.objects.by_name(self.tag.edition_id, [folded]).get(folded)
        if found is None or found == self.tag:
            raise ValidationError(str(tags.CannotMerge()))
        return found
