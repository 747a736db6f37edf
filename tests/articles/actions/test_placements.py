"""What front pages lead with is planned by who publishes there; nothing stands in a slot or on a page twice (A53)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.actions import placements
from articles.actions.articles import Crossed, NotAllowed
from articles.actions.placements import InTheWay, Plan, Unplannable
from articles.enums import Deed, Role, Slot, Thing
from articles.front import Page
from articles.models import PaperEvent, Placement
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FRONT = Page("en")


def at(hours: float | None):
    return None if hours is None else NOW + hours * HOUR


def planned(article, begins=0, ends=None, slot=Slot.LEAD, page=FRONT, **more) -> Placement:
    """Plan an article from so many hours after noon until so many."""
    plan = Plan(page, slot, article, at(begins), at(ends))
    return placements.place(plan=plan, by=more.pop("by", None) or making.staff(Role.EDITOR), now=NOW, **more)


def rows() -> list[tuple]:
    """Slot, title and hours of all plans."""
    plans = Placement.objects.select_related("article").order_by("slot", "starts_at")
    return [
        (one.slot, one.article.title, (one.starts_at - NOW) / HOUR, one.ends_at and (one.ends_at - NOW) / HOUR)
        for one in plans
    ]


@pytest.fixture
def one():
    return making.article(title="One")


@pytest.fixture
def two():
    return making.article(title="Two")


def test_plans_follow_one_another_and_what_has_no_end_ends_with_the_next(one, two):
    planned(one)
    planned(two, 5)
    planned(making.article(title="Three"), 2)
    assert rows() == [(1, "One", 0, 2), (1, "Three", 2, 5), (1, "Two", 5, None)]


def test_what_gives_way_takes_back_what_the_next_leaves(one, two):
    by = making.staff(Role.EDITOR)
    planned(one)
    plan = planned(two, 3, by=by)
    placements.change(placement=plan, plan=Plan(FRONT, Slot.LEAD, two, at(4)), by=by, now=NOW)
    assert rows() == [(1, "One", 0, 4), (1, "Two", 4, None)]
    planned(one, 8, 9, Slot.THIRD)
    placements.change(placement=plan, plan=Plan(FRONT, Slot.SECOND, two, at(4)), by=by, now=NOW)
    assert rows() == [(1, "One", 0, 8), (2, "Two", 4, None), (3, "One", 8, 9)]
    planned(two, 2, 3, Slot.FOURTH, moves=True)
    assert rows() == [(1, "One", 0, 8), (2, "Two", 4, None), (3, "One", 8, 9), (4, "Two", 2, 3)]
    planned(one, 8, 9, Slot.FOURTH, moves=True)
    assert rows() == [(1, "One", 0, 8), (2, "Two", 4, None), (4, "Two", 2, 3), (4, "One", 8, 9)]


def test_a_slot_closes_up_behind_what_moved_away(one, two):
    planned(one, slot=Slot.SECOND), planned(two, 2, 5, Slot.SECOND)
    planned(two, 1, 5, moves=True)
    assert rows() == [(1, "Two", 1, 5), (2, "One", 0, None)]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        pytest.param(2, 4, id="within"),
        pytest.param(0, 2.5, id="into its beginning"),
        pytest.param(4, None, id="into its end"),
        pytest.param(0, 9, id="around it"),
        pytest.param(1, 5, id="the same time"),
    ],
)
def test_a_slot_is_not_planned_twice_for_one_time_and_the_refusal_says_what_stands_there(one, two, begins, ends):
    planned(one, 1, 5)
    with pytest.raises(InTheWay, match=r"“One” is planned there: Front page, lead, from .* until ") as refused:
        planned(two, begins, ends)
    assert (refused.value.field, [plan.article for plan in refused.value.plans]) == ("slot", [one])
    assert rows() == [(1, "One", 1, 5)]
    planned(two, 0, 1), planned(two, 5)


def test_no_article_stands_twice_on_a_page_unless_it_moves(one):
    planned(one, 0, 8)
    planned(one, 10, 12, Slot.THIRD)
    with pytest.raises(InTheWay, match=r"It stands on this page already: .*Front page, lead, from") as refused:
        planned(one, 2, 11, Slot.SECOND)
    assert (refused.value.field, len(refused.value.plans)) == ("article", 2)
    planned(one, 2, 11, Slot.SECOND, moves=True)
    assert rows() == [(1, "One", 0, 2), (2, "One", 2, 11)]


def test_pages_of_sections_and_other_editions_have_slots_of_their_own(one):
    news, german = making.section(), making.article("de", title="Eins")
    planned(one), planned(one, page=Page("en", news.pk)), planned(german, page=Page("de"))
    assert len(rows()) == 3
    sport = making.section("sport")
    for article, page, slot in (
        (german, FRONT, Slot.SECOND),
        (one, Page("en", sport.pk), Slot.LEAD),
        (one, Page("en", news.pk), Slot.SECOND),
    ):
        with pytest.raises(Unplannable):
            planned(article, 5, page=page, slot=slot)


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        pytest.param(-1, None, "starts_at", id="a beginning that has passed"),
        pytest.param(2, 2, "ends_at", id="an end that is no later than the beginning"),
        pytest.param(None, -1, "ends_at", id="an end that has passed"),
    ],
)
def test_times_are_those_that_can_be_kept(one, begins, ends, field):
    with pytest.raises(Unplannable) as refused:
        planned(one, begins, ends)
    assert refused.value.field == field
    planned(one, -0.01, 1)  # the running minute has not passed yet
    assert rows() == [(1, "One", 0, 1)]


def test_what_has_begun_keeps_its_place_and_beginning_and_what_is_over_stays(one, two):
    by, later = making.staff(Role.EDITOR), NOW + 2 * HOUR
    plan = planned(one)
    other = Plan(FRONT, Slot.FOURTH, two, later + HOUR, at(6))
    placements.change(placement=plan, plan=other, by=by, now=later)
    assert rows() == [(1, "One", 0, 6)]
    placements.end(placement=plan, by=by, now=later)
    assert rows() == [(1, "One", 0, 2)]
    for act in (
        lambda: placements.end(placement=plan, by=by, now=later),
        lambda: placements.change(placement=plan, plan=other, by=by, now=later),
    ):
        with pytest.raises(Crossed):
            act()


def test_what_has_not_begun_is_planned_otherwise_or_taken_out(one, two):
    by, plan = making.staff(Role.EDITOR), planned(one, 1)
    placements.change(placement=plan, plan=Plan(FRONT, Slot.FOURTH, two, at(3), at(4)), by=by, now=NOW)
    assert rows() == [(4, "Two", 3, 4)]
    placements.end(placement=plan, by=by, now=NOW)
    assert rows() == []


def test_each_change_is_written_down_once(one):
    by = making.staff(Role.EDITOR)
    plan = planned(one, 1, by=by)
    same = Plan(FRONT, Slot.LEAD, one, at(1))
    placements.change(placement=plan, plan=same, by=by, now=NOW)  # nothing was changed
    placements.change(placement=plan, plan=Plan(FRONT, Slot.LEAD, one, at(1), at(2)), by=by, now=NOW)
    placements.end(placement=plan, by=by, now=NOW)
    logged = PaperEvent.objects.filter(thing=Thing.FRONT).order_by("pk")
    assert list(logged.values_list("key", "act", "fields", "note", "made_by")) == [
        ("en", Deed.ADD, "edition slot article starts_at gives_way", f"1: #{one.pk} 2026-03-02T13:00Z – ", by.pk),
        ("en", Deed.CHANGE, "ends_at gives_way", f"1: #{one.pk} 2026-03-02T13:00Z – 2026-03-02T14:00Z", by.pk),
        ("en", Deed.REMOVE, "", f"1: #{one.pk} 2026-03-02T13:00Z – 2026-03-02T14:00Z", by.pk),
    ]


def test_of_two_editors_the_second_sees_first_what_the_other_planned(one, two):
    seen = placements.seen("en")
    planned(one, was=seen)
    planned(making.article("de"), page=Page("de"), was=placements.seen("de"))
    for act in (
        lambda: planned(two, 1, slot=Slot.SECOND, was=seen),
        lambda: placements.end(
            placement=Placement.objects.get(edition="en"), by=making.staff(Role.EDITOR), now=NOW, was=seen
        ),
    ):
        with pytest.raises(Crossed, match="Look at them, then save again"):
            act()
    planned(two, page=Page("en", two.section_id), was=seen)  # another page
    planned(two, 1, slot=Slot.SECOND, was=placements.seen("en"))


@pytest.mark.parametrize(
    ("role", "sections", "editions", "allowed"),
    [
        pytest.param(Role.REPORTER, [], [], set(), id="a reporter plans none"),
        pytest.param(Role.EDITOR, [], [], {"en", "de", "en/news", "en/sport"}, id="an editor plans all"),
        pytest.param(Role.EDITOR, [], ["en"], {"en", "en/news", "en/sport"}, id="an editor of an edition its pages"),
        pytest.param(Role.PUBLISHER, ["sport"], ["en"], {"en/sport"}, id="a publisher of a section that page"),
    ],
)
def test_who_publishes_there_plans_there(role, sections, editions, allowed):
    news, sport = making.section(), making.section("sport")
    articles = {
        "en": making.article(),
        "de": making.article("de"),
        "en/news": making.article(section=news),
        "en/sport": making.article(section=sport),
    }
    pages = {"en": Page("en"), "de": Page("de"), "en/news": Page("en", news.pk), "en/sport": Page("en", sport.pk)}
    person = making.limited(role, sections, editions) if editions else making.staff(role)
    done = set()
    for name, article in articles.items():
        try:
            plan = planned(article, page=pages[name], by=person)
            placements.end(placement=plan, by=person, now=NOW)
            done.add(name)
        except NotAllowed:
            continue
    assert done == allowed


def test_a_plan_is_taken_from_no_page_that_is_somebody_elses(one):
    person, plan = making.limited(Role.EDITOR, ["news"], ["en"]), planned(one, 1)
    to = Plan(Page("en", one.section_id), Slot.LEAD, one, at(2))
    with pytest.raises(NotAllowed):
        placements.change(placement=plan, plan=to, by=person, now=NOW)


@pytest.mark.parametrize("slot", [Slot.LEAD, Slot.SECOND])
def test_the_database_keeps_a_slot_and_an_article_from_standing_twice(one, two, slot):
    planned(one, 1, 5)
    article = two if slot == Slot.LEAD else one
    row = {"edition_id": "en", "slot": slot, "article": article}
    with pytest.raises(IntegrityError, match="a slot holds one article at a time"), transaction.atomic():
        Placement.objects.create(**row, starts_at=at(4))
    after = Placement.objects.create(**row, starts_at=at(5))
    with pytest.raises(IntegrityError, match="a slot holds one article at a time"), transaction.atomic():
        Placement.objects.filter(pk=after.pk).update(starts_at=at(4.5))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"slot": 5}, id="a slot that there is not"),
        pytest.param({"ends_at": at(1)}, id="an end before the beginning"),
        pytest.param({"slot": 2, "in_section": True}, id="a second slot of a section's page"),
    ],
)
def test_the_database_refuses_what_no_page_has(one, wrong):
    section = one.section if wrong.pop("in_section", False) else None
    row = {"edition_id": "en", "slot": 1, "article": one, "starts_at": at(2), "section": section}
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(**row | wrong)
