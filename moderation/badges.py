"""What badges an account carries, written into one column of it, and which of them stands above a comment (C54)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article


class BadgeKind(TextChoices):
    """What vouches for the name above a comment (C54); of several that somebody carries, the first is shown."""

    AUTHOR = "author", _("Author of the article")
    INTERVIEWEE = "interviewee", _("Interviewee")
    EXPERT = "expert", _("Expert")
    STAFF = "staff", _("Newsroom")


_KINDS = list(BadgeKind)


@dataclass(frozen=True)
class Carried:
    """One badge: below one article, or in the whole paper; and as what somebody is known, in words for readers."""

    kind: BadgeKind
    article: int | None = None
    words: str = ""


def written(carried: Iterable[Carried]) -> str | None:
    """Write badges a line each, as `User.badges` holds them; None where there are none."""
    return "\n".join(f"{one.kind} {one.article or '*'} {one.words}" for one in carried) or None


def read(column: str | None) -> list[Carried]:
    """Read them again."""
    parts = (line.split(" ", 2) for line in (column or "").split("\n") if line)
    return [Carried(BadgeKind(kind), None if at == "*" else int(at), words) for kind, at, words in parts]


def shown(author: User, article: Article) -> Carried | None:
    """Choose the badge that an author's comments below an article show; most have none, which costs nothing."""
    return chosen(author.name, author.badges, article.pk, article.authors) if author.badges else None


def chosen(name: str, column: str | None, article: int, authors: Collection[str]) -> Carried | None:
    """Choose among badges, as the account has them, below an article: what somebody is to it comes first.

    Its author is whom the byline names and who is of the newsroom: a reader of the same name has no role there.
    """
    found = [one for one in read(column) if one.article in (None, article)]
    if name in authors and any(one.kind == BadgeKind.STAFF for one in found):
        return Carried(BadgeKind.AUTHOR)
    return min(found, key=lambda one: (one.article is None, _KINDS.index(one.kind)), default=None)
