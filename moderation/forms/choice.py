"""Why a comment is an editor's choice, and where in the article it is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import featured
from articles.models import Article
from moderation.actions.choices import Place
from moderation.models import Choice

#: What the list of places says of those that are no paragraph; a paragraph says how it begins, behind a mark.
NOWHERE, END, BEHIND = "", "end", "behind:"


class ChoiceForm(forms.Form):
    """One line for readers, about the text that was read."""

    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=Choice._meta.get_field("why").max_length,
        help_text=gettext_lazy("One line that readers see beside the comment."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("In the article"),
        required=False,
        help_text=gettext_lazy("If it moves the story on, readers see it in the text of the article as well."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101 # declared above
        place.choices = [
            (NOWHERE, _("Only in the discussion")),
            (END, _("At the end of the text")),
            *(
                (f"{BEHIND}{beginning}", _("After “%(beginning)s”") % {"beginning": beginning})
                for beginning in featured.beginnings(article.body)
            ),
        ]
        if self.initial.get("place", NOWHERE) not in dict(place.choices):
            self.initial["place"] = END  # its paragraph is gone, and that is where it stands

    def clean_place(self) -> Place | None:
        named = self.cleaned_data["place"]
        return None if named == NOWHERE else Place(named.removeprefix(BEHIND) if named != END else "")


def told_by(choice: Choice) -> dict[str, Any]:
    """Fill the form with what an earlier choice said."""
    place = NOWHERE if not choice.is_in_article else f"{BEHIND}{choice.after}" if choice.after else END
    return {"why": choice.why, "place": place}
