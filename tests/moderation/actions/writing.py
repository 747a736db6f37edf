"""Writing comments as their authors do."""

from moderation.actions import comments, facts
from moderation.models import Comment, Ruleset, Threshold
from tests.moderation import shipping
from tests.moderation.making import NOW, ORDINARY


def submit(author, article, body=ORDINARY, *, parent=None, now=NOW, **fields) -> Comment:
    place = facts.place(
        author=author, now=now, article=None if parent else article.pk, parent=parent.pk if parent else None
    )
    return comments.submit(author=author, place=place, submission=comments.Submission(body, **fields), now=now)


def set_threshold(name: str, value: float) -> None:
    shipping.load(now=NOW)
    Threshold.objects.filter(name=name).update(value=value)
    Ruleset.objects.create(made_at=NOW)
