"""Planning what stands in the slots of front pages, and when (A53)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from articles import pages, permissions
from articles.actions.articles import Crossed, NotAllowed
from articles.actions.events import in_words, note
from articles.enums import Deed, Slot, Thing
from articles.front import Page, place_in_words
from articles.models import Article, Edition, PaperEvent, Placement
from articles.models.placement import PlacementQuerySet
from articles.paper import paper
from articles.printed import in_words as told
from articles.schedule import MINUTE, Times


class Unplannable(ValueError):
    """What was asked for cannot be planned; `field` names what to change, the message says why."""

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        super().__init__(words)


class InTheWay(Unplannable):
    """Something else is planned; `plans` are those that would have to give way."""

    def __init__(self, field: str, words: str, plans: list[Placement]) -> None:
        self.plans = plans
        super().__init__(field, words)


@dataclass(frozen=True)
class Plan:
    """An article in a slot of a page, from one moment until another."""

    page: Page
    slot: Slot
    article: Article
    #: None: at once.
    starts_at: datetime | None = None
    #: None: until the next plan of the slot begins.
    ends_at: datetime | None = None

    @property
    def gives_way(self) -> bool:
        return self.ends_at is None


def seen(edition: str) -> int:
    """Return how far the log of an edition's pages goes, for whoever reads what is planned on them."""
    logged = PaperEvent.objects.filter(Q(key=edition) | Q(key__startswith=f"{edition}/"), thing=Thing.FRONT)
    return logged.order_by("-pk").values_list("pk", flat=True).first() or 0


def of(article: Article, now: datetime) -> list[tuple[Placement, str]]:
    """Return where an article stands or is planned, each with that in words."""
    plans = Placement.objects.filter(article=article).not_over(now)
    return [(plan, in_full(plan)) for plan in plans]


@transaction.atomic
def place(*, plan: Plan, by: User, now: datetime, was: int | None = None, moves: bool = False) -> Placement:
    """Plan an article for a slot; with `moves` it leaves the other slots of the page for that time.

    Raises NotAllowed, Unplannable, InTheWay where something else is planned, and Crossed if the page's plans have
    changed since they were `seen` (`was`).
    """
    _hold(plan.page, by, was)
    return _store(Placement(), plan, Deed.ADD, by=by, now=now, moves=moves)


@transaction.atomic
def change(
    *, placement: Placement, plan: Plan, by: User, now: datetime, was: int | None = None, moves: bool = False
) -> Placement:
    """Plan otherwise what has not begun; of what has begun only the end is changed. Raises as `place` does."""
    for page in dict.fromkeys((Page.of(placement), plan.page)):
        _hold(page, by, was)
    held = _held(placement, now)
    if held.has_begun(now):
        plan = Plan(Page.of(held), Slot(held.slot), held.article, held.starts_at, plan.ends_at)
    return _store(held, plan, Deed.CHANGE, by=by, now=now, moves=moves)


@transaction.atomic
def end(*, placement: Placement, by: User, now: datetime, was: int | None = None) -> None:
    """Take an article out of its slot: at once where it stands, or out of the plan. Raises NotAllowed, Crossed."""
    _hold(Page.of(placement), by, was)
    held = _held(placement, now)
    _end(held, now, by=by, now=now)
    _close_up(Page.of(held), by=by, now=now)
    pages.touch(edition=placement.edition_id)


def _hold(page: Page, by: User, was: int | None) -> None:
    """Let one person at a time plan an edition's pages; refuse who may not, and who has not seen the newest plans."""
    if found := permissions.obstacle_to_placing(by, page.edition, page.section):
        raise NotAllowed(found)
    Edition.objects.select_for_update(no_key=True).get(pk=page.edition)
    if was is not None and PaperEvent.objects.filter(thing=Thing.FRONT, key=str(page), pk__gt=was).exists():
        raise Crossed(_("Somebody else has changed the plans of this page meanwhile. Look at them, then save again."))


def _held(placement: Placement, now: datetime) -> Placement:
    """Read a plan anew; raise Crossed where it was taken out, or is over."""
    held = Placement.objects.select_related("article").filter(pk=placement.pk).first()
    if held is None or held.is_over(now):
        raise Crossed(_("This plan is over, or somebody else has taken it out meanwhile."))
    return held


def _store(placement: Placement, plan: Plan, deed: Deed, *, by: User, now: datetime, moves: bool) -> Placement:
    begins = _demand_times(plan, placement, now)
    if plan.slot not in plan.page.slots or not plan.page.may_show(plan.article):
        raise Unplannable("article", _("Choose an article of this edition and, for a section’s page, of that section."))
    ends = plan.ends_at or _in_slot(plan.page, plan.slot).exclude(pk=placement.pk).next_start(begins)
    _make_room(plan, placement, (begins, ends), by=by, now=now, moves=moves)
    columns = {
        "edition_id": plan.page.edition,
        "section_id": plan.page.section,
        "slot": plan.slot.value,
        "article_id": plan.article.pk,
        "starts_at": begins,
        "ends_at": ends,
        "gives_way": plan.gives_way,
    }
    fields = [name.removesuffix("_id") for name, value in columns.items() if getattr(placement, name) != value]
    if not fields:
        return placement
    left = plan.page if placement.pk is None else Page.of(placement)
    placement.article = plan.article
    for name, value in columns.items():
        setattr(placement, name, value)
    placement.save()
    _log(placement, deed, fields, by=by, now=now)
    for page in dict.fromkeys((left, plan.page)):
        _close_up(page, by=by, now=now)
    pages.touch(edition=plan.page.edition)
    return placement


def _demand_times(plan: Plan, placement: Placement, now: datetime) -> datetime:
    """Return when the plan begins; raise Unplannable for times that have passed, or the wrong way round."""
    if placement.pk is not None and placement.has_begun(now):
        begins = placement.starts_at
    elif plan.starts_at and plan.starts_at + MINUTE <= now:
        raise Unplannable("starts_at", _("This time has passed. Leave it empty to begin at once."))
    else:
        begins = max(plan.starts_at or now, now)
    if plan.ends_at and plan.ends_at <= max(begins, now):
        raise Unplannable("ends_at", _("Let it end later than it begins, and later than now."))
    return begins


def _in_slot(page: Page, slot: int) -> PlacementQuerySet:
    return Placement.objects.on(page.edition, page.section).filter(slot=slot)


def _make_room(
    plan: Plan, placement: Placement, during: tuple[datetime, datetime | None], *, by: User, now: datetime, moves: bool
) -> None:
    """Let what gives way in the slot end when the plan begins; raise InTheWay for all else that is planned then."""
    there = Placement.objects.on(plan.page.edition, plan.page.section).within(*during)
    others = list(there.exclude(pk=placement.pk).select_related("article"))
    twice = [one for one in others if one.article_id == plan.article.pk]
    if twice and not moves:
        raise InTheWay("article", _twice(twice), twice)
    in_slot = [one for one in others if one.slot == plan.slot and one not in twice]
    begins, _ends = during
    if fixed := [one for one in in_slot if not one.gives_way or one.starts_at >= begins]:
        raise InTheWay("slot", _occupied(fixed), fixed)
    for one in twice:
        _end(one, begins, by=by, now=now)
    for one in in_slot:
        _end_at(one, begins, by=by, now=now)


def _end(placement: Placement, at: datetime, *, by: User, now: datetime) -> None:
    """End a plan for good at a moment, or take it out if it would begin no earlier."""
    if placement.starts_at < at:
        placement.gives_way = False
        _end_at(placement, at, by=by, now=now)
    else:
        _log(placement, Deed.REMOVE, (), by=by, now=now)
        placement.delete()


def _end_at(placement: Placement, at: datetime | None, *, by: User, now: datetime) -> None:
    placement.ends_at = at
    placement.save(update_fields=["ends_at", "gives_way"])
    _log(placement, Deed.CHANGE, ["ends_at"], by=by, now=now)


def _close_up(page: Page, *, by: User, now: datetime) -> None:
    """Let what gives way on a page end with the plan that follows it by now, or before its article stands elsewhere."""
    plans = Placement.objects.on(page.edition, page.section)
    for one in plans.not_over(now).filter(gives_way=True):
        next_to_it = plans.filter(Q(slot=one.slot) | Q(article=one.article_id))
        ends = next_to_it.next_start(one.starts_at)
        if ends != one.ends_at:
            _end_at(one, ends, by=by, now=now)


def _log(placement: Placement, deed: Deed, fields: Iterable[str], *, by: User, now: datetime) -> None:
    """Write down slot, number of the article, and times."""
    times = in_words(Times(placement.starts_at, placement.ends_at))
    said = f"{placement.slot}: #{placement.article_id} {times}"
    note(Thing.FRONT, Page.of(placement), deed, by=by, now=now, fields=fields, note=said)


def _twice(plans: Iterable[Placement]) -> str:
    words = _("It stands on this page already: %(where)s. Tick “Move it here”, or choose another time.")
    return words % {"where": "; ".join(map(in_full, plans))}


def _occupied(plans: Iterable[Placement]) -> str:
    words = _("“%(title)s” is planned there: %(where)s. End that plan earlier, or choose another time or slot.")
    return " ".join(words % {"title": one.article.title, "where": in_full(one)} for one in plans)


def in_full(placement: Placement) -> str:
    """Say where and when something stands, by the clock of its edition."""
    edition = paper().edition(placement.edition_id)
    zone = edition.time_zone if edition else "UTC"
    place, begun = place_in_words(Page.of(placement), placement.slot, edition), told(placement.starts_at, zone)
    if placement.ends_at is None:
        return _("%(place)s, from %(begins)s on") % {"place": place, "begins": begun}
    words = _("%(place)s, from %(begins)s until %(ends)s")
    return words % {"place": place, "begins": begun, "ends": told(placement.ends_at, zone)}
