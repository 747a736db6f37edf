"""The signed copy of a statement of reasons: the words of the letter, and nothing that opens a page (V63)."""

import json
import re

import pytest

from accounts.actions import signing
from moderation import notices
from tests.moderation import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    making.rules()
    return making.block(making.member()).imposed_by_decision.statement


def test_who_was_blocked_saves_the_statement_and_whoever_is_shown_it_can_check_it(client, statement):
    statement.person.refresh_from_db()
    client.force_login(statement.person)
    (address,) = re.findall(r'"(/en/statements/[^"]+/copy\.json)"', client.get("/en/account/blocked/").content.decode())
    copy = client.get(address).content.decode()
    client.logout()
    document = signing.read(copy).document
    said = {part["heading"]: part["text"] for part in document["parts"]}
    assert said["Reference"] == document["record"]["reference"] == statement.reference
    assert said["The facts"].startswith(statement.facts)
    assert said["Why it applies"] == statement.why
    assert statement.clause.text in said["The rule"]
    assert document["issued_at"] == statement.issued_at.isoformat()


def test_the_copy_opens_no_page_and_is_the_same_each_time(client, statement):
    token = notices.statement_token(statement)
    first, second = (client.get(f"/en/statements/{token}/copy.json").content for _ in range(2))
    assert first == second
    assert token.partition(":")[0] not in json.loads(first)["payload"]


def test_a_link_that_is_none_of_ours_gets_no_copy(client, statement):
    assert client.get(f"/en/statements/{statement.reference}/copy.json").status_code == 404
