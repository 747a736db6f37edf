"""Every address for programs × its methods × six roles, by tokens for all scopes: what the pages permit (QA2)."""

import pytest
from django.utils import timezone

from accounts.enums import Scope
from moderation.actions import queue
from moderation.models import Comment
from tests.moderation.api.asking import Program, token
from tests.rights.api import API, SENT
from tests.test_rights import NAMES, ROLES, address_of, people, places  # noqa: F401 # fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(role, people, places):  # noqa: F811 # fixtures
    index, person = ROLES.index(role), people[role]
    program = Program(token(person) if person else "")
    own, waits = places["own"][role], _waiting(places["other"]["pk"])
    got = {}
    for line in API:
        method, _, name = line.rpartition(" ")
        values = {"pk": own if "own" in method else places["other"]["pk"], "api:lease.pk": waits} | places["all"]
        got[line] = str(_status(program, method.split()[0], address_of(name, values), SENT.get(line)))
    assert got == {line: outcomes.split()[index] for line, outcomes in API.items()}


def test_a_token_for_one_thing_opens_nothing_else(people, places):  # noqa: F811 # fixtures
    """Each line that asks for a scope is refused to tokens of every other scope."""
    chief = people["administrator"]
    programs = {scope: Program(token(chief, scope)) for scope in Scope}
    for line in API:
        method, _, name = line.rpartition(" ")
        act = NAMES[name].callback.acts[method.split()[0]] if hasattr(NAMES[name].callback, "acts") else None
        if act is None or act.scope is None:
            continue
        address = address_of(name, {"pk": places["other"]["pk"]} | places["all"])
        others = [programs[scope] for scope in Scope if scope != act.scope]
        assert [_status(one, method.split()[0], address, SENT.get(line)) for one in others] == [403] * 3, line


def test_every_method_of_every_address_has_its_line():
    lines = {f"{line.split()[0]} {line.split()[-1]}" for line in API}
    acts = {name: getattr(NAMES[name].callback, "acts", {"GET": None}) for name in NAMES if name.startswith("api:")}
    assert {f"{method} {name}" for name, methods in acts.items() for method in methods} == lines


def _waiting(comment: int) -> int:
    found = queue.put(comment=Comment.objects.get(pk=comment), reasons=["5"], risk=1, now=timezone.now())
    return found.pk


def _status(program: Program, method: str, address: str, sent) -> int:
    return program.ask(method, address, sent, Idempotency_Key=f"{method} {address}").status_code
