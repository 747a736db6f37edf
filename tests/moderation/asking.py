"""Articles below which readers ask experts."""

from datetime import datetime, timedelta

from accounts.models import User
from articles.models import Article
from moderation.actions import badges, threads
from moderation.asking import Session
from moderation.badges import BadgeKind
from tests.moderation import making
from tests.moderation.making import NOW

CLOSES, ENDS = NOW + timedelta(hours=2), NOW + timedelta(days=3)


def article(begins: datetime = NOW, *, readers_reply: bool = False) -> Article:
    """Make an article below which readers ask for two hours, and experts answer for three days."""
    made = making.article()
    session = Session(begins, CLOSES, ENDS, readers_reply)
    threads.ask(article=made, session=session, by=chief(), now=NOW)
    return made


def expert(on: Article, **fields) -> User:
    """Name a member who has accepted the rules as an expert for an article."""
    person = making.member(**fields)
    User.objects.filter(pk=person.pk).update(name_skeleton=f"expert {person.pk}")
    badges.give(person=person, kind=BadgeKind.EXPERT, article=on, words="", by=chief(), now=NOW)
    return User.objects.get(pk=person.pk)


def chief() -> User:
    return making.person(is_staff=True, is_superuser=True)
