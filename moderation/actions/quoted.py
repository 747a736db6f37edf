"""What others quoted of somebody's texts goes with the texts (V53)."""

from collections import defaultdict
from functools import partial, reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from accounts.enums import TextsAtErasure
from accounts.models import User
from accounts.safety.sanitize import clean_comment
from articles.models import Article
from moderation.actions import facts, ledger
from moderation.actions.rewriting import each, insist
from moderation.enums import Status
from moderation.excerpts import MARKS, Excerpts, Span, moved, without
from moderation.models import Comment, CommentVersion, Finding


@transaction.atomic
def take_out(*, person: User, texts: TextsAtErasure) -> None:
    """Take quotations of the person's texts out of what others wrote under the same articles, and had written before.

    Of texts that are left behind on the person's wish (`texts`), quotations stay, too. The text without them is the
    same version still, for nobody wrote it anew; what the screening marked in it moves along. Sealed copies stay.
    """
    for article, said in _said(person, texts).items():
        excerpts = Excerpts(said, facts.article_text(article))
        for comment in each(_may_quote(person) & Q(article=article) & ~Q(author=person)):
            insist(partial(_reword, excerpts), comment)
        earlier = CommentVersion.objects.filter(_may_quote(person, "comment__"), comment__article=article)
        for version in earlier.exclude(comment__author=person):
            if spans := excerpts.spans(version.body):
                body = without(version.body, spans)
                CommentVersion.objects.filter(pk=version.pk).update(body=body, html=clean_comment(body))
                _move_findings(version.comment_id, version.number, spans)


def _said(person: User, texts: TextsAtErasure) -> dict[Article, list[str]]:
    """Gather what is to be erased of the person, earlier versions included, by article."""
    erased = Comment.objects.by(person).select_related("article").prefetch_related("versions")
    if texts == TextsAtErasure.KEEP:
        erased = erased.exclude(status=Status.PUBLISHED, withdrawn_at__isnull=True)
    said: dict[Article, list[str]] = defaultdict(list)
    for comment in erased:
        bodies = [comment.body, *(version.body for version in comment.versions.all())]
        said[comment.article] += filter(None, bodies)
    return said


def _may_quote(person: User, comment: str = "") -> Q:
    """Condition for texts that answer the person or hold what marks a quotation; `comment` leads to their comment."""
    marked = (Q(body__contains=mark) for mark in MARKS)
    return reduce(or_, marked, Q(**{f"{comment}parent__author": person})) & ~Q(body="")


def _reword(excerpts: Excerpts, comment: Comment) -> None:
    if spans := excerpts.spans(comment.body):
        body = without(comment.body, spans)
        prints = vars(facts.prints(body, comment.article)) if comment.digest is not None else {}
        ledger.change(comment=comment, body=body, html=clean_comment(body), **prints)
        _move_findings(comment.pk, comment.version, spans)


def _move_findings(comment: int, version: int, spans: list[Span]) -> None:
    """Let what the screening marked point at the same words; what it marked in a quotation points nowhere any more."""
    for finding in Finding.objects.filter(comment=comment, version=version, start__isnull=False, end__isnull=False):
        span = moved((finding.start or 0, finding.end or 0), spans)
        finding.start, finding.end = span or (None, None)
        finding.save(update_fields=["start", "end"])
