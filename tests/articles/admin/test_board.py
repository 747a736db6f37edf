"""The board and the calendar of stories at the desk (A40)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import articles, briefs
from articles.enums import Role, Status
from articles.models import Article, Brief, Edition, Text
from tests.articles import making
from tests.articles.actions.test_briefs import planned
from tests.articles.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
BOARD = reverse("admin:articles_brief_changelist")
CALENDAR = reverse("admin:articles_brief_calendar")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def editor(desk):
    return desk(Role.EDITOR)


def columns(client, query="") -> dict[str, list[str]]:
    """What stands in which column, by title."""
    found = client.get(BOARD + query).context["columns"]
    return {column.stage.value: [card.title for card in column.cards] for column, _list in found if column.cards}


def days(client, query="") -> dict[str, list[str]]:
    """What stands on which day: hour, occasion and title."""
    found = client.get(CALENDAR + query).context["days"]
    return {
        f"{one.day:%m-%d}": [f"{item.at:%H:%M} {item.occasion.value} {item.card.title}" for item in one.items]
        for one in found
        if one.items
    }


def of_article(article: Article, by, **said) -> Brief:
    place = {"edition": article.edition, "section": article.section, "title": "As planned"}
    return Brief.objects.create(**place | said, article=article, made_by=by, made_at=NOW)


def test_each_story_stands_where_its_article_is_and_follows_it(editor):
    by = editor.person
    planned(by, title="Planned")
    for title, status in (("Draft", "draft"), ("Read", "in-review"), ("Approved", "approved"), ("Back", "unpublished")):
        making.draft(title=title, status=status)
    making.article(title="Scheduled", published_at=NOW + DAY)
    making.article(title="Out", published_at=NOW - 6 * DAY)
    making.article(title="Old", published_at=NOW - 8 * DAY)
    making.article(title="Over", published_at=NOW - 6 * DAY, expires_at=NOW - DAY)
    assert columns(editor) == {
        "planned": ["Planned"],
        "in-progress": ["Draft"],
        "in-review": ["Approved", "Read"],
        "scheduled": ["Scheduled"],
        "published": ["Out"],
    }
    Article.objects.filter(title="Draft").update(status=Status.IN_REVIEW)
    assert columns(editor)["in-review"] == ["Approved", "Read", "Draft"]


def test_a_story_is_begun_from_its_card_and_its_article_stands_in_its_place(editor):
    brief = planned(editor.person, about="Whom we suspect", due_at=NOW - HOUR)
    page = editor.get(BOARD).content.decode()
    assert '<strong class="late">overdue</strong>' in page
    answer = editor.post(BOARD, {"act": "begin", "brief": brief.pk})
    article = Article.objects.get()
    assert answer.url == reverse("admin:articles_article_change", args=[article.pk])
    assert columns(editor) == {"in-progress": ["Night trams"]}
    page = editor.get(answer.url).content.decode()
    assert "Whom we suspect" in page
    assert reverse("admin:articles_brief_change", args=[brief.pk]) in page


def test_a_story_is_late_only_until_it_is_scheduled(editor):
    for published_at in (NOW - HOUR, NOW + HOUR):
        of_article(making.article(published_at=published_at), editor.person, due_at=NOW - DAY)
    assert "overdue</strong>" not in editor.get(BOARD).content.decode()


def test_an_article_is_moved_by_its_own_acts_under_the_filters_that_are_set(editor):
    by = editor.person
    text = Text("ferry", "The ferry is late")
    article = articles.begin(edition=making.edition(), section=making.section(), text=text, author=by, now=NOW)
    answer = editor.post(f"{BOARD}?writer=mine&x=1", {"act": "submit", "article": article.pk})
    assert (answer.url, columns(editor)) == (f"{BOARD}?writer=mine", {"in-review": ["The ferry is late"]})
    editor.post(BOARD, {"act": "return", "article": article.pk})
    assert columns(editor) == {"in-progress": ["The ferry is late"]}
    editor.post(BOARD, {"act": "return", "article": article.pk})
    assert "does not allow that" in editor.get(BOARD).content.decode()


def test_nothing_on_the_board_publishes(editor):
    article = making.draft()
    brief = of_article(article, editor.person)
    for act in ("publish", "approve", "unpublish", "plan", "embargo", "lift", "", "drop"):
        answer = editor.post(BOARD, {"act": act, "article": article.pk, "brief": brief.pk})
        assert (act, answer.status_code, Article.objects.get().status) == (act, 403, Status.DRAFT)


def test_the_board_is_narrowed_by_edition_section_writer_and_due(editor):
    me, ana = editor.person, making.joining(making.person("Ana Lima", is_staff=True), Role.REPORTER)
    making.edition("de")
    sport = making.section("sport")
    making.SectionName.objects.create(section=sport, edition_id="en", name="Sport", slug="sport")
    planned(me, title="Mine today", assignee=me, due_at=NOW + HOUR)
    planned(me, title="Hers late", assignee=ana, due_at=NOW - HOUR)
    planned(me, title="Nobody's", section=sport)
    planned(me, title="German", edition=Edition.objects.get(pk="de"), due_at=NOW + 3 * DAY)
    making.draft(title="Begun by me", created_by=me)
    begun = making.draft(title="Begun by me, now hers", created_by=me)
    of_article(begun, me, assignee=ana)
    for query, shown in {
        "?edition=de": ["German"],
        f"?section={sport.pk}": ["Nobody's"],
        "?writer=mine": ["Begun by me", "Mine today"],
        f"?writer={ana.pk}": ["Begun by me, now hers", "Hers late"],
        "?writer=nobody": ["German", "Nobody's"],
        "?due=overdue": ["Hers late"],
        "?due=today": ["Hers late", "Mine today"],
        "?due=week": ["German", "Hers late", "Mine today"],
        "?due=open": ["Begun by me", "Begun by me, now hers", "Nobody's"],
        "?edition=xx&writer=0&due=never": titles(editor),
    }.items():
        assert (query, titles(editor, query)) == (query, shown)


def titles(client, query="") -> list[str]:
    """What stands on the board, whichever the column."""
    return sorted(title for found in columns(client, query).values() for title in found)


def test_whoever_is_limited_sees_their_part_of_the_paper_on_board_and_calendar(client):
    by = making.staff(Role.EDITOR)
    for code in ("news", "sport"):
        section = making.section(code)
        planned(by, title=f"Planned {code}", section=section, due_at=NOW)
        of_article(making.draft(title=f"Draft {code}", section=section), by, due_at=NOW)
        briefs.drop(brief=planned(by, title=f"Dropped {code}", section=section), reason="r", by=by, now=NOW)
    client.force_login(making.limited(Role.EDITOR, ["sport"], []))
    assert columns(client) == {"planned": ["Planned sport"], "in-progress": ["Draft sport"]}
    assert "Dropped news" not in (page := client.get(BOARD).content.decode())
    assert "Dropped sport" in page
    assert days(client) == {"03-02": ["12:00 due Planned sport", "12:00 due Draft sport"]}
    moved = of_article(making.draft(title="Moved away", section=making.section("news")), by)
    Brief.objects.filter(pk=moved.pk).update(section=making.section("sport"))
    for brief in (Brief.objects.get(title="Planned news"), moved):
        address = reverse("admin:articles_brief_change", args=[brief.pk])
        assert (
            client.get(address).status_code == client.post(BOARD, {"act": "take", "brief": brief.pk}).status_code == 403
        )
    briefs.drop(brief=moved, reason="r", by=by, now=NOW)
    assert "Moved away" not in client.get(BOARD).content.decode()
    article = Article.objects.get(title="Draft news")
    assert client.post(BOARD, {"act": "submit", "article": article.pk}).status_code == 403


def test_a_reporter_sees_all_and_is_offered_what_they_may_do(desk):
    editor, reporter = making.staff(Role.EDITOR), desk(Role.REPORTER)
    planned(editor, title="Open")
    planned(editor, title="Theirs", assignee=editor)
    planned(editor, title="Mine", assignee=reporter.person)
    cards = [card for column, _list in reporter.get(BOARD).context["columns"] for card in column.cards]
    assert {card.title: card.acts for card in cards} == {"Open": ("take", "begin"), "Theirs": (), "Mine": ("begin",)}
    reporter.post(BOARD, {"act": "take", "brief": Brief.objects.get(title="Open").pk})
    assert Brief.objects.get(title="Open").assignee == reporter.person
    reporter.post(BOARD, {"act": "begin", "brief": Brief.objects.get(title="Theirs").pk})
    assert "This story is somebody else's." in reporter.get(BOARD).content.decode().replace("&#x27;", "'")


def test_a_dropped_story_leaves_the_board_and_stands_below_it_for_a_while(editor, noon):
    brief = planned(editor.person)
    article = briefs.begin(brief=brief, by=editor.person, now=NOW)
    briefs.drop(brief=brief, reason="The court sits in June.", by=editor.person, now=NOW)
    assert columns(editor) == {}
    assert "The court sits in June." in editor.get(BOARD).content.decode()
    Article.objects.filter(pk=article.pk).update(
        status=Status.PUBLISHED, published_at=NOW, live_revision=article.newest_revision()
    )
    assert columns(editor) == {"published": ["Night trams"]}, "what readers see is shown whatever was planned"
    noon.move_to(NOW + 31 * DAY)
    assert "The court sits in June." not in editor.get(BOARD).content.decode()


def fill(by, number: int) -> None:
    for _each in range(number):
        ana = making.joining(making.person(is_staff=True), Role.REPORTER)
        planned(by, title=f"Planned {ana.pk}", assignee=ana, due_at=NOW)
        briefs.drop(brief=planned(by, title=f"Dropped {ana.pk}"), reason="r", by=by, now=NOW)
        for status in (Status.DRAFT, Status.IN_REVIEW):
            of_article(making.draft(status=status, created_by=ana), by, assignee=ana, due_at=NOW)
        making.article(published_at=NOW + DAY, embargo_until=NOW + HOUR)
        of_article(making.article(), by, assignee=ana, due_at=NOW)


@pytest.mark.parametrize("is_limited", [False, True])
def test_any_number_of_stories_takes_the_same_number_of_statements(client, is_limited):
    by = making.staff(Role.EDITOR)
    client.force_login(making.limited(Role.EDITOR, ["news"], ["en"]) if is_limited else by)
    counted = []
    for number in (1, 2):
        fill(by, number)
        for address in (BOARD, CALENDAR):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counted.append(len([one for one in asked if one["sql"].startswith("SELECT")]))
    of_limits = int(is_limited)  # what holds where
    assert counted == 2 * [10 + of_limits, 8 + of_limits]


def test_a_column_ends_and_leads_to_the_list_that_goes_on(editor, monkeypatch):
    monkeypatch.setattr("articles.board.AT_MOST", 2)
    for number in range(3):
        making.draft(title=f"Draft {number}")
        planned(editor.person, title=f"Planned {number}")
    page = editor.get(BOARD).content.decode()
    assert "In progress (2+)" in page
    assert f'href="{reverse("admin:articles_article_changelist")}?state=draft"' in page
    assert "There are more: narrow the board." in page


def test_the_calendar_shows_what_is_due_appears_or_may_be_quoted_by_the_editions_clock(editor):
    making.edition()
    Edition.objects.update(time_zone="Asia/Tokyo")
    by, late = editor.person, NOW.replace(hour=20)
    planned(by, title="Planned", due_at=late)
    of_article(making.draft(title="Begun"), by, due_at=late + DAY)
    making.article(title="Scheduled", published_at=late + 2 * DAY, embargo_until=late + DAY + HOUR)
    making.draft(title="Meant", published_at=late + 3 * DAY)
    making.draft(title="Taken back", status=Status.UNPUBLISHED, published_at=late + 3 * DAY, embargo_until=late)
    making.article(title="Out", published_at=NOW - DAY)
    briefs.drop(brief=planned(by, title="Dropped", due_at=late), reason="r", by=by, now=NOW)
    assert days(editor) == {
        "03-03": ["05:00 due Planned"],
        "03-04": ["05:00 due Begun", "06:00 embargo Scheduled"],
        "03-05": ["05:00 appears Scheduled"],
        "03-06": ["05:00 appears Meant"],
    }


def test_months_and_weeks_follow_each_other(editor):
    making.edition()
    page = editor.get(CALENDAR)
    assert (len(page.context["days"]), str(page.context["days"][0].day)) == (35, "2026-03-01")
    assert [one.day.day for one in page.context["days"] if one.is_today] == [2]
    page = page.content.decode()
    assert "March 2026" in page
    assert all(f"view=month&amp;day={day}" in page for day in ("2026-02-01", "2026-04-01"))
    week = editor.get(f"{CALENDAR}?view=week&day=2026-12-31").context["days"]
    assert [f"{one.day:%m-%d}" for one in week] == ["12-27", "12-28", "12-29", "12-30", "12-31", "01-01", "01-02"]
    editor.cookies["django_language"] = "de"
    assert str(editor.get(f"{CALENDAR}?view=week").context["days"][0].day) == "2026-03-02"


def test_no_day_breaks_the_calendar(editor):
    for day in ("0001-01-01", "9999-12-31", "nonsense", "2026-02-30"):
        for view in ("month", "week", "year"):
            assert editor.get(f"{CALENDAR}?view={view}&day={day}").status_code == 200


def test_the_calendar_says_when_a_day_holds_more_than_it_shows(editor):
    for number in range(10):
        planned(editor.person, title=f"Planned {number}", due_at=NOW)
    page = editor.get(CALENDAR).content.decode()
    assert ("Planned 7" in page, "Planned 8" in page, "More on this day" in page) == (True, False, True)
    assert "Planned 9" in editor.get(f"{CALENDAR}?view=week").content.decode()


def test_board_and_calendar_name_a_date_and_a_state_in_words(editor):
    planned(editor.person, due_at=NOW - DAY)
    page = editor.get(CALENDAR).content.decode()
    assert re.search(
        r"due by</span> <a[^>]*><bdi[^>]*>Night trams</bdi></a> <span[^>]*>planned</span> <strong[^>]*>overdue<", page
    )
