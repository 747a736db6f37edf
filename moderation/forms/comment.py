"""The comment form, and what it shows a writer who is asked to think again."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.enums import Status
from moderation.models import Clause, Comment, Finding
from moderation.screening import Finding as Found
from moderation.screening.reading import MANY_MARKS


def validate_marks(value: str) -> None:
    """Refuse letters under a tower of accents, which spill over their neighbours' lines."""
    if MANY_MARKS.search(value):
        raise ValidationError(_("There are letters with too many accents in the text. Type those anew."))


class SharedFields(dict[str, forms.Field]):
    """Fields that every form of a class has in common: nothing changes them, so that no form needs its own copy."""

    def __deepcopy__(self, _memo: dict[int, object]) -> "SharedFields":
        return self


class CommentForm(forms.Form):
    """A comment's text. The token names the form, so that sent twice it is one comment."""

    body = forms.CharField(
        label=_("Your comment"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
        validators=[validate_usable, validate_marks],
        error_messages={"required": _("Write something first.")},
    )
    post_token = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    #: A trap for programs, which fill in whatever they find (C75).
    homepage = forms.CharField(required=False)
    is_final = forms.BooleanField(required=False, widget=forms.HiddenInput)
    was_asked = forms.BooleanField(required=False, widget=forms.HiddenInput)


CommentForm.base_fields = SharedFields(CommentForm.base_fields)


class EditForm(CommentForm):
    """A comment's new text, and the version it was made from."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Passage:
    """A stretch of the text, marked when something in it touches a rule: which, its grounds say."""

    text: str
    is_marked: bool
    grounds: tuple[int, ...] = ()


def advice(body: str, findings: Collection[Found], now: datetime) -> dict[str, Any]:  # the template's inputs
    """Return what a writer is shown: the marked text, and the rules in plain words (C20)."""
    grounds = {finding.ground for finding in findings if finding.ground}
    clauses = Clause.objects.in_force(now).filter(language=get_language(), ground__in=grounds)
    return {
        "passages": passages(body, findings),
        "clauses": list(clauses),
        "is_other_language": any(finding.ground is None for finding in findings),
        "is_shouting": any(finding.rule == "capitals" for finding in findings),
    }


def told(comment: Comment, now: datetime) -> dict[str, Any] | None:  # as above
    """Mark what in a waiting comment touches which ground; nothing where telling it would do harm."""
    found = Finding.objects.told(comment) if comment.status == Status.HELD else []
    seen = [finding.found for finding in found]
    return advice(comment.body, seen, now) if seen else None


def passages(body: str, findings: Iterable[Found]) -> list[Passage]:
    """Cut a text into marked and plain stretches, in order, without loss."""
    stretches: list[Passage] = []
    at = 0
    for start, end, grounds in _merged(findings):
        if start > at:
            stretches.append(Passage(body[at:start], is_marked=False))
        stretches.append(Passage(body[start:end], is_marked=True, grounds=tuple(sorted(filter(None, grounds)))))
        at = end
    return [*stretches, Passage(body[at:], is_marked=False)] if at < len(body) else stretches


def _merged(findings: Iterable[Found]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Join overlapping spans, with the grounds of each; the check of the language has none."""
    spans = sorted((f.start, f.end, f.ground or 0) for f in findings if f.start is not None and f.end is not None)
    current: tuple[int, int, frozenset[int]] | None = None
    for start, end, ground in spans:
        if current and start <= current[1]:
            current = (current[0], max(current[1], end), current[2] | {ground})
            continue
        if current:
            yield current
        current = (start, end, frozenset({ground}))
    if current:
        yield current
