"""Kept pages of a discussion that the clock changes: none outlives the change (C24, A9)."""

from datetime import timedelta

import pytest
import time_machine

from articles.models import Article
from moderation.actions import threads
from moderation.actions.threads import Plan
from moderation.enums import Discussion
from tests.articles.pages.asking import Server
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
EVENING, MORNING = NOW + timedelta(hours=10), NOW + timedelta(hours=18)
SHORTLY = timedelta(seconds=20)
SAID = "Back in the morning."


def planned(*plan) -> Article:
    comment = making.comment(making.article())
    chief = making.person(is_staff=True, is_superuser=True)
    threads.plan(article=comment.article, plan=Plan(*plan), by=chief, now=NOW)
    return comment.article


def test_no_kept_page_outlives_the_change():
    page = planned(Discussion.READ_ONLY, EVENING, MORNING, SAID).get_absolute_url()
    server = Server()
    with time_machine.travel(EVENING - SHORTLY, tick=False) as clock:
        assert SAID not in server.get(page).text
        assert server.find(page)
        clock.move_to(EVENING)
        assert SAID in server.get(page).text
        clock.move_to(MORNING - SHORTLY)
        assert SAID in server.get(page).text
        clock.move_to(MORNING)
        assert SAID not in server.get(page).text


def test_a_kept_stretch_of_the_thread_goes_with_it():
    server, address = Server(), f"/en/articles/{planned(Discussion.CLOSED, EVENING).pk}/comments/"
    with time_machine.travel(EVENING - SHORTLY, tick=False) as clock:
        assert server.get(address).status == 200
        clock.move_to(EVENING)
        assert server.get(address).status == 404
