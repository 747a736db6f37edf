"""What the log says when a signed link is answered with an error."""

import logging
from io import StringIO

import pytest
from django.core import signing

from accounts.safety.logs import WithoutKeys

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

    assert log.getvalue().rstrip().endswith("WARNING gazette a:b at 10:00:00: {'c': 1}")
