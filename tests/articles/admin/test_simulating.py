"""What Publish would do, asked from the form: what is typed stays, nothing is saved, roles keep to their part (A56)."""

import re
from html import unescape

import pytest

from articles.enums import Act, Role, State
from articles.models import Article, UnsavedText
from tests.articles import making
from tests.articles.actions.test_simulating import rows
from tests.articles.admin.asking import address, filled, written
from tests.test_markup import faults

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    """The words of the section that says it; empty where there is none."""
    found = re.search(r'<section[^>]*id="simulation".*?</section>', answer.content.decode(), re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found.group())).split()) if found else ""


def ask(client, article, **changes):
    return client.post(address(article), filled(act="simulate", **changes))


def test_a_draft_is_asked_about_with_what_is_typed_and_nothing_is_saved(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert 'value="simulate"' in client.get(address(article)).content.decode()
    stored = rows()

    answer = ask(client, article, title="The ferry is early", byline="Ada Quill")

    stays = {name: value for name, value in rows().items() if name != "sessions.Session"}
    assert stays == {name: value for name, value in stored.items() if name in stays}
    said = text_of(answer)
    assert "Readers would see it at once. Nothing has been saved, published or sent yet." in said
    assert f"/en/the-ferry-is-early-{article.pk}/" in said
    for one in ("/en/", "/en/bylines/Ada Quill/", "/en/feed.rss", "/sitemap-news.xml"):
        assert f" {one} " in said
    assert "It has all that is asked for: a title" in said
    assert 'value="The ferry is early"' in answer.content.decode()
    assert [one for one in faults(answer.content.decode()) if one != "no description"] == []


def test_the_page_that_says_it_publishes_what_it_said(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert text_of(ask(client, article, title="The ferry is early"))
    client.post(address(article), filled(act=Act.PUBLISH.value, title="The ferry is early"))
    article.refresh_from_db()
    assert (article.title, article.state(making.NOW)) == ("The ferry is early", State.PUBLISHED)
    said = text_of(ask(client, article, base=2, title="The ferry is late", slug="the-ferry-is-early"))
    assert "Readers would see the changed article at once." in said


def test_what_is_planned_is_told_by_the_editions_clock(desk):
    making.section(needs_four_eyes=False), making.edition(time_zone="Europe/Berlin")
    client = desk(Role.EDITOR)
    article = written(client)
    said = text_of(ask(client, article, at="2026-03-02T23:30"))
    assert "Readers would see it on 2 March 2026, 23:30." in said


def test_what_is_missing_is_named_and_what_was_typed_for_it_stays(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    answer = ask(client, article, summary="", overridden="summary", reason="It breaks now.")
    assert "Missing: Write a summary. It has: a title" in text_of(answer)
    page = answer.content.decode()
    assert "It breaks now." in page
    assert re.search(r'<input[^>]*value="summary"[^>]*checked', page)


def test_a_time_that_has_passed_is_refused_beside_its_field(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    answer = ask(client, article, at="2026-03-02T09:00", summary="")
    page = answer.content.decode()
    assert text_of(answer) == ""
    assert "This time has passed." in page
    assert "Write a summary." in page
    assert ">–<" not in page


def test_what_was_kept_of_a_text_that_nobody_saved_stays_kept(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    kept = UnsavedText.objects.create(
        writer=client.person, article=article, opening="0" * 32, serial=1, fields={"title": "Kept"}, kept_at=making.NOW
    )
    ask(client, article)
    assert list(UnsavedText.objects.all()) == [kept]


def test_who_may_not_publish_is_told_nothing(desk):
    client = desk(Role.REPORTER)
    article = written(client)
    assert 'value="simulate"' not in client.get(address(article)).content.decode()
    answer = ask(client, article)
    assert text_of(answer) == ""
    assert "Your role does not permit that." in answer.content.decode()


def test_a_role_that_holds_in_a_part_of_the_paper_asks_about_that_part(client):
    making.section(needs_four_eyes=False)
    sport, elsewhere = making.section("sport", needs_four_eyes=False), making.article(slug="elsewhere")
    client.force_login(making.limited(Role.PUBLISHER, ["sport"], ["en"]))
    own = making.draft(section=sport)
    making.revision(own)
    own_part = {"section": sport.pk}
    making.edition().section_names.create(section=sport, name="Sport", slug="sport")

    assert "/en/sections/sport/" in text_of(ask(client, own, **own_part))
    assert client.post(address(elsewhere), filled(act="simulate")).status_code == 403
    moved = ask(client, own, section=making.section().pk)
    assert text_of(moved) == ""
    assert Article.objects.get(pk=own.pk).section == sport
