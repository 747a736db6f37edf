"""What the editions of a story share."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from articles import pages, permissions
from articles.actions.articles import NotAllowed
from articles.enums import Act
from articles.models import Article, Photo, Section, Story


@transaction.atomic
def arrange(*, article: Article, section: Section, photo: Photo | None, by: User, now: datetime) -> None:
    """Put the article's story into a section and give it a photo; nothing happens where both are as they were.

    Readers see it at once, in all its editions. So a story that is out is arranged only by those who may publish.
    """
    story = Story.objects.select_for_update().get(pk=article.story_id)
    if (story.section_id, story.photo_id) == (section.pk, photo and photo.pk):
        return
    told = list(story.articles.all())
    act = Act.PUBLISH if any(other.live_revision_id for other in told) else Act.REVISE
    if found := permissions.obstacle(by, article, act, now):
        raise NotAllowed(found)
    story.section, story.photo = section, photo
    story.save(update_fields=["section", "photo"])
    for other in told:
        pages.touch(edition=other.edition_id, article=other.pk)
