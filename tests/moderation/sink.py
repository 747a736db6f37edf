"""A program that is told: a real HTTP server that keeps what it got, and verifies it as Standard Webhooks has it."""

import base64
import hmac
import json
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple

from tests.moderation.api.asking import validate
from tests.receiver import receiving


class Got(NamedTuple):
    """A message as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self):
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Say whether one of the signatures was made with this secret."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        made = "v1," + base64.b64encode(hmac.digest(key, signed, sha256)).decode()
        return made in self.headers["webhook-signature"].split(" ")


def _kept(_path, headers, body) -> Got:
    return Got({name.lower(): value for name, value in headers.items()}, body)


@contextmanager
def running():
    """Run the server; each message that it got is one that the document describes."""
    with receiving("/hook", 204, _kept) as server:
        yield server
    for got in server.got:
        validate({"$ref": "#/components/schemas/Webhook"}, got.said)
