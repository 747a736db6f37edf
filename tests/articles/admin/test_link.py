"""Dead links at the desk: listed where they stand, looked at again, left with a reason, counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import OutboxItem
from articles.enums import Role
from articles.models import Link, LinkTarget
from tests.articles import making
from tests.articles.links.making import dead
from tests.articles.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]

LIST = reverse("admin:articles_link_changelist")
BODY = '<p>On <a href="/en/gone-9/">Monday &amp; Tuesday</a>.</p>'


def form(link):
    return reverse("admin:articles_link_change", args=[link.pk])


@pytest.fixture
def client(desk):
    return desk(Role.EDITOR)


@pytest.fixture
def link():
    return dead(making.article(body=BODY), "/en/gone-9/")


def test_the_list_names_link_article_edition_and_answer_the_longest_dead_first(client, link):
    other = dead(making.article("ar", title="الميناء", body='<p><a href="/ar/x/">س</a></p>'), "/ar/x/", nights=9)
    page = client.get(LIST).content.decode()
    assert page.index("/ar/x/") < page.index("/en/gone-9/")
    assert f'<bdi lang="ar">{other.article.title}</bdi>' in page
    assert "404: there is no such page" in page
    assert f"/articles/article/{link.article_id}/change/?link=%2Fen%2Fgone-9%2F#id_body_label" in page
    assert "/ar/x/" not in client.get(LIST, {"article__edition__language__exact": "en"}).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, link, number, django_assert_num_queries):
    for one in range(number - 1):
        dead(making.article(body=f'<p><a href="/en/{one}/">x</a></p>'), f"/en/{one}/")
    client.get(LIST)
    with django_assert_num_queries(7):
        assert f"{number} dead link" in client.get(LIST).content.decode()


def test_the_desk_says_how_many_wait(client, link):
    assert "1 link of a published article leads nowhere." in client.get(reverse("admin:index")).content.decode()
    articles = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert f'<a href="{LIST}">Dead links (1)</a>' in articles
    LinkTarget.objects.update(nights=2)
    assert "leads nowhere" not in client.get(reverse("admin:index")).content.decode()
    assert "0 dead links" in client.get(LIST).content.decode()


def test_whoever_is_limited_sees_and_counts_theirs(client, link):
    client.force_login(making.limited(Role.EDITOR, [], ["de"]))
    assert "/en/gone-9/" not in client.get(LIST).content.decode()
    assert "leads nowhere" not in client.get(reverse("admin:index")).content.decode()
    assert client.get(form(link)).status_code == 403
    client.force_login(making.limited(Role.EDITOR, [], ["en"]))
    assert "/en/gone-9/" in client.get(LIST).content.decode()


def test_it_is_looked_at_again_at_once(client, link):
    page = client.post(form(link), {"act": "again"}, follow=True).content.decode()
    assert "within a minute" in page
    assert "Monday &amp; Tuesday" in page
    assert OutboxItem.objects.get().payload == {"target": link.target_id}


def test_why_other_sites_are_not_asked_is_said(client, settings):
    settings.CHECK_LINKS_ELSEWHERE = True
    link = dead(making.article(body='<p><a href="https://example.org/a">x</a></p>'), "https://example.org/a")
    assert client.get(form(link)).status_code == 200
    settings.CHECK_LINKS_ELSEWHERE = False
    assert "not dead any more" in client.get(form(link), follow=True).content.decode()


def test_it_is_left_with_a_reason_and_named_again(client, link):
    page = client.post(form(link), {"act": "leave", "reason": ""}).content.decode()
    assert "This field is required." in page
    client.post(form(link), {"act": "leave", "reason": "The story is about it."})
    assert "/en/gone-9/" not in client.get(LIST).content.decode()
    assert "/en/gone-9/" in client.get(LIST, {"state": "left"}).content.decode()
    page = client.get(form(link)).content.decode()
    assert "The story is about it." in page
    assert client.person.name in page
    log = client.get(reverse("admin:articles_paperevent_changelist"), {"thing__exact": "link"}).content.decode()
    assert "/en/gone-9/ – The story is about it." in log
    client.post(form(link), {"act": "resume"})
    assert "/en/gone-9/" in client.get(LIST).content.decode()


def test_a_reporter_sees_it_and_does_not_leave_it(client, link):
    client.force_login(making.staff(Role.REPORTER))
    assert "Leave it" not in client.get(form(link)).content.decode()
    said = client.post(form(link), {"act": "leave", "reason": "x"}, follow=True).content.decode()
    assert "Your role does not permit that." in said
    assert not Link.objects.exclude(left_at=None).exists()


def test_what_is_alive_by_now_leads_back_to_the_list(client, link):
    LinkTarget.objects.update(nights=0, failing_since=None, failed_on=None, turn_at=NOW + timedelta(hours=1))
    response = client.get(form(link), follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "not dead any more" in response.content.decode()


def test_the_article_shows_the_link_where_it_stands(client, link):
    page = client.get(reverse("admin:articles_article_change", args=[link.article_id]), {"link": "/en/gone-9/"})
    assert 'id="id_body_label"' in page.content.decode()
