"""Front pages at the desk: planned by keyboard and without scripts, refused in words, previewed (A53)."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from articles.actions import placements
from articles.enums import Role, Slot
from articles.models import Edition, Placement, SectionName
from tests.articles import making
from tests.articles.admin.test_within import listed
from tests.articles.making import NOW
from tests.articles.views.test_fronts import planned, titles

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_placement_add")
LIST = reverse("admin:articles_placement_changelist")
HOUR = timedelta(hours=1)


def sent(article, place="en:1", **more) -> dict:
    return {"place": place, "article": article.get_absolute_url(), "seen": placements.seen("en")} | more


def previewed(client, **asked):
    return client.get(f"{reverse('admin:articles_placement_preview')}?{urlencode(asked)}")


def test_an_article_is_planned_by_the_editions_clock_changed_and_taken_out(desk):
    client, article = desk(Role.EDITOR), making.article(title="The storm")
    Edition.objects.update(time_zone="Europe/Berlin")
    answer = client.post(f"{ADD}?edition=en", sent(article, starts_at="2026-03-02T18:00", ends_at="2026-03-03T06:00"))
    assert answer.url == LIST
    plan = Placement.objects.get()
    assert (plan.starts_at, plan.ends_at) == (NOW + 5 * HOUR, NOW + 17 * HOUR)
    page = client.get(LIST).content.decode()
    assert all(said in page for said in ("Front page, lead", "The storm", "18:00 (CET)", "planned"))
    address = reverse("admin:articles_placement_change", args=[plan.pk])
    assert 'value="2026-03-02T18:00"' in client.get(address).content.decode()
    client.post(address, sent(article, "en:3", starts_at="2026-03-02T19:00"))
    assert Placement.objects.values_list("slot", "starts_at", "ends_at").get() == (3, NOW + 6 * HOUR, None)
    client.post(address, {"act": "end", "seen": placements.seen("en")})
    assert not Placement.objects.exists()


def test_what_stands_on_a_page_ends_by_a_press_and_is_listed_as_over_when_asked_for(desk, noon):
    client, plan = desk(Role.EDITOR), planned(making.article(title="The storm"))
    address = reverse("admin:articles_placement_change", args=[plan.pk])
    page = client.get(address).content.decode()
    assert ("End it now" in page, 'name="place"' in page, 'name="ends_at"' in page) == (True, False, True)
    noon.move_to(NOW + HOUR)
    client.post(address, {"act": "end", "seen": placements.seen("en"), "ends_at": "no time at all"})
    assert Placement.objects.get().ends_at == NOW + HOUR
    assert listed(client, "placement") == set()
    assert listed(client, "placement", "?standing=over") == {"lead: The storm"}
    assert client.post(address, {"act": "end"}).status_code == 403


def test_whoever_plans_an_article_twice_is_shown_where_it_stands_and_moves_it(desk):
    client, article = desk(Role.EDITOR), making.article()
    plan = planned(article, begins=NOW + HOUR)
    data = sent(article, "en:2", ends_at="2026-03-02T18:00")
    page = client.post(ADD, data).content.decode()
    assert "It stands on this page already: Front page, lead, from 2 March 2026, 13:00 on." in page
    assert reverse("admin:articles_placement_change", args=[plan.pk]) in page
    assert 'value="2026-03-02T18:00"' in page
    assert 'name="moves"' in page
    assert Placement.objects.count() == 1
    client.post(ADD, data | {"moves": "on"})
    assert list(Placement.objects.values_list("slot", flat=True)) == [2]


def test_of_two_editors_the_second_keeps_what_was_typed_and_sees_the_others_plan(desk, noon):
    client, article, other = desk(Role.EDITOR), making.article(title="Mine"), making.article(title="Theirs")
    data = sent(article)
    planned(other)
    page = client.post(ADD, data).content.decode()
    assert "Somebody else has changed the plans of this page meanwhile." in page
    assert article.get_absolute_url() in page
    assert "Theirs</bdi></a>: Front page, lead" in page
    assert f'value="{placements.seen("en")}"' in page
    noon.move_to(NOW + HOUR)
    client.post(ADD, sent(article))
    assert Placement.objects.not_over(NOW + HOUR).get().article == article


def test_the_articles_form_says_where_it_is_planned_and_leads_to_planning_it(desk):
    client, article = desk(Role.EDITOR), making.article()
    form = reverse("admin:articles_article_change", args=[article.pk])
    page = client.get(form).content.decode()
    assert "It is planned for none." in page
    link = unescape(re.search(r'href="([^"]*/placement/add/\?[^"]*)"', page)[1])
    assert f">\n{article.get_absolute_url()}</textarea>" in client.get(link).content.decode()
    plan = planned(article)
    assert f'/placement/{plan.pk}/change/">Front page, lead, from' in client.get(form).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({"article": ""}, "Choose an article.", id="no article"),
        pytest.param({"article": "/en/x-999/"}, "There is no article of this edition at", id="none that there is"),
        pytest.param(
            {"starts_at": "2026-03-01T12:00"}, "Leave it empty to begin at once.", id="a time that has passed"
        ),
        pytest.param({"place": "de:1"}, "Select a valid choice", id="a slot of another edition"),
    ],
)
def test_what_cannot_be_planned_is_said_beside_the_field(desk, fields, says):
    client, article = desk(Role.EDITOR), making.article()
    making.edition("de")
    assert says in client.post(f"{ADD}?edition=en", sent(article) | fields).content.decode()
    assert not Placement.objects.exists()


def test_whoever_is_limited_plans_and_previews_their_own_pages_alone(client):
    sport, news = making.section("sport"), making.section()
    making.edition("de"), making.edition("en")
    SectionName.objects.create(section=sport, edition_id="en", name="Sport", slug="sport")
    match, other = making.article(title="The match", section=sport), making.article(title="The storm", section=news)
    planned(other)
    client.force_login(making.limited(Role.EDITOR, ["sport"], ["en"]))
    page = client.get(ADD).content.decode()
    assert ("Section Sport, lead" in page, "Front page, lead" in page, "The storm" in page) == (True, False, False)
    assert client.get(f"{ADD}?edition=de").status_code == 404
    client.post(ADD, sent(match, f"en/{sport.pk}:1"))
    assert listed(client, "placement") == {"lead: The match"}
    assert titles(previewed(client, page=f"en/{sport.pk}").content.decode()) == ["The match"]
    assert "Select a valid choice" in previewed(client, page="en").content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.REPORTER, 403), (Role.EDITOR, 200)])
def test_a_reporter_sees_plans_and_makes_none(desk, role, status):
    client, plan = desk(role), planned(making.article())
    assert client.get(LIST).status_code == 200
    change = reverse("admin:articles_placement_change", args=[plan.pk])
    assert ("End it now" in client.get(change).content.decode()) == (status == 200)
    assert [client.get(address).status_code for address in (ADD, reverse("admin:articles_placement_preview"))] == [
        status
    ] * 2


def test_a_preview_shows_the_page_at_a_minute_with_what_is_planned_and_no_cache_keeps_it(desk):
    client = desk(Role.EDITOR)
    now_out, photo = making.article(title="Out", published_at=NOW - HOUR), making.photo(expires_at=NOW + 2 * HOUR)
    coming = making.article(title="Coming", published_at=NOW + 3 * HOUR, photo=photo)
    planned(coming, begins=NOW + HOUR), planned(now_out, Slot.SECOND, begins=NOW + 4 * HOUR, ends=NOW + 9 * HOUR)
    seen = {}
    for hour in (12, 14, 15, 16):
        answer = previewed(client, page="en", at=f"2026-03-02T{hour}:00")
        seen[hour] = titles(answer.content.decode())
        assert answer.headers["Cache-Control"].startswith("private, no-store")
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert seen == {12: ["Out"], 14: ["Out"], 15: ["Coming", "Out"], 16: ["Coming", "Out"]}
    page = answer.content.decode()
    assert "A preview: this page as it will stand on 2 March 2026, 16:00" in page
    assert "<img" not in page  # the rights will have ended


def test_a_preview_speaks_the_language_of_its_edition(desk):
    client = desk(Role.EDITOR)
    making.article("ar", title="العاصفة")
    answer = previewed(client, page="ar")
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "ar"


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_of_plans_costs_the_same_whatever_its_length(desk, django_assert_max_num_queries, rows):
    client = desk(Role.EDITOR)
    for slot in list(Slot)[:rows]:
        planned(making.article(), slot)
    with django_assert_max_num_queries(11):
        client.get(LIST)
