import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.enums import Act, Role, State
from articles.models import Article, Preview
from tests.articles import making
from tests.articles.admin.asking import address, filled, written

pytestmark = pytest.mark.django_db


def test_an_editor_writes_and_publishes_at_once(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    answer = client.post(address(article), filled(act=Act.PUBLISH.value, title="The ferry came"))
    article.refresh_from_db()
    assert answer.status_code == 302
    assert (article.title, article.slug, article.state(making.NOW)) == (
        "The ferry came",
        "the-ferry-came",
        State.PUBLISHED,
    )


def test_a_time_is_read_by_the_editions_clock(desk):
    client = desk(Role.EDITOR)
    making.section(needs_four_eyes=False)
    making.edition(time_zone="Europe/Berlin")
    article = written(client)
    client.post(address(article), filled(act=Act.PUBLISH.value, at="2026-03-02T14:30"))
    article.refresh_from_db()
    assert article.state(making.NOW) == State.SCHEDULED
    assert article.published_at == making.NOW + timedelta(hours=1, minutes=30)
    assert 'value="2026-03-02T14:30"' in client.get(address(article)).content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(
        address(article), filled(act=Act.PUBLISH.value, summary="", body="<p>Typed words</p>")
    ).content.decode()
    article.refresh_from_db()
    assert "Write a summary." in page
    assert "Typed words" in page
    assert article.state(making.NOW) == State.DRAFT


def test_a_second_saver_sees_both_texts_and_may_save_then(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>First saved</p>"))
    page = client.post(address(article), filled(body="<p>Second typed</p>")).content.decode()
    assert "First saved" in page
    assert "Second typed" in page
    assert article.revisions.count() == 2

    base = re.search(r'name="base" value="(\d+)"', page)[1]
    client.post(address(article), filled(body="<p>Both together</p>", base=base))
    assert article.newest_revision().body == "<p>Both together</p>"


def test_a_reporter_is_offered_only_what_the_role_permits(desk):
    client = desk(Role.REPORTER)
    article = written(client)
    acts = re.findall(r'name="act" value="([\w-]+)"', client.get(address(article)).content.decode())
    assert acts == [Act.REVISE, Act.SUBMIT]
    page = client.post(address(article), filled(act=Act.PUBLISH.value)).content.decode()
    assert "Your role does not permit that." in page


def test_an_edition_is_added_with_the_text_to_start_from(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    german = making.edition("de")
    answer = client.post(reverse("admin:articles_article_add_edition", args=[article.pk]), {"edition": german.pk})
    made = Article.objects.get(edition=german)
    assert answer.headers["Location"] == address(made)
    assert "Again." in client.get(address(made)).content.decode()


def test_the_list_is_filtered_by_state(desk):
    client = desk(Role.EDITOR)
    making.article(title="Out now"), making.article(title="Out soon", published_at=making.NOW + timedelta(hours=1))
    page = client.get(reverse("admin:articles_article_changelist"), {"state": "scheduled"}).content.decode()
    assert "Out soon" in page
    assert "Out now" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_queries_whatever_its_length(desk, django_assert_max_num_queries, rows):
    client = desk(Role.EDITOR)
    for _ in range(rows):
        making.article()
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:articles_article_changelist"))


def test_members_who_are_no_staff_see_nothing_of_it(client):
    article = making.article()
    client.force_login(making.person())
    for name in ("change", "history", "preview", "restore"):
        assert client.post(reverse(f"admin:articles_article_{name}", args=[article.pk])).status_code in (302, 403)
    assert Preview.objects.count() == 0


def test_a_text_sent_after_the_sessions_end_is_in_the_form_after_the_next_sign_in(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.logout()
    answer = client.post(address(article), filled(title="Typed for an hour", body="<p>A long text.</p>"))
    assert answer.headers["Location"].endswith(f"?next={address(article)}")
    client.force_login(client.person)
    page = client.get(address(article)).content.decode()
    assert "This is what you typed before" in page
    assert 'value="Typed for an hour"' in page
    assert article.newest_revision().title == "The ferry is late"
    client.post(address(article), filled(title="Typed for an hour", body="<p>A long text.</p>"))
    assert article.newest_revision().title == "Typed for an hour"
    assert "This is what you typed before" not in client.get(address(article)).content.decode()


def test_a_draft_is_asked_for_no_time_which_only_publishing_sets(desk):
    page = desk(Role.EDITOR).get(reverse("admin:articles_article_add")).content.decode()
    assert 'name="title"' in page
    assert 'name="at"' not in page
    assert 'name="expires_at"' not in page


@pytest.mark.parametrize("name", ["change", "history"])
def test_a_page_of_the_desk_has_each_landmark_once(desk, name):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.get(reverse(f"admin:articles_article_{name}", args=[article.pk])).content.decode()
    assert page.count('aria-label="Breadcrumbs"') == 1


def shown(client, article, name: str) -> str:
    """What a field of the article's form is filled with."""
    page = client.get(address(article)).content.decode()
    element = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    value = element and re.search(r'value="([^"]*)"', element[0])
    return value[1] if value else ""


def test_a_planned_time_is_kept_by_saving_and_holds_once_somebody_publishes(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(at="2026-03-02T13:30", expires_at="2026-03-05T09:00"))
    assert article.state(making.NOW) == State.DRAFT
    assert shown(client, article, "at") == "2026-03-02T13:30"
    assert shown(client, article, "expires_at") == "2026-03-05T09:00"
    client.post(address(article), filled(act=Act.PUBLISH.value, at=shown(client, article, "at")))
    article.refresh_from_db()
    assert article.state(making.NOW) == State.SCHEDULED


def test_a_planned_end_before_the_beginning_is_refused_beside_its_field(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(address(article), filled(at="2026-03-05T09:00", expires_at="2026-03-02T13:30")).content.decode()
    assert '<ul class="errorlist" id="id_expires_at_error"><li>Let it expire after it appears.' in page


def test_a_time_that_has_passed_does_not_publish_at_once(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(address(article), filled(act=Act.PUBLISH.value, at="2026-03-01T13:00")).content.decode()
    article.refresh_from_db()
    assert "This time has passed." in page
    assert article.state(making.NOW) == State.DRAFT
    client.post(address(article), filled(act=Act.PUBLISH.value, at="2026-03-02T12:00"))
    article.refresh_from_db()
    assert article.state(making.NOW) == State.PUBLISHED


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("2026-03-29T02:30", id="an hour that the clocks skip"),
        pytest.param("2026-10-25T02:30", id="an hour that comes twice"),
    ],
)
def test_a_time_that_the_editions_clock_does_not_show_once_is_refused(desk, typed):
    client = desk(Role.EDITOR)
    making.section(needs_four_eyes=False)
    making.edition(time_zone="Europe/Berlin")
    article = written(client)
    page = client.post(address(article), filled(act=Act.PUBLISH.value, at=typed)).content.decode()
    assert "couldn’t be interpreted in time zone Europe/Berlin" in page
    assert f'value="{typed}"' in page


def test_the_desk_tells_times_by_the_editions_clock(desk):
    client = desk(Role.EDITOR)
    making.edition(time_zone="Europe/Berlin")
    article = making.article(published_at=making.NOW)
    for page in (client.get(address(article)), client.get(reverse("admin:articles_article_changelist"))):
        assert "13:00" in page.content.decode()
    history = client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert "13:00" in history
    assert "Europe/Berlin" in history


def test_what_is_out_keeps_its_time_and_is_asked_for_none(desk):
    client = desk(Role.EDITOR)
    article = making.article()
    page = client.get(address(article)).content.decode()
    assert 'name="expires_at"' in page
    assert 'name="at"' not in page


def test_whoever_saves_another_time_for_what_is_out_is_told_that_it_does_not_hold_yet(desk):
    client = desk(Role.EDITOR)
    making.section(needs_four_eyes=False)
    article = making.article()
    answer = client.post(address(article), filled(expires_at="2026-03-05T09:00"), follow=True).content.decode()
    article.refresh_from_db()
    assert "The times were not changed" in answer
    assert article.expires_at is None


def test_the_address_of_a_draft_follows_its_title_and_that_of_an_article_stays(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert shown(client, article, "slug") == ""
    client.post(address(article), filled(title="The ferry came", act=Act.PUBLISH.value))
    assert shown(client, article, "slug") == "the-ferry-came"


def test_an_edition_is_begun_without_the_address_in_another_language(desk):
    client = desk(Role.EDITOR)
    article = written(client, slug="made-by-hand")
    german = making.edition("de")
    client.post(reverse("admin:articles_article_add_edition", args=[article.pk]), {"edition": german.pk})
    made = Article.objects.get(edition=german)
    assert shown(client, made, "slug") == ""
    client.post(address(made), filled(title="Die Fähre kam", slug=shown(client, made, "slug")))
    assert made.newest_revision().slug == "die-fähre-kam"


def test_a_text_without_a_title_is_told_of_the_title_alone(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(address(article), filled(title="")).content.decode()
    assert "This field is required." in page
    assert "Write at least one letter or digit." not in page


def test_a_summary_that_is_too_long_comes_back_whole(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(address(article), filled(summary="x" * 700)).content.decode()
    assert "x" * 700 in page
    assert "maxlength" not in page
    assert "at most 600 characters (it has 700)" in page


def test_what_is_missing_is_said_beside_its_field(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    page = client.post(address(article), filled(act=Act.PUBLISH.value, summary="")).content.decode()
    assert '<ul class="errorlist" id="id_summary_error"><li>Write a summary.' in page


def test_whoever_may_not_publish_what_only_they_have_read_is_told_why_there_is_no_button(desk):
    client = desk(Role.EDITOR)
    making.section(needs_four_eyes=True)
    article = written(client)
    page = client.get(address(article)).content.decode()
    assert 'value="publish"' not in page
    assert "somebody else must approve or publish" in page


def test_a_section_is_offered_under_its_name_in_the_edition_of_the_article(desk):
    client = desk(Role.EDITOR)
    making.section("unnamed")
    page = client.get(address(making.article("de"))).content.decode()
    assert re.findall(r"<option[^>]*>(News[^<]*|unnamed|news)</option>", page) == ["News (de)", "unnamed"]
