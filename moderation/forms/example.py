"""An example of a rule, as the newsroom keeps it (C80)."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.safety.text import validate_usable
from articles.paper import paper
from moderation.actions import examples
from moderation.models import Comment, RuleExample

BREAKS = ((True, gettext_lazy("It breaks this rule.")), (False, gettext_lazy("It looks like it, and breaks nothing.")))


class ExampleForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """Which rule it is about, what somebody said, and why it breaks the rule or does not."""

    #: The comment that it is taken from; set by the page.
    taken_from: ClassVar[Comment | None] = None

    breaks_it = forms.TypedChoiceField(
        label=gettext_lazy("Does it break the rule?"),
        choices=BREAKS,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = RuleExample
        fields = ("ground", "breaks_it", "language", "text", "why", "is_public")
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "why": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" not in self.fields:  # it is only read
            return
        codes = {edition.language: edition.language_name for edition in paper().editions}
        if there := self.initial.get("language") or self.instance.language:
            codes.setdefault(there, there)
        self.fields["language"] = forms.ChoiceField(label=self.fields["language"].label, choices=list(codes.items()))
        for name in ("text", "why"):
            self.fields[name].validators.append(validate_usable)

    def clean_text(self) -> str:
        """Keep nothing by which somebody is known, as far as the rules and the names around tell."""
        text: str = self.cleaned_data["text"]
        if found := examples.personal_data(text):
            passages = ", ".join(f"“{text[one.start : one.end]}”" for one in found)
            said = _("This looks like somebody’s personal data: %(passages)s. Put […] in its place.")
            raise ValidationError(said % {"passages": passages})
        comment = self.taken_from or self.instance.comment
        if comment and (name := examples.named_in(text, examples.names_around(comment))):
            raise ValidationError(_("The text still names %(name)s. Put […] in its place.") % {"name": name})
        return text
