"""A program that asks with a token, and finds each answer as the document of the API has it."""

import json
import re
from datetime import timedelta
from functools import cache
from itertools import count
from urllib.parse import parse_qs, urlsplit

import jsonschema
from django.test import Client
from django.utils import timezone

from accounts.actions import tokens
from accounts.enums import Scope
from accounts.permissions import scopes_of
from moderation.api.document import document

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
        body = {} if sent is None else {"data": json.dumps(sent), "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = address if address.startswith("/") else BASE + address
        answer = self.client.generic(method, address, headers=self.headers | named, **body)
        assert not answer.cookies
        check(method, address, sent, answer)
        return answer

    def get(self, address: str, **headers):
        return self.ask("GET", address, **headers)

    def post(self, address: str, sent=None, *, key: str = "", **headers):
        return self.ask("POST", address, sent, Idempotency_Key=key or f"key-{next(_numbers)}", **headers)

    def patch(self, address: str, sent, **headers):
        return self.ask("PATCH", address, sent, **headers)

    def delete(self, address: str, **headers):
        return self.ask("DELETE", address, **headers)


def check(method: str, address: str, sent, answer) -> None:
    """Hold an answer against the document: its status, its body, and what it says went wrong."""
    asked = urlsplit(address)
    operation = _operation(method, asked.path)
    if operation is None or answer.status_code >= 500:
        return
    said = operation["responses"][str(answer.status_code)]
    if answer.status_code < 400:
        known = {one["name"] for one in map(_resolved, operation["parameters"])}
        assert set(parse_qs(asked.query)) <= known
        if sent is not None:
            validate(operation["requestBody"]["content"]["application/json"]["schema"], sent)
    else:
        assert f"{answer.json()['type'].partition('#')[2]}: " in said["description"]
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    schema = said["content"][kind]["schema"] if "json" in kind else None
    if schema:
        validate(schema, answer.json())


def validate(schema, said) -> None:
    """Hold what was said against a schema of the document."""
    _validator(json.dumps(schema)).validate(said)


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema) | {"components": document()["components"]})


def _operation(method: str, path: str):
    for place, operations in document()["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", r"\\d+", f"/api/1{place}"), path):
            return operations.get("get" if method == "HEAD" else method.lower())
    return None


def _resolved(parameter):
    """Follow the reference to a parameter that several operations have."""
    return (
        document()["components"]["parameters"][parameter["$ref"].split("/")[-1]] if "$ref" in parameter else parameter
    )


def problem(answer) -> tuple[int, str]:
    """Return status and kind of a problem, which says what to do next."""
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    assert said["next"]
    return answer.status_code, said["type"].partition("#")[2]
