"""Where readers and programs find an article: one list for whoever is told, and for whoever asks beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from articles.enums import Status
from articles.models import Article, Tag
from articles.models.addresses import of_author, of_markdown, of_month, of_page
from articles.paper import paper

#: Feeds of a list (articles.feeds).
KINDS = ("rss", "atom", "json")
#: What Google News takes in.
NEWS_AGE = timedelta(hours=48)


@dataclass(frozen=True)
class Places:
    """Addresses on this site, by what is there."""

    #: Where the story is read, in each language, for people and as Markdown.
    articles: frozenset[str] = frozenset()
    #: Lists for people, and the feeds of these.
    lists: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()
    #: Sitemaps, and the list for programs that read.
    maps: frozenset[str] = frozenset()

    def __or__(self, other: "Places") -> "Places":
        return Places(
            self.articles | other.articles, self.lists | other.lists, self.feeds | other.feeds, self.maps | other.maps
        )

    @property
    def every(self) -> frozenset[str]:
        return self.articles | self.lists | self.feeds | self.maps


def lists(article: Article) -> list[str]:
    """Return the addresses of the lists that hold an article: of its edition, section, tags and bylines."""
    edition = paper().edition(article.edition_id)
    section = edition.section(article.section_id) if edition else None
    found = [f"/{article.edition_id}/", section.url if section else ""]
    found += [tag.get_absolute_url() for tag in Tag.objects.filter(taggings__article=article)]
    found += [of_author(article.edition_id, name) for name in article.authors]
    return list(filter(None, found))


def feeds(listed: Iterable[str]) -> list[str]:
    """Return the addresses of the feeds of some lists."""
    return [f"{page}feed.{kind}" for page in listed for kind in KINDS]


def of(article: Article, now: datetime, *, is_out: bool) -> Places:
    """Return where a story stands with an article that is out, or will be at its minute; or as it does without it.

    Costs three statements, however many tags and editions there are.
    """
    others = article.story.articles.exclude(pk=article.pk).filter(status=Status.PUBLISHED).defer("body")
    told = [*others, article] if is_out else [*others]
    moments = [(one.edition_id, one.published_at) for one in told if one.published_at]
    maps = frozenset(of_month(language, moment) for language, moment in moments)
    found = Places(_read_at(told), maps=maps)
    return found | _listed(article, now) if is_out else found


def _read_at(told: list[Article]) -> frozenset[str]:
    """Return the addresses of a story: of each article, as Markdown, and where it stands in for a missing edition."""
    missing = {edition.language for edition in paper().editions} - {one.edition_id for one in told}
    own = {address for one in told for address in (one.get_absolute_url(), of_markdown(one)) if address}
    return frozenset(own | {one.address_in(language) for one in told for language in missing})


def _listed(article: Article, now: datetime) -> Places:
    listed, language = lists(article), article.edition_id
    maps = {reverse("sitemap_index"), of_page("articles:sitemap_lists", language)}
    if article.published_at and article.published_at > now - NEWS_AGE:
        maps.add(reverse("sitemap_news"))
    if not article.for_people_only:
        maps.add(reverse("llms"))
    corrections = [*article.corrections.select_related("comparison")]
    corrected = [of_page("articles:corrections", language)] if corrections else []
    changes = frozenset(one.changes_url() for one in corrections if hasattr(one, "comparison"))
    return Places(changes, frozenset(listed + corrected), frozenset(feeds(listed)), frozenset(maps))
