"""Walking through comments to write each anew, whatever else happens to them meanwhile."""

from collections.abc import Callable, Iterator

from django.db.models import Q

from moderation import cards
from moderation.actions import ledger
from moderation.models import Comment

BATCH = 500


def each(condition: Q) -> Iterator[Comment]:
    """Walk through comments by key: a person may have written very many."""
    last = 0
    while batch := list(Comment.objects.with_context().filter(condition, pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def insist(rewrite: Callable[[Comment], None], comment: Comment) -> None:
    """Rewrite a comment; when somebody changed it a moment ago, rewrite what it says now."""
    try:
        rewrite(comment)
    except ledger.StaleComment:
        rewrite(Comment.objects.with_context().get(pk=comment.pk))


def renew(condition: Q) -> None:
    """Write the cards of comments anew of which readers would see another."""
    for comment in each(condition):
        if comment.card != cards.render(comment):
            insist(lambda one: ledger.change(comment=one), comment)
