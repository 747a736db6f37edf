"""Which change readers are shown with a correction, as an editor chooses it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Comparison
from articles.models.comparison import Step, steps
from articles.printed import told_by

#: Changes to choose from: who corrects an article has made one of the last.
MOST = 10


class ChangeField(forms.TypedChoiceField):
    """A change of what readers see, by the number of the text that they got with it; none unless one is chosen."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Show readers what changed"),
            help_text=gettext_lazy(
                "Word by word, with what was taken out, on a page of its own beside the correction. Show nothing of "
                "what had to go: personal data, libel, what endangers somebody, what a court or an authority forbade. "
                "You can choose later, and take it back at any time."
            ),
            coerce=int,
            empty_value=None,
            required=False,
        )

    def offer(self, article: Article | None, shown: int | None = None) -> list[Step]:
        """Let the last changes be chosen that readers of a live article got, and the one shown; return them."""
        found = steps(article) if article and (shown or article.is_live(timezone.now())) else []
        offered = [step for place, step in enumerate(found) if place < MOST or step.after.number == shown]
        changes = [(step.after.number, in_words(step, article)) for step in offered if article]
        choices = [(str(number), _("Yes: %(change)s") % {"change": words}) for number, words in changes]
        self.choices = [("", _("No: the correction alone")), *choices]
        return offered


class ComparisonForm(forms.Form):
    """Which change is shown with a correction that is recorded already; chosen is what is shown."""

    change = ChangeField()

    def __init__(self, article: Article, shown: Comparison | None, data: Any = None) -> None:  # noqa: ANN401 # as Django has it
        chosen = shown.after.number if shown else None
        super().__init__(data, initial={"change": chosen})
        change = self.fields["change"]
        assert isinstance(change, ChangeField)  # noqa: S101 # declared above
        self.steps = change.offer(article, chosen)


def in_words(step: Step, article: Article) -> str:
    """Say by the edition's clock when readers got which text in the place of which."""
    said = {"when": told_by(article.edition, step.at), "before": step.before.number, "after": step.after.number}
    return _("%(when)s, revision %(after)d in the place of %(before)d") % said
