"""What readers see of what changed with a correction, and when they no longer do (A58)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import previews
from articles.actions import articles, comparisons
from articles.actions.previews import share
from articles.enums import Role
from articles.models import Article
from tests.articles import making
from tests.articles.corrected import put_right, retell
from tests.articles.pages.asking import Server

pytestmark = pytest.mark.django_db
LINK = "See what was changed, word by word"


@pytest.fixture
def publisher():
    return making.staff(Role.PUBLISHER)


@pytest.fixture
def shown(publisher):
    """A correction of whose article readers are shown what changed."""

    def show(language: str = "en", **text):
        now = timezone.now()
        noted = put_right(publisher, language, now=now, **text)
        comparisons.disclose(correction=noted, after=2, by=publisher, now=now)
        return noted

    return show


def words(page: str) -> str:
    """Return what stands on the page between its heading and its end, as one hears it."""
    inner = page[page.index("<h1>") : page.index("</main>")]
    return " ".join(re.sub("<[^>]*>", "", inner).split())


def test_readers_are_shown_nothing_before_an_editor_chooses_so(client, publisher):
    noted = put_right(publisher, now=timezone.now())
    page = client.get(noted.article.get_absolute_url()).content.decode()
    assert "It was the wrong day." in page
    assert LINK not in page
    assert client.get(noted.changes_url()).status_code == 404


def test_the_link_stands_beside_the_note_and_leads_to_what_changed(client, shown):
    noted = shown()
    link = f'<a href="/en/ferry-{noted.article.pk}/changes/{noted.pk}/">{LINK}</a>'
    for address in (noted.article.get_absolute_url(), "/en/corrections/"):
        assert client.get(address).content.decode().count(link) == 1
    page = client.get(noted.changes_url()).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert f'<a href="{noted.article.get_absolute_url()}">The ferry</a>' in page
    assert LINK not in page
    said = words(page)
    assert "It was the wrong day." in said
    assert said.endswith(
        "Text It sails on taken out: Monday (end of what was taken out) put in: Tuesday (end of what was put in)."
    )


def test_every_field_that_readers_see_is_told(client, shown):
    noted = shown(title="The boat", summary="On time.", body="<p>It sails on Monday.</p><h2>And <em>so</em> on</h2>")
    said = words(client.get(noted.changes_url()).content.decode())
    told = ("Title The taken out: ferry", "Summary taken out: Late", "Text 1 passage is as it was", "put in: And so on")
    assert [part in said for part in told] == [True] * len(told)


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_speaks_its_editions_language(client, shown, language, direction):
    noted = shown(language)
    assert noted.changes_url().startswith(f"/{language}/")
    page = client.get(noted.changes_url()).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert re.findall("<(ins|del)>", page[page.index("changed__part") :]) == ["del", "ins"]


def test_below_another_edition_the_link_leads_to_the_articles_own(client, shown):
    making.edition("ar")
    noted = shown()
    page = client.get(noted.article.address_in("ar")).content.decode()
    assert f'<a href="{noted.changes_url()}" hreflang="en">' in page
    answer = client.get(noted.changes_url().replace("/en/", "/ar/"))
    assert (answer.status_code, answer.headers["Location"]) == (301, noted.changes_url())


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_ends_with_what_it_shows(publisher, shown):
    server, noted = Server(), shown()
    addresses = (noted.changes_url(), noted.article.get_absolute_url(), "/en/corrections/")
    for address in addresses:
        assert server.get(address).status == 200
    assert server.statements(noted.changes_url()) == 0
    comparisons.conceal(correction=noted, by=publisher, now=timezone.now())
    assert [server.get(address).status for address in addresses] == [404, 200, 200]
    assert LINK not in server.get(addresses[1]).text + server.get(addresses[2]).text


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_again_is_no_longer_shown(publisher, shown):
    server, noted = Server(), shown(body="<p>Mr Grey steers it on Tuesday.</p><p>It sails.</p>")
    assert "Grey" in server.get(noted.changes_url()).text
    retell(noted.article, publisher, now=timezone.now(), body="<p>Somebody steers it.</p><p>It sails.</p>")
    page = server.get(noted.changes_url()).text
    assert "Grey" not in page
    assert "This passage has been changed again since." in page


def test_what_goes_with_the_article(client, publisher, shown, noon):
    noted = shown()
    article, address = noted.article, noted.changes_url()
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() + timedelta(hours=1))
    assert client.get(address).status_code == 200
    noon.shift(3600)
    assert client.get(address).status_code == 410
    Article.objects.filter(pk=article.pk).update(expires_at=None)
    articles.unpublish(article=article, by=publisher, now=timezone.now())
    assert client.get(address).status_code == 410
    articles.publish(article=article, by=publisher, now=timezone.now(), revision=2)
    assert client.get(address).status_code == 404


def test_the_page_of_an_article_for_people_alone_is_for_people_alone(client, shown):
    assert "tdm-reservation" not in client.get(shown().changes_url()).content.decode()
    noted = shown(for_people_only=True, body="<p>It sails on Friday.</p>")
    assert '<meta name="tdm-reservation" content="1">' in client.get(noted.changes_url()).content.decode()


def test_a_caption_is_told_as_long_as_its_photo_is_shown(client, shown, noon):
    photo = making.photo(expires_at=timezone.now() + timedelta(hours=1))
    article = shown(photo_id=photo.pk, photo_alt="A boat", photo_caption="It sails on Monday").article
    retell(article, making.staff(Role.PUBLISHER), now=timezone.now(), photo_caption="It sails on Tuesday")
    noted = article.corrections.get()
    comparisons.disclose(correction=noted, after=3, by=making.staff(Role.PUBLISHER), now=timezone.now())
    assert "Caption It sails on taken out: Monday" in words(client.get(noted.changes_url()).content.decode())
    noon.shift(3600)
    assert "Caption" not in words(client.get(noted.changes_url()).content.decode())


def test_nothing_in_a_text_runs(client, shown):
    noted = shown(title='<script>alert(1)</script> "quoted"', body="<p>&lt;img src=x onerror=alert(1)&gt;</p>")
    page = client.get(noted.changes_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img" in page


@pytest.mark.parametrize("key", [0, 10**18])
def test_a_key_that_leads_nowhere_is_answered_with_not_found(client, shown, key):
    noted = shown()
    assert client.get(f"{noted.article.get_absolute_url()}changes/{key}/").status_code == 404
    assert client.get(f"/en/ferry-{key}/changes/{noted.pk}/").status_code == 404
    other = shown()
    assert client.get(f"{noted.article.get_absolute_url()}changes/{other.pk}/").status_code == 404


def test_the_article_page_costs_no_statement_more(client, publisher, django_assert_num_queries, shown):
    noted = put_right(publisher, now=timezone.now())
    address = noted.article.get_absolute_url()
    client.get(shown().article.get_absolute_url())  # which reads what all pages have in common
    with django_assert_num_queries(2):
        client.get(address)
    comparisons.disclose(correction=noted, after=2, by=publisher, now=timezone.now())
    with django_assert_num_queries(2):
        assert LINK in client.get(address).content.decode()
    with django_assert_num_queries(2):
        client.get("/en/corrections/")
    with django_assert_num_queries(2):
        client.get(noted.changes_url())


def test_a_preview_leads_to_what_readers_see(client, shown):
    noted = shown()
    link = share(revision=noted.article.newest_revision(), by=making.staff(Role.EDITOR), now=timezone.now())
    assert LINK in client.get(previews.address(link)).content.decode()
