"""Whatever goes wrong below /api/ is said as a problem, whoever says it (RFC 9457)."""

import pytest

from accounts.api.problems import KINDS
from tests.moderation.api.asking import BASE, Program, problem

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("method", "address", "told"),
    [
        pytest.param("GET", "nothing", (404, "not-found"), id="no address"),
        pytest.param("PUT", "me", (405, "method"), id="another method"),
        pytest.param("GET", "comments/1?x=%00", (400, "malformed"), id="a control character in the query"),
        pytest.param("GET", "me", (401, "no-token"), id="no token"),
    ],
)
def test_it_is_a_problem(method, address, told):
    assert problem(Program().ask(method, address)) == told


def test_a_method_that_is_not_there_names_those_that_are():
    assert Program().ask("PUT", "comments/1")["Allow"] == "GET, PATCH, DELETE, HEAD"


def test_a_failure_of_ours_is_one_too(monkeypatch):
    from moderation.api import reading

    def fails(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(reading, "discussed", fails)
    asking = Program()
    asking.client.raise_request_exception = False
    assert problem(asking.get("articles/1/comments")) == (500, "failed")


def test_the_kinds_are_listed_where_their_type_leads(settings):
    listed = Program().get("problems").json()["problems"]
    assert [one["kind"] for one in listed] == list(KINDS)
    said = Program().get("nothing").json()["type"]
    assert said == f"{settings.SITE_URL}{BASE}problems#not-found"


def test_words_are_of_the_language_that_is_asked_for():
    said = Program().get("me", Accept_Language="de")
    assert said["Content-Language"] == "de"


def test_a_cookie_opens_nothing(client, member):
    client.force_login(member)
    assert problem(client.get(f"{BASE}me")) == (401, "no-token")
    assert problem(client.post(f"{BASE}articles/1/comments", {})) == (401, "no-token")
