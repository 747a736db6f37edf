"""Deciding about several comments at once: which ones a moderator means, and why each of them is removed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation import desk, headings
from moderation.forms.decision import GroundField, ReasonsForm
from moderation.models import Clause, Comment, Finding, Ground

#: How far back a moderator looks for what somebody wrote, in days.
USUAL, LONGEST = 7, 365


class LatelyForm(forms.Form):
    """How many days back."""

    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=LONGEST)


class Row(NamedTuple):
    """A comment on the list, with its tick and its ground."""

    comment: Comment
    take: BoundField
    ground: BoundField


class TickedForm(forms.Form):
    """Which of the comments are meant, and under which ground each would go: its own, or the one for all."""

    ground = GroundField(
        Ground.objects.all(),
        label=_("Ground for all that have none of their own"),
        empty_label=_("choose a ground"),
        required=False,
    )

    def __init__(
        self, data: QueryDict | None, *, comments: Sequence[Comment], suggested: Mapping[int, int | None]
    ) -> None:
        super().__init__(data, auto_id="sweep_%s")
        self._comments = comments
        headed = [(number, f"{number}. {heading}") for number, heading in headings.of_grounds(timezone.now()).items()]
        own = [("", _("as for all")), *headed]
        for comment in comments:
            self.fields[f"take_{comment.pk}"] = forms.BooleanField(label=_("Take it"), required=False, initial=True)
            self.fields[f"ground_{comment.pk}"] = forms.ChoiceField(
                label=_("Ground"), choices=own, required=False, initial=suggested.get(comment.pk)
            )

    @property
    def rows(self) -> Iterator[Row]:
        for comment in self._comments:
            yield Row(comment, self[f"take_{comment.pk}"], self[f"ground_{comment.pk}"])

    def taken(self) -> list[Comment]:
        """Return what is ticked; only after is_valid()."""
        return [comment for comment in self._comments if self.cleaned_data[f"take_{comment.pk}"]]

    def ground_of(self, comment: Comment) -> str:
        """Return the number of the ground for a comment, or nothing; only after is_valid()."""
        for_all = self.cleaned_data["ground"]
        return self.cleaned_data[f"ground_{comment.pk}"] or (str(for_all.pk) if for_all else "")


class EachForm(ReasonsForm):
    """The statement of reasons for one of the comments."""

    def __init__(
        self, data: QueryDict | None, *, comment: Comment, clauses: Mapping[int, Clause], ground: str = ""
    ) -> None:
        initial = _filled_in(comment, clauses[int(ground)]) if ground else {}
        prefix = f"comment_{comment.pk}"
        super().__init__(data, initial=initial, clauses=clauses, prefix=prefix, auto_id="%s")
        self.comment = comment
        # a note is on the author's record, not on each comment
        del self.fields["note"]

    @property
    def heading(self) -> str:
        """Name the ground, in the moderator's language."""
        number = str(self["ground"].value() or "")
        return headings.headed(int(number), timezone.now()) if number.isdecimal() else gettext("choose a ground")


def _filled_in(comment: Comment, clause: Clause) -> dict[str, Any]:
    findings = Finding.objects.filter(comment=comment, version=comment.version)
    shown = desk.suggestion(comment, clause, list(findings))
    return {"ground": clause.ground_id, "facts": shown.facts, "why": shown.why}
