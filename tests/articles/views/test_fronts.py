"""What readers come to first: planned articles in their slots, the newest in the others, none of them twice (A53)."""

import re
from datetime import timedelta

import pytest

from articles.actions import placements
from articles.actions.placements import Plan
from articles.enums import Role, Slot, Status
from articles.front import Page
from articles.models import Article
from articles.views.reading import PAGE as PAGE_LENGTH
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server

pytestmark = [pytest.mark.both, pytest.mark.django_db]
HOUR = timedelta(hours=1)


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="teaser__title"><a href="[^"]+">([^<]+)', page)


def read(client, address: str = "/en/") -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return titles(answer.content.decode())


def told(count: int, **fields) -> list[Article]:
    """Articles of which the first is the newest."""
    return [
        making.article(title=f"N{number:02}", published_at=NOW - number * HOUR, **fields)
        for number in range(1, count + 1)
    ]


def planned(article, slot=Slot.LEAD, *, page=None, begins=None, ends=None):
    plan = Plan(page or Page(article.edition_id), slot, article, begins, ends)
    return placements.place(plan=plan, by=making.staff(Role.EDITOR), now=NOW)


def test_without_plans_the_newest_come_first(client):
    told(6)
    assert read(client) == ["N01", "N02", "N03", "N04", "N05", "N06"]


def test_what_is_planned_stands_in_its_slot_and_nowhere_else_and_the_newest_fill_the_others(client):
    articles = told(7)
    planned(articles[5]), planned(articles[0], Slot.THIRD)
    assert read(client) == ["N06", "N02", "N01", "N03", "N04", "N05", "N07"]


def test_on_a_short_page_the_slots_close_up(client):
    articles = told(2)
    planned(articles[1], Slot.FOURTH)
    assert read(client) == ["N01", "N02"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"status": Status.UNPUBLISHED}, id="what was taken back"),
        pytest.param({"status": Status.DRAFT}, id="what was never out"),
        pytest.param({"published_at": NOW + HOUR}, id="what is not out yet"),
        pytest.param({"expires_at": NOW}, id="what is over"),
    ],
)
def test_what_readers_may_not_see_gives_way_to_the_newest(client, change):
    articles = told(3)
    planned(articles[2])
    Article.objects.filter(pk=articles[2].pk).update(**change)
    assert read(client) == ["N01", "N02"]


def test_a_photo_whose_rights_have_ended_is_not_shown_in_a_slot_either(client):
    lead = making.article(photo=making.photo(expires_at=NOW + HOUR))
    planned(lead)
    assert b"<img" in client.get("/en/").content
    lead.photo.expires_at = NOW
    lead.photo.save()
    assert b"<img" not in client.get("/en/").content


def test_a_section_has_a_lead_of_its_own_which_is_of_that_section(client):
    articles = told(3)
    news, page = articles[0].section, "/en/sections/news-en/"
    planned(articles[2], page=Page("en", news.pk)), planned(articles[1])
    assert (read(client, page), read(client)) == (["N03", "N01", "N02"], ["N02", "N01", "N03"])
    Article.objects.filter(pk=articles[2].pk).update(section=making.section("sport"))
    assert read(client, page) == ["N01", "N02"]


def test_the_list_goes_on_behind_what_is_planned_and_loses_nothing(client):
    articles = told(PAGE_LENGTH + 4)
    planned(articles[PAGE_LENGTH]), planned(articles[1], Slot.FOURTH)
    first = client.get("/en/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    beginning, rest = titles(first), read(client, following)
    assert len(set(beginning)) == len(beginning) == PAGE_LENGTH
    assert {*beginning, *rest} == {article.title for article in articles}


@pytest.mark.parametrize("slots", [0, 1, 4])
@pytest.mark.parametrize("address", ["/en/", "/en/sections/news-en/"])
def test_a_page_costs_the_same_statements_however_much_is_planned(client, django_assert_num_queries, address, slots):
    articles = told(8, photo=making.photo())
    for slot, article in zip(list(Slot)[:slots], articles[4:], strict=False):
        planned(article, slot, ends=NOW + HOUR), planned(article, slot, begins=NOW + 9 * HOUR)
        planned(articles[slot], page=Page("en", article.section_id), begins=NOW + (slot - 1) * HOUR)
    client.get("/en/feed.rss")  # reads the frame
    with django_assert_num_queries(4):
        client.get(address)


@pytest.mark.django_db(transaction=True)
def test_a_plan_takes_effect_and_ends_at_its_minute_with_every_worker_stopped(noon):
    articles, server = told(3), Server()
    begins, ends = NOW + timedelta(seconds=30), NOW + timedelta(seconds=40)
    planned(articles[2], begins=begins, ends=ends)
    seen = []
    for second in (0, 29, 30, 39, 40):
        noon.move_to(NOW + timedelta(seconds=second))
        answer = server.get("/en/")
        seen.append((second, titles(answer.text)[0]))
        # what caches on the way may keep ends with it
        left = next((change - second for change in (30, 40) if change > second), 60)
        kept = sum(map(int, re.findall(r"(?:s-maxage|stale-while-revalidate)=(\d+)", answer.headers["Cache-Control"])))
        assert kept <= left
    assert seen == [(0, "N01"), (29, "N01"), (30, "N03"), (39, "N03"), (40, "N01")]


@pytest.mark.django_db(transaction=True)
def test_a_change_of_plans_is_seen_at_once_and_leaves_other_editions_warm():
    articles, server, by = told(2), Server(), making.staff(Role.EDITOR)
    making.article("de", title="Eins")
    for address in ("/en/", "/de/"):
        server.get(address)
    plan = planned(articles[1])
    assert (server.find("/en/"), server.find("/de/") is None) == (None, False)
    assert titles(server.get("/en/").text) == ["N02", "N01"]
    placements.end(placement=plan, by=by, now=NOW + HOUR)
    assert server.find("/en/") is None
