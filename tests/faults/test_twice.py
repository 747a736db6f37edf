"""One form sent three times at once, as an impatient hand does, is done once and told once (QR2)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import RightsRequest
from tests.faults import of_owners, of_readers, of_staff, truth
from tests.faults.acts import Act, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def at_once(*forms: tuple[Client, str, dict[str, object]]) -> list[int]:
    """Send these at the same moment; answer with what status each came back."""
    ready = Barrier(len(forms))

    def send(form):
        browser, path, fields = form
        ready.wait()
        try:
            return browser.post(path, fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def form(act: Act, **more: str) -> tuple[Client, str, dict[str, object]]:
    return act.browser(), act.path, act.fields | more


@pytest.mark.parametrize(
    "make",
    [
        of_readers.consent,
        of_readers.question,
        of_owners.erasure,
        of_owners.factor,
        of_owners.factor_off,
        of_owners.password,
    ],
    ids=lambda make: make.__name__,
)
def test_what_is_sent_three_times_is_done_once(article, make):
    act = make(article)
    statuses = at_once(form(act), form(act), form(act))
    assert max(statuses) < 500
    assert (act.found(), truth.breaches()) == ((act.once, act.once), [])


def test_nobody_has_more_questions_open_than_there_may_be(article):
    asked = of_readers.question(article)
    at_once(*(form(asked, text=f"And {n}?") for n in range(9)))
    assert asked.done.count() == 5


def test_the_second_of_two_answers_is_told_that_it_was_none(article):
    first = of_staff.answer_about_data(article)
    other = replace(first, person=member(is_staff=True, is_superuser=True))
    at_once(form(first), form(other, answer="No."))
    assert first.found() == (1, 1)
    changes = LogEntry.objects.filter(content_type__model=RightsRequest._meta.model_name)
    assert changes.count() == 1


def test_a_second_factor_that_goes_while_somebody_signs_in_with_it_is_no_error(article):
    gone = of_owners.factor_off(article)
    typed = of_owners.at_the_code(gone.person), reverse("mfa_authenticate"), {"code": of_owners.code()}
    statuses = at_once(typed, form(gone))
    assert max(statuses) < 500
    assert gone.found() == (1, 1)


def test_a_code_lets_one_in_of_two_who_type_it_at_once(article):
    person, path = of_owners.factor_off(article).person, reverse("mfa_authenticate")
    browsers = [of_owners.at_the_code(person) for _ in range(2)]
    assert sorted(at_once(*((one, path, {"code": of_owners.code()}) for one in browsers))) == [200, 302]
