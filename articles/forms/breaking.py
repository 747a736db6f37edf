"""Which article is an edition's breaking news, and for how long (A64)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.forms.choices import find_chosen
from articles.forms.placement import ArticleField
from articles.models import Edition
from articles.models.breaking import LONGEST

#: Hours that are proposed.
USUAL = 3


class BreakingForm(forms.Form):
    """The switch: one edition, one of its articles, some hours."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none())
    article = ArticleField(label=_("Article"), help_text=_("Its address or number. Readers must see it already."))
    headline = forms.CharField(
        label=_("Headline"),
        max_length=120,
        required=False,
        help_text=_("Stands on top of each page. Left empty: the article’s title."),
        validators=[validate_usable],
    )
    hours = forms.IntegerField(
        label=_("Hours"),
        min_value=1,
        max_value=LONGEST,
        initial=USUAL,
        help_text=_("Then it ends by itself; you can end it earlier, or press again for longer."),
    )

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined] # a ModelChoiceField's

    def clean(self) -> dict[str, Any]:
        """Find the article that was chosen, among the edition's."""
        if edition := self.cleaned_data.get("edition"):
            find_chosen(self, edition)
        return self.cleaned_data
