"""What the log says: no signed link, and for which request it happened (A36)."""

import json
import logging
import re
from io import StringIO

import pytest
from django.core import signing
from django.utils import timezone

from accounts import tracing
from accounts.outbox import delivery, enqueue
from accounts.safety.logs import Json, WithoutKeys
from tests.accounts import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """What the handler of the settings writes."""
    [handler] = [one for one in logging.getLogger().handlers if any(isinstance(f, WithoutKeys) for f in one.filters)]
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.parametrize("signer", [signing.Signer(salt="x"), signing.TimestampSigner(salt="x")])
def test_a_signed_link_does_not_stand_in_the_log(client, log, signer):
    key = signer.sign("0123456789abcdef")

    assert client.get(f"/nowhere/{key}/end/").status_code == 404

    assert "Not Found: /nowhere/…/end/" in log.getvalue()
    assert key.rpartition(":")[2] not in log.getvalue()


def test_everything_else_does(log):
    logging.getLogger("gazette").warning("%s at 10:00:00: %s", "a:b", {"c": 1})

    assert log.getvalue().rstrip().endswith("WARNING gazette [-] a:b at 10:00:00: {'c': 1}")


def test_a_line_names_the_request_as_the_front_server_did(client, log, settings):
    settings.TRUST_PROXY = True
    client.get("/nowhere/", HTTP_X_REQUEST_ID="5f2a91c07be34d11")
    client.get("/nowhere/", HTTP_X_REQUEST_ID="<script>")
    lines = log.getvalue().splitlines()
    assert "[5f2a91c07be34d11] Not Found: /nowhere/" in lines[0]
    assert re.search(r" \[[0-9a-f]{16}\] Not Found", lines[1])


def test_without_a_front_server_nobody_names_a_request(client, log):
    client.get("/nowhere/", HTTP_X_REQUEST_ID="5f2a91c07be34d11")
    assert "5f2a91c07be34d11" not in log.getvalue()
    assert tracing.current() == ""


def test_the_workers_log_names_the_request_that_caused_it(log, settings):
    settings.OUTBOX_CHANNELS = {"broken": "nowhere.at_all"}
    with tracing.within("5f2a91c07be34d11"):
        enqueue(channel="broken", key="one", payload={}, now=timezone.now())
    delivery.deliver(delivery.claim(now=timezone.now()), now=timezone.now())
    assert "[5f2a91c07be34d11] Outbox item" in log.getvalue()
    assert tracing.current() == ""


def test_programs_read_a_line_of_json_without_what_else_a_record_carries(log):
    [handler] = [one for one in logging.getLogger().handlers if getattr(one, "stream", None) is log]
    ordinary = handler.formatter
    handler.setFormatter(Json())
    try:
        int(signing.Signer(salt="x").sign("0123456789abcdef"))
    except ValueError:
        logging.getLogger("accounts").exception("It failed:\n%s", "é", extra={"request": "/of/somebody/"})
    finally:
        handler.setFormatter(ordinary)
    [line] = log.getvalue().splitlines()
    told = json.loads(line)
    said = told["level"], told["logger"], told["message"], told["request_id"]
    assert said == ("ERROR", "accounts", "It failed:\né", "-")
    assert told["error"].endswith("with base 10: '…'")
    assert set(told) == {"time", "level", "logger", "message", "request_id", "error"}


@pytest.mark.parametrize("is_staff", [True, False], ids=["of the staff", "a reader"])
def test_sign_ins_of_the_staff_are_told_by_their_number_and_no_others(client, log, is_staff):
    person = making.member(email="mira@example.org", is_staff=is_staff)
    person.set_password("a long sentence is fine")
    person.save()
    for password in ("a wrong one here", "a long sentence is fine"):
        client.post("/en/account/login/", {"login": person.email, "password": password})
    told = log.getvalue()
    assert told.count("A sign-in was refused") == 1
    assert (f"Signed in, of the staff: {person.public_id}" in told) == is_staff
    assert person.email not in told
