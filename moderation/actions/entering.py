"""Storing imported comments by the batch, each with what follows from it: person, decision, place, counts and card.

What readers saw elsewhere is published and what waited there waits here, each by a decision like the screening's, so
that the status is the replay of the ledger. Nothing is removed: a removal is a person's, and says why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.privacy import keys
from accounts.rows import made
from accounts.safety.sanitize import clean_comment
from articles import pages
from articles.models import Article
from moderation import cards
from moderation.actions import facts, judging, ledger, policies, queue
from moderation.enums import Measure, Status
from moderation.imports.shapes import Format
from moderation.imports.spool import Kept
from moderation.models import Comment, Decision, ImportedAuthor, ImportedComment, Thread

#: No password has this as its hash.
NONE = "!"


class Source(NamedTuple):
    """Where comments come from: the name that tells exports apart, and how addresses were made there."""

    name: str
    form: Format


@dataclass
class Entered:
    """What became of a batch: how many of each, and the keys of those that are not as they were."""

    published: int = 0
    waiting: int = 0
    places: int = 0
    already: int = 0
    erased: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@transaction.atomic
def enter(*, batch: Sequence[Kept], source: Source, articles: Mapping[int, Article], now: datetime) -> Entered:
    """Store what is not stored yet of a batch, in the order of the discussions."""
    there = stored(source.name, (one.key for one in batch))
    outcome = Entered(already=len(there))
    fresh = [one for one in batch if one.key not in there]
    people = _people(fresh, source.name, articles)
    if erased := [one.key for one in fresh if people[_identity(one)].erased_at]:
        fresh = list(_without_erased(fresh, people))
        people |= _people(fresh, source.name, articles)
    outcome.erased = erased
    _answer(fresh, source.name)
    numbers = _numbers(fresh, outcome)
    comments = _comments(fresh, source.name, articles, people, numbers)
    Decision.objects.bulk_create(_decision(one, comments[one.key], now) for one in fresh)
    ImportedComment.objects.bulk_create(
        ImportedComment(
            comment=comments[one.key],
            source=source.name,
            old_id=one.key,
            old_url=source.form.permalink_of(one.url, one.key)[:2000],
        )
        for one in fresh
    )
    for one in fresh:
        if _waits(one):
            _queue(comments[one.key], now)
    for pk in {one.article for one in fresh}:
        pages.touch(article=pk)
    outcome.places = sum(not one.body for one in fresh)
    outcome.waiting = sum(map(_waits, fresh))
    outcome.published = len(fresh) - outcome.places - outcome.waiting
    return outcome


def stored(source: str, numbers: Iterable[str]) -> frozenset[str]:
    """Return those of a source's comments that are imported already."""
    found = ImportedComment.objects.filter(source=source, old_id__in=list(numbers))
    return frozenset(found.values_list("old_id", flat=True))


def _waits(one: Kept) -> bool:
    return one.waits and bool(one.body)


def _is_read(one: Kept) -> bool:
    return bool(one.body) and not one.waits


def _without_erased(fresh: Iterable[Kept], people: Mapping[str, User]) -> Iterator[Kept]:
    """Leave out what is by somebody who was erased here; what is answered leaves its place."""
    for one in fresh:
        if people[_identity(one)].erased_at is None:
            yield one
        elif one.is_answered:
            yield replace(one, body="")


def _identity(one: Kept) -> str:
    """Name whose comment it is: an account and the name shown with it; of a name alone others may have the same."""
    if not one.body:
        return "nobody"
    return f"{one.author}\n{one.name}" if one.author else f"comment {one.key}"


def _people(fresh: Sequence[Kept], source: str, articles: Mapping[int, Article]) -> dict[str, User]:
    """Find who wrote these before, and make persons of the others: without mailbox, password or account."""
    first = {_identity(one): one for one in reversed(fresh)}
    digests = {digest: who for who in first for digest in keys.digests(f"{source}:{who}")}
    known = ImportedAuthor.objects.filter(source=source, digest__in=digests).select_related("person")
    people = {digests[row.digest]: row.person for row in known}
    new = {who: _person(one, articles[one.article].edition_id) for who, one in first.items() if who not in people}
    User.objects.bulk_create(new.values())
    key = keys.newest()
    ImportedAuthor.objects.bulk_create(
        ImportedAuthor(person=person, source=source, digest=key.digest(f"{source}:{who}"))
        for who, person in new.items()
    )
    return people | new


def _person(one: Kept, language: str) -> User:
    return User(
        email=None, name=one.name if one.body else "", password=NONE, is_active=False, language=language,
        joined_at=one.at,
    )  # fmt: skip


def _answer(fresh: Sequence[Kept], source: str) -> None:
    """Count readable answers on comments that are stored already."""
    within = {one.key for one in fresh}
    gained = Counter(
        (one.article, one.parent) for one in fresh if one.parent and one.parent not in within and _is_read(one)
    )
    for (article, key), count in sorted(gained.items()):
        answered = ImportedComment.objects.filter(source=source, old_id=key, comment__article=article)
        Comment.objects.filter(pk__in=answered.values("pk")).update(reply_count=F("reply_count") + count)


def _numbers(fresh: Sequence[Kept], outcome: Entered) -> dict[str, int]:
    """Take the next numbers of each thread; note what stands below something newer."""
    numbers: dict[str, int] = {}
    for article, count in sorted(Counter(one.article for one in fresh).items()):
        own = [one for one in fresh if one.article == article]
        Thread.objects.bulk_create([Thread(article_id=article)], ignore_conflicts=True)
        thread = Thread.objects.filter(article=article)
        read = sum(map(_is_read, own))
        thread.update(last_number=F("last_number") + count, published_count=F("published_count") + read)
        before = thread.values_list("last_number", flat=True).get() - count
        newest = Comment.objects.filter(article=article, number=before).values_list("submitted_at", flat=True).first()
        for number, one in enumerate(own, start=before + 1):
            numbers[one.key] = number
            if newest and newest > one.at:
                outcome.below.append(one.key)
    return numbers


def _comments(
    fresh: Sequence[Kept],
    source: str,
    articles: Mapping[int, Article],
    people: Mapping[str, User],
    numbers: Mapping[str, int],
) -> dict[str, Comment]:
    """Store the comments, level by level: an answer's path and card name what it answers."""
    known = _answered(fresh, source)
    replies = Counter(one.parent for one in fresh if _is_read(one))
    for level in _levels(fresh):
        comments = [
            _comment(one, articles[one.article], people[_identity(one)], known.get(one.parent)) for one in level
        ]
        for one, comment in zip(level, comments, strict=True):
            comment.number, comment.reply_count = numbers[one.key], replies[one.key]
            comment.path, comment.depth = ledger.place_of(comment)
            comment.card = cards.render(comment)
        Comment.objects.bulk_create(comments)
        known |= {one.key: comment for one, comment in zip(level, comments, strict=True)}
    return known


def _answered(fresh: Sequence[Kept], source: str) -> dict[str, Comment]:
    """Load what is answered and stored already, below the article where it is answered."""
    wanted = {one.parent: one.article for one in fresh if one.parent}
    rows = ImportedComment.objects.filter(source=source, old_id__in=wanted).select_related("comment__author")
    return {row.old_id: row.comment for row in rows if row.comment.article_id == wanted[row.old_id]}


def _levels(fresh: Sequence[Kept]) -> list[list[Kept]]:
    """Part a batch, in which nothing comes before what it answers, by how many of its own each stands below."""
    levels: list[list[Kept]] = []
    at: dict[str, int] = {}
    for one in fresh:
        at[one.key] = level = at.get(one.parent, -1) + 1
        levels += [[]] if level == len(levels) else []
        levels[level].append(one)
    return levels


def _comment(one: Kept, article: Article, author: User, parent: Comment | None) -> Comment:
    status = Status.HELD if _waits(one) else Status.PUBLISHED
    return made(
        Comment,
        article=article,
        author=author,
        parent=parent,
        language=article.edition_id,
        body=one.body,
        html=clean_comment(one.body) if one.body else "",
        status=status,
        submitted_at=one.at,
        # Since when it stands, which followers of the discussion are not told anew.
        placed_at=one.at if status == Status.PUBLISHED or one.is_seen else None,
        erased_at=None if one.body else one.at,
    )


def _decision(one: Kept, comment: Comment, now: datetime) -> Decision:
    measure = Measure.HOLD if _waits(one) else Measure.PUBLISH
    return made(Decision, measure=measure, subject=comment.author, comment=comment, comment_version=1, made_at=now)


def _queue(comment: Comment, now: datetime) -> None:
    """Let the rules see what waits, so that the queue has its order; where no reader can be, it waits without that."""
    try:
        place = facts.place(author=comment.author, now=now, article=comment.article_id)
    except facts.NoSuchPlace:
        queue.put(comment=comment, reasons=["waits"], risk=0, now=now)
        return
    settings = policies.settings(place.ruleset)
    judged = judging.judge_anew(comment=comment, body=comment.body, place=place, settings=settings, now=now)
    Comment.objects.filter(pk=comment.pk).update(
        ruleset=judged.verdict.ruleset, failed_rules=judging.failed_rules(judged.verdict)
    )
    judging.keep_findings(comment, judged, place, now)
