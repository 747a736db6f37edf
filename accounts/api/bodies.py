"""Reading what a program sends: a JSON object of known fields, each of its kind."""

import json
from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.api.problems import Problem, invalid

#: A key that names one thing to be done, so that sent twice it is done once.
LONGEST_KEY = 100


def read(request: HttpRequest, known: Mapping[str, type], optional: Mapping[str, type] | None = None) -> dict[str, Any]:
    """Return the fields of the body: all `known` ones, perhaps `optional` ones. For anything else, raise Problem."""
    if not request.body:
        raise Problem("malformed")
    if request.content_type != "application/json":
        raise Problem("media-type")
    try:
        sent = json.loads(request.body)  # that it is JSON, TextMiddleware has seen
    except ValueError:
        raise Problem("malformed") from None
    if not isinstance(sent, dict):
        raise Problem("malformed")
    kinds = {**known, **(optional or {})}
    wrong = {name: _("No such field.") for name in sent if name not in kinds}
    wrong |= {name: _("This field is missing.") for name in known if name not in sent}
    wrong |= {
        name: _("This is of another kind.") for name, one in sent.items() if name in kinds and not _is(one, kinds[name])
    }
    if wrong:
        raise invalid(**wrong)
    return sent


def refused(form: BaseForm, **fields: str) -> Problem:
    """Say what a form has found wrong; `fields` says what programs call some of its fields."""
    return invalid(**{fields.get(name, name): " ".join(map(str, said)) for name, said in form.errors.items()})


def idempotency_key(request: HttpRequest) -> str:
    """Return what names this act, as its sender has chosen it."""
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise Problem("malformed", _("The header Idempotency-Key is missing, or too long."))
    return key


def _is(value: object, kind: type) -> bool:
    """Say whether a value is of a kind; true and false are no numbers."""
    return type(value) is kind
