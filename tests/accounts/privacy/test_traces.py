from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.models import BlockTrace
from accounts.privacy import traces
from tests.accounts import making
from tests.accounts.making import NOW

REFERENCE = "S-ABCDEFGHJK"


@pytest.mark.parametrize(
    ("written", "same_as", "is_same"),
    [
        pytest.param("Ida@Example.org", "ida@example.org", True, id="case is folded"),
        pytest.param("ida+news@example.org", "ida@example.org", True, id="the plus-tag is folded everywhere"),
        pytest.param("i.da@gmail.com", "ida@googlemail.com", True, id="dots are ignored where the provider does"),
        pytest.param("i.da@example.org", "ida@example.org", False, id="elsewhere dots tell strangers apart"),
        pytest.param("ida@example.org", "ida@example.com", False, id="domains differ"),
        pytest.param(" ida@example.org ", "ida@example.org", True, id="blanks do not count"),
        pytest.param("+@example.org", "a@example.org", False, id="a mailbox that is all tag stays itself"),
    ],
)
def test_canonical(written, same_as, is_same):
    assert (traces.canonical(written) == traces.canonical(same_as)) is is_same


@pytest.fixture
def blocked(db):
    person = making.person(email="ida.berg@gmail.com")
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    EmailAddress.objects.create(user=person, email="not.mine@example.org", verified=False)
    SocialAccount.objects.create(user=person, provider="press-club", uid="4711")
    return person


def remember(person, ordinal=1, now=NOW):
    return traces.remember(person=person, ordinal=ordinal, reference=REFERENCE, now=now)


def test_every_proven_identity_is_recognised(blocked):
    assert remember(blocked) == 3
    assert traces.find(now=NOW, email="IdaBerg+2@googlemail.com").decision_reference == REFERENCE
    assert traces.find(now=NOW, email="second@example.org") is not None
    assert traces.find(now=NOW, provider="press-club", uid="4711") is not None
    assert traces.find(now=NOW, email="new@example.org", provider="press-club", uid="4711") is not None


def test_strangers_are_not(blocked):
    remember(blocked)
    assert traces.find(now=NOW, email="not.mine@example.org") is None
    assert traces.find(now=NOW, provider="another", uid="4711") is None
    assert traces.find(now=NOW) is None


def test_a_second_call_makes_no_second_trace_and_does_not_prolong(blocked):
    remember(blocked)
    remember(blocked, now=NOW + timedelta(days=100))
    assert set(BlockTrace.objects.values_list("set_at", flat=True)) == {NOW}
    assert BlockTrace.objects.count() == 3


@pytest.mark.parametrize(("ordinal", "days"), [(1, 730), (2, 1096)])
def test_a_trace_ends(blocked, ordinal, days):
    remember(blocked, ordinal=ordinal)
    end = NOW + timedelta(days=days)
    assert traces.find(now=end - timedelta(seconds=1), email=blocked.email).ordinal == ordinal
    assert traces.find(now=end, email=blocked.email) is None


def test_when_every_decision_was_wrong_nothing_is_remembered(blocked):
    remember(blocked)
    traces.correct(references=[REFERENCE], ordinal=0, reference="")
    assert traces.find(now=NOW, email=blocked.email) is None


def test_when_a_second_block_becomes_the_first_its_trace_ends_sooner(blocked):
    remember(blocked, ordinal=2)
    traces.correct(references=[REFERENCE, "S-OTHER"], ordinal=1, reference="S-OTHER")
    found = traces.find(now=NOW, email=blocked.email)
    assert (found.ordinal, found.decision_reference, found.expires_at) == (1, "S-OTHER", NOW + timedelta(days=730))


def test_a_trace_made_under_an_older_key_is_found_until_that_key_goes(blocked, settings):
    settings.TRACE_KEYS = ["1:old"]
    remember(blocked)
    settings.TRACE_KEYS = ["2:new", "1:old"]
    assert traces.find(now=NOW, email=blocked.email).key_version == 1
    settings.TRACE_KEYS = ["2:new"]
    assert traces.find(now=NOW, email=blocked.email) is None


def test_a_trace_holds_nothing_readable(blocked):
    remember(blocked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_blocktrace")
        said = repr(cursor.fetchall()).casefold()
    for word in ("ida", "gmail", "second", "4711", "press", blocked.public_id.casefold()):
        assert word not in said
