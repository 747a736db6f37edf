"""What a reader says is wrong in an article, and what the newsroom answers."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.actions.corrections import Note
from articles.enums import CorrectionKind
from articles.models import Correction
from moderation.actions.mistakes import Answer, Told
from moderation.enums import MistakeState
from moderation.models import Mistake


class MistakeForm(forms.Form):
    """What is wrong in the article, and for strangers where to answer."""

    text = forms.CharField(
        label=_("What is wrong in the article?"),
        max_length=2000,
        help_text=_("The sentence or the figure, what is right, and how you know if you can say so."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        validators=[validate_usable],
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, help_text=_("Only if you want an answer by mail.")
    )

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            del self.fields["email"]

    def told(self, network: str) -> Told:
        """Say it in the domain's words; only after is_valid()."""
        said = self.cleaned_data
        return Told(said["text"], said.get("email", ""), get_language() or "en", network)


class _ToldField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A correction or a report, named by what it is called and how it begins."""

    def label_from_instance(self, obj: Correction | Mistake) -> str:
        return f"{capfirst(str(obj))}: {obj.text[:80]}"


class AnswerMistakeForm(forms.Form):
    """What the newsroom found: a correction, new or there already, no mistake, or an earlier report of the same."""

    state = forms.ChoiceField(
        label=_("What did you find?"),
        widget=forms.RadioSelect,
        choices=[(state.value, state.label) for state in MistakeState if state != MistakeState.OPEN],
    )
    kind = forms.ChoiceField(label=_("New correction"), required=False, choices=CorrectionKind)
    text = forms.CharField(
        label=_("Text of the new correction"),
        required=False,
        max_length=2000,
        help_text=_("What was wrong and what is right, for readers. Once they have seen it, it stays as it is."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        validators=[validate_usable],
    )
    correction = _ToldField(
        label=_("Or one that is recorded already"), required=False, queryset=Correction.objects.none()
    )
    repeats = _ToldField(label=_("Reported before as"), required=False, queryset=Mistake.objects.none())
    answer = forms.CharField(
        label=_("Answer to the reader"),
        required=False,
        max_length=2000,
        help_text=_("Stands in the letter below what you found. Who reports the same reads it, too: name nobody."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        validators=[validate_usable],
    )

    def __init__(self, *args: Any, mistake: Mistake, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = mistake.comment.article_id
        others = Mistake.objects.used().filter(comment__article=article, repeats__isnull=True).exclude(pk=mistake.pk)
        self._offer("correction", Correction.objects.filter(article=article).order_by("-pk"))
        self._offer("repeats", others.order_by("-pk"))

    def _offer(self, name: str, rows: Any) -> None:  # noqa: ANN401 # a queryset of either model
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 # declared above
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Ask for what the answer needs, and for nothing beside it."""
        said = super().clean() or {}
        is_new, is_there = bool(said.get("text", "").strip()), bool(said.get("correction"))
        match said.get("state"):
            case MistakeState.CORRECTED if is_new == is_there and not self.has_error("text"):
                self.add_error("text", _("Write a new correction, or choose one that is recorded already."))
            case MistakeState.DUPLICATE if not said.get("repeats"):
                self.add_error("repeats", _("Choose the earlier report."))
            case MistakeState.NO_MISTAKE if is_new or is_there:
                self.add_error("state", _("You found no mistake and name a correction. Leave one of the two out."))
        return said

    @property
    def typed(self) -> list[str]:
        """Give back what was written, where somebody else has answered first."""
        return [text for name in ("text", "answer") if (text := str(self[name].value() or "").strip())]

    def given(self) -> Answer:
        """Say it in the domain's words; only after is_valid()."""
        said, state = self.cleaned_data, MistakeState(self.cleaned_data["state"])
        is_new = state == MistakeState.CORRECTED and not said["correction"]
        return Answer(
            state=state,
            words=said["answer"],
            correction=said["correction"] if state == MistakeState.CORRECTED else None,
            note=Note(CorrectionKind(said["kind"] or CorrectionKind.CORRECTION), said["text"]) if is_new else None,
            repeats=said["repeats"] if state == MistakeState.DUPLICATE else None,
        )
