"""Which letters that come back end a subscription (A32)."""

from datetime import timedelta

import pytest

from articles.actions import returns
from articles.enums import SubscriptionAct
from articles.models import Subscription, SubscriptionEvent
from articles.subscribing import links
from tests.articles.making import NOW
from tests.articles.subscribing import paper, subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _paper():
    paper()


@pytest.mark.parametrize(
    ("status", "is_ended"),
    [
        pytest.param("5.1.1", True, id="nobody of that name"),
        pytest.param("5.1.2", True, id="no such domain"),
        pytest.param("5.2.1", True, id="a mailbox that was closed"),
        pytest.param("5.2.2", False, id="a full mailbox"),
        pytest.param("5.7.1", False, id="a server that does not like us"),
        pytest.param("4.4.1", False, id="a server that was away"),
        pytest.param("", False, id="no reason given"),
    ],
)
def test_a_letter_that_came_back_ends_what_can_never_arrive(status, is_ended):
    subscription = subscriber()
    token = links.token(subscription.receipt)
    assert returns.note(tokens=[token], status=status, now=NOW) == is_ended
    assert Subscription.objects.exists() is not is_ended
    assert SubscriptionEvent.objects.filter(act=SubscriptionAct.RETURNED).exists() is is_ended


def test_what_may_pass_ends_it_only_when_it_does_not():
    subscription = subscriber()
    token, at = links.token(subscription.receipt), NOW
    for _ in range(returns.MOST - 1):
        at += timedelta(days=29)
        returns.note(tokens=[token], status="5.2.2", now=at)
    at += timedelta(days=31)  # letters arrived meanwhile: the count begins anew
    for _ in range(returns.MOST - 1):
        returns.note(tokens=[token], status="5.2.2", now=at)
    assert Subscription.objects.exists()
    assert returns.note(tokens=[token], status="5.2.2", now=at) == 1


def test_who_forges_a_bounce_ends_nothing():
    subscriber()
    assert returns.note(tokens=["x", "IjEi:x:y"], status="5.1.1", now=NOW) == 0
    assert Subscription.objects.exists()
