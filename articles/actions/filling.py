"""Filling in what the editions of a story lack, all of them at once (A67)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from articles.actions import articles
from articles.actions.refusals import Overtaken
from articles.enums import Act, State
from articles.models import Article, ArticleEvent, Revision, Text


@dataclass(frozen=True)
class Filling:
    """What is to be said in an article, and in which of its texts that is missing."""

    article: Article
    base: int
    summary: str
    #: None: it has no photo.
    photo_alt: str | None = None
    photo_is_decorative: bool = False

    def into(self, text: Text) -> Text:
        """Return a text that says it."""
        filled = replace(text, summary=self.summary)
        if self.photo_alt is None:
            return filled
        return replace(filled, photo_alt=self.photo_alt, photo_is_decorative=self.photo_is_decorative)


@transaction.atomic
def fill(*, fillings: Iterable[Filling], author: User, now: datetime) -> list[Revision]:
    """Save each as a new text of its article, as `articles.revise` does: all, or none where one is refused.

    Raises NotAllowed, or Overtaken, whose text says in which article somebody else was quicker.
    """
    return [_fill(one, author, now) for one in sorted(fillings, key=lambda one: one.article.pk)]


def unapproved(saved: Sequence[Revision]) -> list[Revision]:
    """Return those of the texts that took an approved one's place, and so have to be approved themselves."""
    events = ArticleEvent.objects.filter(revision__in=saved, act=Act.REVISE, from_state=State.APPROVED)
    keys = set(events.values_list("revision", flat=True))
    return [one for one in saved if one.pk in keys]


def _fill(one: Filling, author: User, now: datetime) -> Revision:
    newest = one.article.newest_revision()
    if newest.number != one.base:
        raise Overtaken(newest)
    return articles.revise(article=one.article, text=one.into(Text.of(newest)), base=one.base, author=author, now=now)
