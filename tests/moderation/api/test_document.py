"""The document of the API says what there is, and docs/api.md says how to use it; its examples are tried."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.actions.setting_log import Log
from accounts.outbox import delivery
from moderation.actions import queue, telling, webhooks
from moderation.api.document import WORDS, document
from moderation.api.urls import urlpatterns
from moderation.enums import Measure
from moderation.models import WebhookTarget
from moderation.webhooks import Event
from tests.moderation import making, sink
from tests.moderation.api.asking import Program, token

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
#: An example and the status that it says to be answered with.
EXAMPLES = re.findall(r"^    (curl (?:.*\\\n)*.*?)  # (\d{3})$", PAGE.read_text(), re.MULTILINE)


def operations() -> dict[str, dict]:
    return {
        f"{method.upper()} {place}": operation
        for place, found in document()["paths"].items()
        for method, operation in found.items()
    }


@pytest.mark.once
def test_what_is_said_is_said_of_something():
    words = tomllib.loads(WORDS.read_text())
    acts = {f"{method} {one.name}" for one in urlpatterns for method in one.callback.acts}
    assert set(words["operations"]) == acts
    references = set(re.findall(r'"#/components/(\w+)/([\w-]+)"', json.dumps(document())))
    made = {("schemas", name) for name in words["schemas"]} | {("parameters", name) for name in words["parameters"]}
    assert references == made


@pytest.mark.once
def test_names_of_operations_are_their_own():
    names = [operation["operationId"] for operation in operations().values()]
    assert len(names) == len(set(names))


@pytest.mark.once
def test_every_schema_is_one():
    from jsonschema import Draft202012Validator

    for schema in document()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.once
def test_the_page_names_every_address_and_every_event():
    page = PAGE.read_text()
    missing = [name for name in operations() if f"`{name}`" not in page]
    assert missing + [event for event in Event.values if f"`{event}`" not in page] == []


@pytest.mark.django_db
def test_the_document_is_served():
    served = Program().get("openapi.json").json()
    assert served == json.loads(json.dumps(document()))
    assert (served["openapi"], served["paths"]["/me"]["get"]["security"]) == ("3.1.0", [{"token": []}])
    assert served["paths"]["/comments/{pk}"]["get"]["security"] == [{}, {"token": []}]
    assert served["paths"]["/queue"]["get"]["security"] == [{"token": ["read"]}]


@pytest.mark.django_db
def test_the_examples_are_answered_as_the_page_says(article):
    """They are asked one after the other, as somebody would who reads the page."""
    chief = making.accepting(making.person("Chief", is_staff=True, is_superuser=True))
    held = making.comment(article, measure=Measure.HOLD)
    case = queue.put(comment=held, reasons=["ground:5"], risk=300, now=timezone.now())
    names = {
        "TOKEN": token(chief), "ARTICLE": str(article.pk), "HELD": str(held.pk), "CASE": str(case.pk), "SITE": "",
    }  # fmt: skip
    for example, status in EXAMPLES:
        answer = curl(example, names)
        assert answer.status_code == int(status), example
        _ = answer.getvalue()  # what streams is read to its end
        if answer.status_code in (201, 202) and "state" in answer.json():
            names["COMMENT"] = str(answer.json()["id"])
        if "export" in (answer.json() if "json" in answer.headers.get("Content-Type", "") else {}):
            work()
            names["EXPORT"] = str(answer.json()["export"]["id"])
    assert len(EXAMPLES) > 12


def curl(example: str, names: dict[str, str]):
    """Ask what an example asks."""
    words = shlex.split(re.sub(r"\$([A-Z]+)", lambda found: names[found[1]], example.replace("\\\n", " ")))
    method, sent, address, headers = "GET", None, "", {}
    arguments = iter(words[1:])
    for word in arguments:
        match word:
            case "-X":
                method = next(arguments)
            case "-H":
                name, _, value = next(arguments).partition(": ")
                headers[name.replace("-", "_")] = value
            case "--json":
                sent, method = json.loads(next(arguments)), "POST" if method == "GET" else method
            case "-o":
                next(arguments)
            case _:
                address = word
    return Program().ask(method, address, sent, **headers)


def work() -> None:
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())


@pytest.mark.django_db
def test_the_page_says_how_a_message_is_verified(article):
    said = PAGE.read_text().partition("## Verify")[2].splitlines()
    code = "\n".join(line[4:] for line in said if line.startswith("    ") or not line)
    names: dict = {}
    exec(code, names)  # noqa: S102 # the page's own example
    chief = making.person(is_staff=True, is_superuser=True)
    with sink.running() as program:
        target = WebhookTarget(name="Archive", address=program.address, events=Event.values)
        webhooks.make(target=target, log=Log(chief, timezone.now()))
        making.comment(article, now=timezone.now())
        telling.gather(now=timezone.now())
        work()
        (got,) = program.got
    assert names["is_ours"](target.secret, got.headers, got.body)
    assert not names["is_ours"](target.secret, got.headers, got.body + b" ")
    assert not names["is_ours"]("whsec_AAAA", got.headers, got.body)
    assert not names["is_ours"](target.secret, got.headers | {"webhook-timestamp": "1700000000"}, got.body)
