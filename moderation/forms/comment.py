"""The comment form, and what it shows a writer who is asked to think again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import is_blank, validate_usable
from moderation.enums import Status
from moderation.models import Clause, Comment, Finding
from moderation.screening import Finding as Found
from moderation.screening.reading import MANY_MARKS

NOTHING = _("Write something first.")


def validate_marks(value: str) -> None:
    """Refuse letters under a tower of accents, which spill over their neighbours' lines."""
    if not value.isascii() and MANY_MARKS.search(value):
        raise ValidationError(_("There are letters with too many accents in the text. Type those anew."))


def validate_visible(value: str) -> None:
    """Refuse a text of which nothing would be seen, as an empty one is."""
    if is_blank(value):
        raise ValidationError(NOTHING, code="required")


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
        validators=[validate_usable, validate_marks, validate_visible],
        error_messages={"required": NOTHING},
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
    """Cut a text where the grounds change that findings point at, in order, without loss."""
    spans = [
        (f.start, min(f.end, len(body)), f.ground or 0) for f in findings if f.start is not None and f.end is not None
    ]
    cuts = sorted({0, len(body), *(at for start, end, _ground in spans for at in (start, end))})
    pieces = groupby(pairwise(cuts), lambda piece: _touched(piece[0], piece[1], spans))
    runs = ((touched, list(run)) for touched, run in pieces)
    return [
        Passage(body[run[0][0] : run[-1][1]], is_marked=bool(touched), grounds=tuple(sorted(touched - {0})))
        for touched, run in runs
    ]


def _touched(start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> frozenset[int]:
    """Name the grounds of a stretch; 0 stands for the check of the language, which has none."""
    return frozenset(ground for first, last, ground in spans if first < end and start < last)
