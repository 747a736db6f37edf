"""What an article must have before readers see it (A15)."""

from django.utils.translation import gettext as _

from accounts.safety.sanitize import text_of
from articles.models import Article, Revision

#: Longer titles are cut off in search results and shared links.
LONGEST_TITLE = 140


def missing(article: Article, revision: Revision) -> list[str]:
    """Say, one sentence each, what must be done before the revision can be published."""
    photo = article.story.photo
    edition_names_section = article.story.section.names.filter(edition=article.edition_id).exists()
    return [
        sentence
        for is_missing, sentence in (
            (not revision.title.strip(), _("Give it a title.")),
            (
                len(revision.title) > LONGEST_TITLE,
                _("Shorten the title to %(number)d characters.") % {"number": LONGEST_TITLE},
            ),
            (not revision.summary.strip(), _("Write a summary.")),
            (not text_of(revision.body), _("Write the text.")),
            (photo and not revision.photo_alt.strip(), _("Describe the photo for those who cannot see it.")),
            (photo and not photo.credit.strip(), _("Name the maker of the photo.")),
            (not edition_names_section, _("Give the section a name in this edition.")),
        )
        if is_missing
    ]
