"""A program that asks with a token."""

from datetime import timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from accounts.actions import tokens
from accounts.enums import Scope
from accounts.permissions import scopes_of

BASE = "/api/1/"
_numbers = count(1)


def token(person, *scopes: Scope, **fields) -> str:
    """Make a token of a person's, for these scopes or for all that it may have."""
    now = timezone.now()
    given = {"name": f"Program {next(_numbers)}", "ends_at": now + timedelta(days=90), "now": now} | fields
    return tokens.make(person=person, scopes=scopes or scopes_of(person), **given)[1]


class Program:
    """Asks as a program does: JSON out, JSON in, no cookie."""

    def __init__(self, shown: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {shown}"} if shown else {}

    def ask(self, method: str, address: str, sent=None, **headers):
        body = {} if sent is None else {"data": sent, "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = address if address.startswith("/") else BASE + address
        answer = self.client.generic(method, address, headers=self.headers | named, **_encoded(body))
        assert not answer.cookies
        return answer

    def get(self, address: str, **headers):
        return self.ask("GET", address, **headers)

    def post(self, address: str, sent=None, *, key: str = "", **headers):
        return self.ask("POST", address, sent, Idempotency_Key=key or f"key-{next(_numbers)}", **headers)

    def patch(self, address: str, sent, **headers):
        return self.ask("PATCH", address, sent, **headers)

    def delete(self, address: str, **headers):
        return self.ask("DELETE", address, **headers)


def _encoded(body):
    from json import dumps

    return body | {"data": dumps(body["data"])} if body else body


def problem(answer) -> tuple[int, str]:
    """Return status and kind of a problem, which says what to do next."""
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    assert said["next"]
    return answer.status_code, said["type"].partition("#")[2]
