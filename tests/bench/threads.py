"""Filling a thread with comments as the ledger would have written them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max

from accounts.models import User
from articles.models import Article
from moderation import cards
from moderation.enums import Measure, Status
from moderation.models import Case, CaseComment, Comment, Decision, Finding, Thread
from moderation.screening import bands, digest, sketch
from tests.bench import words

BATCH = 2000
#: Of four comments the second and the third answer the first; the fourth stands alone and may wait for a moderator.
ANSWERS = {1: 1, 2: 2}
ALONE = 3


@transaction.atomic
def fill(article: Article, people: Sequence[User], *, comments: int, waiting: int, now: datetime) -> None:
    """Write a thread of so many comments, `waiting` of them held or flagged, each in a case of its own."""
    every = max(ALONE + 1, comments // waiting // 4 * 4) if waiting else 0
    first = (Comment.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    answered: dict[int, Comment] = {}
    published = 0
    for begin in range(0, comments, BATCH):
        numbers = range(begin, min(begin + BATCH, comments))
        batch = list(_comments(article, people, numbers, first, every, answered, comments, now))
        published += sum(one.status == Status.PUBLISHED for one in batch)
        _store(batch, every)
    Thread.objects.create(article=article, last_number=comments, published_count=published)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(statement)


def _comments(
    article: Article, people: Sequence[User], numbers: range, first: int, every: int,
    answered: dict[int, Comment], total: int, now: datetime,
) -> Iterator[Comment]:  # fmt: skip
    for n in numbers:
        parent = answered.get(n - ANSWERS[n % 4]) if n % 4 in ANSWERS else None
        body = words.comment(f"{article.pk}/{n}")
        made = Comment(
            pk=first + n,
            article=article,
            author=people[n * 7 % len(people)],
            parent=parent,
            number=n + 1,
            path=(parent.path if parent else "") + f"{n + 1:0{Comment.PATH_STEP}}",
            depth=1 if parent else 0,
            language=article.edition_id,
            body=body,
            html=f"<p>{body}</p>",
            digest=digest(body),
            **dict(zip(Comment.BANDS, bands(body), strict=True)),
            sketch=sketch(body, ""),
            status=Status.HELD if _waits(n, every) and n % 8 == ALONE else Status.PUBLISHED,
            submitted_at=now - timedelta(seconds=20 * (total - n)),
            reply_count=2 if n % 4 == 0 else 0,
            ruleset="1",
        )
        made.placed_at = made.submitted_at if made.status == Status.PUBLISHED else None
        made.card = cards.render(made)
        if n % 4 == 0:
            answered.clear()
            answered[n] = made
        yield made


def _waits(n: int, every: int) -> bool:
    return bool(every) and n % every == ALONE


def _store(batch: list[Comment], every: int) -> None:
    Comment.objects.bulk_create(batch, batch_size=500)
    Decision.objects.bulk_create(
        Decision(
            measure=Measure.HOLD if one.status == Status.HELD else Measure.PUBLISH,
            subject=one.author,
            comment=one,
            comment_version=1,
            made_at=one.submitted_at,
        )
        for one in batch
    )
    waiting = [one for one in batch if _waits(one.number - 1, every)]
    cases = Case.objects.bulk_create(
        Case(
            article_id=one.article_id,
            risk=100 + one.number * 37 % 800,
            grounds=["ground:5"],
            is_held=one.status == Status.HELD,
            opened_at=one.submitted_at,
        )
        for one in waiting
    )
    CaseComment.objects.bulk_create(
        CaseComment(case=case, comment=one, version=1) for case, one in zip(cases, waiting, strict=True)
    )
    Finding.objects.bulk_create(
        Finding(comment=one, version=1, rule="phrases", ground_id=5, score=0.5, start=0, end=10, action="flag")
        for one in waiting
    )
