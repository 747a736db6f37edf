"""What an article must have before readers see it (A15)."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.safety.sanitize import text_of
from articles.enums import Point, Status
from articles.links.found import hrefs
from articles.models import Article, Revision

#: Longer titles are cut off in search results and shared links.
LONGEST_TITLE = 140
#: Without these there is no page to show, or no time to show it at: no reason helps.
INDISPENSABLE = frozenset({Point.TITLE, Point.SECTION, Point.TIME})


@dataclass(frozen=True)
class Lack:
    """What must be done before an article can be published, and at which field of its form."""

    point: Point
    field: str
    words: str

    @property
    def may_be_overridden(self) -> bool:
        return self.point not in INDISPENSABLE

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Override:
    """What the checklist asks for and somebody publishes without, and why."""

    points: frozenset[Point] = frozenset()
    reason: str = ""

    def split(self, lacks: list[Lack]) -> tuple[list[Lack], list[Lack]]:
        """Return what it lets pass and what is left. Without a reason it lets nothing pass."""
        named = self.points if self.reason.strip() else frozenset()
        passed = [lack for lack in lacks if lack.may_be_overridden and lack.point in named]
        return passed, [lack for lack in lacks if lack not in passed]


NOTHING_OVERRIDDEN = Override()


def missing(article: Article, revision: Revision) -> list[Lack]:
    """Say, one sentence each, what must be done before the revision can be published."""
    photo = revision.its_photo()
    dead = dead_links(revision.body)
    edition_names_section = revision.section.names.filter(edition=article.edition_id).exists()
    return [
        Lack(point, field, words)
        for is_missing, point, field, words in (
            (not revision.title.strip(), Point.TITLE, "title", _("Give it a title.")),
            (
                len(revision.title) > LONGEST_TITLE,
                Point.LENGTH,
                "title",
                _("Shorten the title to %(number)d characters.") % {"number": LONGEST_TITLE},
            ),
            (not revision.summary.strip(), Point.SUMMARY, "summary", _("Write a summary.")),
            (not text_of(revision.body), Point.BODY, "body", _("Write the text.")),
            (
                photo and not revision.photo_alt.strip() and not revision.photo_is_decorative,
                Point.DESCRIPTION,
                "photo_alt",
                _("Describe the photo for those who cannot see it, or say that it is decorative."),
            ),
            (
                photo and revision.photo_alt.strip() and revision.photo_is_decorative,
                Point.DESCRIPTION,
                "photo_is_decorative",
                _("A decorative photo has no description. Take one of both away."),
            ),
            (photo and not photo.credit.strip(), Point.CREDIT, "photo", _("Name the maker of the photo.")),
            (dead, Point.LINKS, "body", _("Mend these links within the site: %(links)s") % {"links": ", ".join(dead)}),
            (not edition_names_section, Point.SECTION, "section", _("Give the section a name in this edition.")),
        )
        if is_missing
    ]


def dead_links(body: str) -> list[str]:
    """Return the links of a text that lead to no page of this site, or to an article that was not published."""
    return [link for link in hrefs(body) if _is_dead(link)]


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
