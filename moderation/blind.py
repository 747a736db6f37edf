"""What a second moderator is shown of a comment: what the first one judged, and nothing that tells what they did (C80).

The text and what it answers are as they were when it was decided; what the rules found is what they found in that
text. Names, states, reports, the author's record and all that came later are left out, and so is every link to a page
that has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from articles.reach import reach
from moderation import desk
from moderation.desk import Segment
from moderation.models import (
    Appeal,
    Comment,
    CommentVersion,
    Decision,
    Finding,
    Harassment,
    Note,
    Report,
    SampledDecision,
    SecondJudgement,
)
from moderation.permissions import ANSWER, DECIDE


@dataclass(frozen=True)
class Parent:
    """A comment that is answered: its text as it was then, empty where readers do not see it any more."""

    text: str
    is_by_author: bool


@dataclass(frozen=True)
class Blind:
    """One comment, for somebody who is not to know how it was decided."""

    comment: Comment
    segments: tuple[Segment, ...]
    findings: list[Finding]
    parents: list[Parent]


def judgeable(user: User) -> Q:
    """Return the condition on drawn decisions that are the user's to judge again.

    None on a comment that they wrote, reported, noted something about, decided in any way or answered a letter about:
    they would know, or be no judge. None by somebody who is said to harass them, and none that they have had already.
    """
    comment = OuterRef("decision__comment")
    knowing = (
        Decision.objects.filter(comment=comment, decided_by=user),
        Report.objects.filter(comment=comment, reporter=user),
        Note.objects.filter(comment=comment, made_by=user),
        Appeal.objects.filter(contested__comment=comment, decided_by=user),
        SecondJudgement.objects.filter(sampled=OuterRef("pk"), made_by=user),
        Harassment.objects.shielding(user).filter(person=OuterRef("decision__subject")),
    )
    place = "decision__comment__article"
    theirs = reach(user, DECIDE).within(place) & reach(user, ANSWER).within(place)
    return theirs & ~Q(decision__subject=user) & Q(*(~Exists(rows) for rows in knowing))


def shown(sampled: SampledDecision) -> Blind:
    """Gather what is shown. Four queries at most, however much it answers; `sampled` holds its comment and article."""
    decision, comment = sampled.decision, judged(sampled.decision)
    version = decision.comment_version or 0  # every decision about a comment names one
    found = Finding.objects.filter(comment=comment, version=version).select_related("ground")
    findings = sorted(found, key=lambda finding: (-(finding.score or 0), finding.pk))
    above = Comment.objects.filter(article=comment.article, path__in=comment.ancestor_paths)
    parents = list(above.select_related("author").order_by("path"))
    texts = _texts_then((comment, *parents), decision)
    return Blind(
        comment=comment,
        segments=desk.segments(texts[comment.pk], findings),
        findings=findings,
        parents=[Parent(_shown(one, texts[one.pk]), one.author_id == comment.author_id) for one in parents],
    )


def text_then(decision: Decision) -> str:
    """Return the text that was decided about; empty where it is gone."""
    comment = judged(decision)
    return _texts_then((comment,), decision)[comment.pk]


def judged(decision: Decision) -> Comment:
    """Return the comment that a drawn decision is about: no other decisions are drawn."""
    assert decision.comment is not None  # noqa: S101 # as above
    return decision.comment


def _shown(parent: Comment, text: str) -> str:
    """Return what is shown of a comment that is answered; what was taken out of it since stays taken out."""
    if not parent.is_readable:
        return ""
    return parent.body if parent.redacted_at else text


def _texts_then(comments: Iterable[Comment], decision: Decision) -> dict[int, str]:
    """Return what each said when the decision was made: the first text that was replaced later, or today's."""
    texts = {comment.pk: comment.body for comment in comments}
    later = CommentVersion.objects.filter(comment__in=texts, replaced_at__gt=decision.made_at)
    return texts | dict(later.order_by("-number").values_list("comment", "body"))
