"""Links within the site are looked at in the application itself: what a reader would get, without network."""

import socket

import pytest
from django.utils import translation

from articles.enums import State, Status, Trouble
from articles.links import own
from articles.links.answers import Answer
from articles.models import Article, OldAddress
from tests.articles import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_network(monkeypatch):
    """Let nothing be asked but what the settings name: the cache on this machine."""
    resolve = socket.getaddrinfo

    def refuse(host, *rest, **more):
        assert host == "127.0.0.1"
        return resolve(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def status(address):
    return own.look(address).status


def test_a_published_page_is_there_and_its_former_address_leads_to_it():
    making.edition("de")
    article = making.article()
    assert status(article.get_absolute_url()) == 200
    assert status(f"/en/former-words-{article.pk}/") == 200
    assert status(f"/fr/harbour-{article.pk}/") == 404  # there is no French edition
    assert status(f"/de/harbour-{article.pk}/") == 200  # shown there with a notice
    assert status("/") == status("/en/") == status("/en/feed.atom") == status("/en/search/?q=a") == 200


def test_what_was_taken_back_or_never_was_is_not():
    article = making.article()
    address = article.get_absolute_url()
    Article.objects.filter(pk=article.pk).update(status=Status.UNPUBLISHED)
    assert status(address) == 410
    draft = making.draft()
    assert draft.state(making.NOW) == State.DRAFT
    assert status(draft.get_absolute_url()) == status("/en/nothing/") == status("/nothing") == 404
    assert own.look(address).is_failure
    assert own.look("/en/nothing/").is_failure


def test_an_address_of_the_old_site_leads_to_its_article():
    article = making.article()
    OldAddress.objects.create(path="/2019/05/harbour", host="", article=article)
    assert status("/2019/05/harbour/") == 200


def test_letters_beyond_ascii_and_a_page_for_members_are_found():
    article = making.article("ar", slug="الميناء", title="الميناء")
    assert status(article.get_absolute_url()) == 200
    assert own.look("/en/account/privacy/") == Answer(200)  # leads to the way in


def test_looking_leaves_no_language_behind():
    making.edition("de")
    with translation.override("fr"):
        own.look("/de/")
        assert translation.get_language() == "fr"


def test_a_way_in_a_circle_ends(monkeypatch):
    monkeypatch.setattr(own, "_ask", lambda _address: (302, "/en/"))
    assert own.look("/en/") == Answer(trouble=Trouble.CIRCLE)
