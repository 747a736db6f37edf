"""A correction, as the newsroom fills it in."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.actions.corrections import Note
from articles.enums import CorrectionKind
from articles.forms.comparison import ChangeField
from articles.models import Article, Correction


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What a correction says, of which article, and in the place of which earlier one."""

    text = forms.CharField(
        label=capfirst(_("text")),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was wrong and what is right, for readers. Once they have seen it, it stays as it is."),
        validators=[validate_usable],
    )
    supersedes = forms.ModelChoiceField(
        label=capfirst(_("supersedes")),
        queryset=Correction.objects.none(),
        required=False,
        help_text=_("An earlier one of this article that was wrong itself. Both can be read."),
    )

    change = ChangeField()

    class Meta:
        model = Correction
        fields = ("article", "kind", "text", "supersedes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article, now = self._article(), timezone.now()
        supersedes = self.fields["supersedes"]
        assert isinstance(supersedes, forms.ModelChoiceField)  # noqa: S101 # declared above
        kept = Q(pk=self.instance.supersedes_id)
        found = Correction.objects.to_supersede(article, now).values("pk") if article else []
        supersedes.queryset = Correction.objects.filter(Q(pk__in=found) | kept)
        change = self.fields["change"]
        assert isinstance(change, ChangeField)  # noqa: S101 # declared above
        change.offer(None if self.instance.pk else article)

    def _article(self) -> Article | None:
        """Return the article that is corrected, as far as it is known."""
        if self.instance.pk:
            return self.instance.article  # type: ignore[no-any-return] # a correction's
        chosen = self.data.get("article") or self.get_initial_for_field(self.fields["article"], "article")
        is_key = str(chosen).isascii() and str(chosen).isdecimal() and len(str(chosen)) < 19
        return Article.objects.filter(pk=int(str(chosen))).first() if is_key else None

    @property
    def note(self) -> Note:
        given = self.cleaned_data
        return Note(CorrectionKind(given["kind"]), given["text"], given["supersedes"])
