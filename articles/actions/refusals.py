"""Why an act on an article is refused: what actions raise, and views turn into words."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from articles import permissions
from articles.checklist import Lack
from articles.enums import Act, State
from articles.lifecycle import Obstacle
from articles.models import Article, Revision


class NotAllowed(PermissionError):
    """Somebody may not do this to the article now; the message says why and what to do."""

    def __init__(self, obstacle: Obstacle) -> None:
        self.obstacle = obstacle
        super().__init__(permissions.words(obstacle))


class Overtaken(ValueError):
    """Somebody else has saved the article meanwhile. Nothing was written; `theirs` is what they saved (A13)."""

    def __init__(self, theirs: Revision) -> None:
        self.theirs = theirs
        super().__init__(
            _("Somebody else has saved this article meanwhile. Compare both texts below, then save again.")
        )


class NotReady(ValueError):
    """The article lacks something that readers need; `missing` says what."""

    def __init__(self, missing: list[Lack]) -> None:
        self.missing = missing
        super().__init__(" ".join(map(str, missing)))


class Crossed(ValueError):
    """Somebody else has meanwhile changed what this person is about to change. Nothing was written (A13)."""


class AlreadyTold(ValueError):
    """The story has an article in that edition."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(_("This story has an article in that edition already."))


def demand(article: Article, act: Act, user: User, now: datetime) -> State:
    """Return the article's state; raise NotAllowed if the user may not do this to it."""
    if found := permissions.obstacle(user, article, act, now):
        raise NotAllowed(found)
    return article.state(now)
