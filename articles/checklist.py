"""What an article must have before readers see it (A15)."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.safety.sanitize import text_of
from articles.enums import Status
from articles.models import Article, Revision

#: Longer titles are cut off in search results and shared links.
LONGEST_TITLE = 140


@dataclass(frozen=True)
class Lack:
    """What must be done before an article can be published, and at which field of its form."""

    field: str
    words: str

    def __str__(self) -> str:
        return self.words


def missing(article: Article, revision: Revision) -> list[Lack]:
    """Say, one sentence each, what must be done before the revision can be published."""
    photo = article.story.photo
    dead = dead_links(revision.body)
    edition_names_section = article.story.section.names.filter(edition=article.edition_id).exists()
    return [
        Lack(field, words)
        for is_missing, field, words in (
            (not revision.title.strip(), "title", _("Give it a title.")),
            (
                len(revision.title) > LONGEST_TITLE,
                "title",
                _("Shorten the title to %(number)d characters.") % {"number": LONGEST_TITLE},
            ),
            (not revision.summary.strip(), "summary", _("Write a summary.")),
            (not text_of(revision.body), "body", _("Write the text.")),
            (
                photo and not revision.photo_alt.strip(),
                "photo_alt",
                _("Describe the photo for those who cannot see it."),
            ),
            (photo and not photo.credit.strip(), "photo", _("Name the maker of the photo.")),
            (dead, "body", _("Mend these links within the site: %(links)s") % {"links": ", ".join(dead)}),
            (not edition_names_section, "section", _("Give the section a name in this edition.")),
        )
        if is_missing
    ]


def dead_links(body: str) -> list[str]:
    """Return the links of a text that lead to no page of this site, or to an article that was not published."""
    return [link for link in map(unescape, re.findall(r'href="([^"]*)"', body)) if _is_dead(link)]


def _is_dead(link: str) -> bool:
    ours = urlsplit(settings.SITE_URL)
    to = urlsplit(link)
    if to.scheme == "mailto" or (to.netloc and to.netloc != ours.netloc) or not to.path.startswith("/"):
        return False
    path = unquote(to.path)
    try:
        with translation.override(translation.get_language_from_path(path)):
            match = resolve(path)
    except Resolver404:
        return True
    if match.view_name != "articles:article":
        return False
    return not Article.objects.filter(pk=match.kwargs["pk"], status=Status.PUBLISHED).exists()
