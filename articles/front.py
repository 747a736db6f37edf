"""Front pages as they stand at a moment: what is planned for their slots, and the newest wherever nothing is (A53)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from articles.enums import Slot
from articles.models import Article, Placement
from articles.models.article import ArticleQuerySet
from articles.paper import EditionFace


@dataclass(frozen=True)
class Page:
    """A page with slots: an edition's front page, or that of a section."""

    edition: str
    section: int | None = None

    def __str__(self) -> str:
        """Name it as the log of the paper does."""
        return self.edition if self.section is None else f"{self.edition}/{self.section}"

    @classmethod
    def of(cls, placement: Placement) -> "Page":
        return cls(placement.edition_id, placement.section_id)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(Slot) if self.section is None else (Slot.LEAD,)

    def told(self) -> ArticleQuerySet:
        """Return all articles that may stand on it."""
        told = Article.objects.filter(edition=self.edition)
        return told if self.section is None else told.filter(section=self.section)

    def may_show(self, article: Article) -> bool:
        return article.edition_id == self.edition and self.section in (None, article.section_id)


@dataclass(frozen=True)
class Front:
    """What a page shows at a moment."""

    articles: list[Article]
    #: The key of the newest article after which the list goes on; None: it ends.
    after: int | None
    #: When another plan begins or one of these ends.
    changes_at: datetime | None


def front(page: Page, now: datetime, *, length: int) -> Front:
    """Return the page at `now`, in three statements however many slots are planned.

    A plan whose article readers may not see then, or that is in another section by then, gives way to the newest.
    """
    plans = _plans(page, now)
    standing = [plan for plan in plans if plan.has_begun(now)]
    placed = {plan.slot: plan.article for plan in standing if plan.article.is_live(now) and page.may_show(plan.article)}
    others = page.told().live(now).exclude(pk__in=[article.pk for article in placed.values()]).newest_first()
    room = length - len(placed)
    found = list(others.defer("body").select_related("photo")[: room + 1])
    shown = list(_arranged(page.slots, placed, found[:room]))
    prefetch_related_objects(shown, "photo__renditions")
    moments = [plan.ends_at if plan.has_begun(now) else plan.starts_at for plan in plans]
    return Front(shown, found[room - 1].pk if len(found) > room else None, min(filter(None, moments), default=None))


def _plans(page: Page, now: datetime) -> Sequence[Placement]:
    """Return what is planned for now, and at least the next plan, however many follow it."""
    plans = Placement.objects.on(page.edition, page.section).not_over(now).order_by("starts_at")
    return list(plans.select_related("article__photo").defer("article__body")[: len(page.slots) + 1])


def _arranged(slots: Sequence[Slot], placed: dict[int, Article], newest: list[Article]) -> Iterator[Article]:
    """Put each article that is planned into its slot, and the newest into the others and below."""
    following = iter(newest)
    for slot in slots:
        article = placed.get(slot) or next(following, None)
        if article:
            yield article
    yield from following


def place_in_words(page: Page, slot: int, edition: EditionFace | None) -> str:
    """Name a slot of a page, the section as its edition does."""
    label = Slot(slot).label
    if page.section is None:
        return _("Front page, %(slot)s") % {"slot": label}
    section = edition.section(page.section) if edition else None
    return _("Section %(section)s, %(slot)s") % {"section": section.name if section else page.section, "slot": label}
