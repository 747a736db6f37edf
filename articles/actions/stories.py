"""What the editions of a story share."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import pages, permissions
from articles.actions.articles import Crossed, NotAllowed
from articles.enums import Act
from articles.lifecycle import Obstacle
from articles.models import Article, Photo, Section, Story


@dataclass(frozen=True)
class Arrangement:
    """In which section a story stands, and with which photo."""

    section: Section
    photo: Photo | None

    @classmethod
    def of(cls, story: Story) -> "Arrangement":
        return cls(story.section, story.photo)


@transaction.atomic
def arrange(*, article: Article, to: Arrangement, was: Arrangement, by: User, now: datetime) -> None:
    """Put the article's story into a section and give it a photo; nothing happens where both are as they `was` read.

    Readers see it at once, in all its editions. So a story that is out is arranged only by those who may publish.
    Whoever is limited reaches all these editions, in the section where it stood and where it will stand.
    Raises Crossed if somebody else has arranged it otherwise since (A13).
    """
    story = Story.objects.select_for_update(of=("self",)).select_related("section", "photo").get(pk=article.story_id)
    stored = Arrangement.of(story)
    if to in (was, stored):
        return
    if stored != was:
        raise Crossed(
            _("Somebody else has arranged this story meanwhile: section %(section)s, photo %(photo)s.")
            % {"section": stored.section, "photo": stored.photo or "–"}
        )
    told = list(story.articles.all())
    act = Act.PUBLISH if any(other.live_revision_id for other in told) else Act.REVISE
    if found := permissions.obstacle(by, article, act, now):
        raise NotAllowed(found)
    if not permissions.may_move(by, article, act, to.section):
        raise NotAllowed(Obstacle.PLACE)
    story.section, story.photo = to.section, to.photo
    story.save(update_fields=["section", "photo"])
    for other in told:
        pages.touch(edition=other.edition_id, article=other.pk)
