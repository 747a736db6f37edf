"""Pressing the button under a comment, with a script and without (C4)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moderation.actions import appreciations, flood, ledger
from moderation.enums import Measure
from moderation.models import Appreciation, Comment
from tests.articles.pages.asking import Server, cookie
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold
from tests.moderation.making import NOW
from tests.moderation.views.writing import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(article):
    return making.comment(article)


def button(page: str, comment) -> str:
    """Return the words of a comment's button, and where it sends its form."""
    found = re.search(rf'formaction="/en/comments/{comment.pk}/([^"]*)/"[^>]*>(.*?)</button>', page)
    return f"{re.sub('<.*?>', '', found.group(2))} → {found.group(1)}" if found else ""


def test_a_press_is_answered_with_the_comments_page_that_says_so(client, comment, member):
    assert button(client.get(at("comment", comment)).content.decode(), comment) == "Appreciate → appreciate"
    answer = client.post(at("appreciate", comment))
    assert answer.url == f"/en/comments/{comment.pk}/#comment-{comment.pk}"
    page = client.get(answer.url).content.decode()
    assert "You appreciate this comment." in page
    assert button(page, comment) == "Take appreciation back 1 → appreciate/take-back"
    again = client.get(client.post(at("appreciate", comment)).url).content.decode()
    assert "You appreciate this comment already." in again
    back = client.get(client.post(at("take_back_appreciation", comment)).url).content.decode()
    assert "You no longer appreciate this comment." in back
    assert button(back, comment) == "Appreciate → appreciate"


def test_a_script_gets_the_button_as_it_is_now(client, comment, member):
    appreciations.give(comment=comment, person=making.member(), now=NOW)
    piece = client.post(at("appreciate", comment), {"piece": "yes"}).content.decode()
    assert button(piece, comment) == "Take appreciation back 2 → appreciate/take-back"
    piece = client.post(at("take_back_appreciation", comment), {"piece": "yes"}).content.decode()
    assert button(piece, comment) == "Appreciate 1 → appreciate"


def test_a_visitor_signs_in_first_and_comes_to_the_button(client, comment):
    page = client.get(f"/en/articles/{comment.article_id}/comments/").content.decode()
    assert '<form id="appreciating" method="get" aria-label="Appreciate" hidden></form>' in page
    answer = client.get(at("appreciate", comment))
    assert f"next={at('appreciate', comment)}" in answer.url
    client.force_login(making.member())
    assert client.get(at("appreciate", comment)).url == at("comment", comment)
    assert not Appreciation.objects.exists()


def test_nobody_appreciates_by_a_foreign_form(comment):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(making.member())
    assert strict.post(at("appreciate", comment)).status_code == 403
    assert not Appreciation.objects.exists()


def test_refusals_are_told_in_words(client, comment, member):
    mine = making.comment(comment.article, author=member)
    answer = client.post(at("appreciate", mine))
    assert (answer.status_code, "You can appreciate what others wrote." in answer.content.decode()) == (403, True)
    assert button(client.get(at("comment", mine)).content.decode(), mine) == ""
    set_threshold("flood_of_appreciations", 5)
    flood.limiter().storage.reset()
    answers = [client.post(at("appreciate", comment)) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "Please try again after" in answers[-1].content.decode()


def test_what_is_no_longer_shown_has_no_button_and_takes_none(client, comment, member):
    appreciations.give(comment=comment, person=making.member(), now=NOW)
    thread = f"/en/articles/{comment.article_id}/comments/"
    assert button(client.get(thread).content.decode(), comment) == "Appreciate 1 → appreciate"
    ledger.record(comment=comment, measure=Measure.HOLD, now=NOW)
    assert button(client.get(thread).content.decode(), comment) == ""
    assert client.post(at("appreciate", comment)).status_code == 404
    ledger.record(comment=Comment.objects.with_context().get(), measure=Measure.PUBLISH, now=NOW)
    assert button(client.get(thread).content.decode(), comment) == "Appreciate 1 → appreciate"


@pytest.mark.parametrize("readers", [1, 12])
def test_a_press_costs_the_same_however_many_pressed(client, comment, member, readers):
    for _ in range(readers):
        appreciations.give(comment=comment, person=making.member(), now=NOW)
    with CaptureQueriesContext(connection) as asked:
        client.post(at("appreciate", comment))
    statements = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(statements) == 6


@pytest.mark.django_db(transaction=True)
def test_a_press_makes_no_page_anew_and_the_next_page_made_tells_of_it():
    making.rules()
    article, server = making.article(), Server()
    comment = making.comment(article)
    address = article.get_absolute_url()
    server.get(address)
    appreciations.give(comment=comment, person=making.member(), now=NOW)
    assert (server.statements(address), server.statements(address, cookie=cookie())) == (0, 0)
    assert button(server.get(address).text, comment) == "Appreciate → appreciate"
    making.comment(article)
    assert button(server.get(address).text, comment) == "Appreciate 1 → appreciate"
