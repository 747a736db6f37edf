"""The document of the API (OpenAPI 3.1): made of the addresses and their acts, and of the words in `openapi.toml`.

Addresses, methods, scopes and what follows from them come from the views, so that they cannot differ; a test compares
what the words say with each answer that the tests get (tests/moderation/api/asking.py).
"""

import re
import tomllib
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils.translation import override

from accounts.api.endpoints import Act, Endpoint, for_everybody
from accounts.api.problems import CONTENT_TYPE, KINDS
from accounts.areas import Area
from accounts.models import User
from moderation.api.shapes import Json
from moderation.webhooks import Event

WORDS = Path(__file__).with_name("openapi.toml")
KEY = re.compile(r"<int:(\w+)>")


@lru_cache
def document() -> Json:
    """Put the document together, once: in English, as the names in it are."""
    from moderation.api import urls  # noqa: PLC0415 # which serve this document, too

    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    paths: Json = {}
    with override("en"):
        for pattern in urls.urlpatterns:
            endpoint = cast(Endpoint, pattern.callback)
            place = paths.setdefault("/" + KEY.sub(r"{\1}", str(pattern.pattern)), {})
            for method, act in endpoint.acts.items():
                place[method.lower()] = _operation(words, pattern, method, act)
    schemas = words["schemas"]
    schemas["Webhook"]["properties"]["type"] = {"enum": Event.values}
    return {
        "openapi": "3.1.0",
        "info": words["info"],
        "servers": [{"url": f"{settings.SITE_URL}/api/1"}],
        "paths": paths,
        "webhooks": {"event": {"post": _told()}},
        "components": {
            "schemas": schemas,
            "parameters": {name: {"name": name, "in": "query"} | said for name, said in words["parameters"].items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(words: Json, pattern: URLPattern, method: str, act: Act) -> Json:
    said = words["operations"][f"{method} {pattern.name}"]
    keys = KEY.findall(str(pattern.pattern))
    own = [{"name": key, "in": "path", "required": True, "schema": {"type": "integer"}} for key in keys]
    named = [{"$ref": f"#/components/parameters/{name}"} for name in said.get("parameters", ())]
    operation = {
        "operationId": f"{method.lower()}_{pattern.name}",
        "summary": said["summary"],
        "parameters": own + named,
        "security": _security(act),
        "responses": {str(status): _answer(schema) for status, schema in said["answers"].items()}
        | _problems([*_of_act(act), *said.get("problems", ())]),
    }
    return operation | ({"requestBody": {"required": True} | _answer(said["body"])} if "body" in said else {})


def _security(act: Act) -> list[Json]:
    shown = {"token": [str(act.scope)] if act.scope else []}
    return [shown] if act.asks_token else [{}, shown]


def _of_act(act: Act) -> list[str]:
    """Name the problems that follow from whom an act lets in."""
    kinds = ["malformed", "no-token"]
    if act.scope:
        kinds.append("scope")
    if act.area == Area.MEMBERS:
        kinds += ["gate", "not-allowed"]
    return [*kinds, "second-factor"] if act.is_desk else kinds


def _problems(kinds: list[str]) -> Json:
    """Say which kinds each status may be; whatever else goes wrong is a problem, too."""
    by_status = sorted(dict.fromkeys(kinds), key=lambda kind: KINDS[kind].status)
    found = {str(int(status)): list(some) for status, some in groupby(by_status, lambda kind: KINDS[kind].status)}
    said = {status: " / ".join(f"{kind}: {KINDS[kind].title}" for kind in some) for status, some in found.items()}
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {status: {"description": words, "content": content} for status, words in said.items()}
    return answers | {"default": {"description": "Any other problem", "content": content}}


def _answer(schema: str) -> Json:
    if not schema:
        return {"description": "Done"}
    if "/" in schema:
        return {"description": "A file", "content": {schema: {}}}
    return {
        "description": schema,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _told() -> Json:
    headers = ("webhook-id", "webhook-timestamp", "webhook-signature")
    return {
        "summary": "What happened, as a webhook is told",
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in headers
        ],
        "requestBody": {"required": True} | _answer("Webhook"),
        "responses": {
            "2XX": {"description": "Taken"},
            "410": {"description": "Nothing more is wanted: the webhook is paused"},
            "default": {"description": "It is told again later, with the same webhook-id"},
        },
    }


def _show(_request: HttpRequest, _caller: User | None) -> HttpResponse:
    return JsonResponse(document())


served = Endpoint(GET=for_everybody(_show))
