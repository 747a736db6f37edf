"""The command that makes keys, and what the settings say of a pair."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from articles.push import vapid
from config import env, refusals


def made() -> dict[str, str]:
    printed = StringIO()
    call_command("make_push_keys", stdout=printed)
    return dict(line.split("=") for line in printed.getvalue().splitlines())


def refused(**keys: str) -> list[str]:
    said = {variable.name: variable.default for variable in env.VARIABLES} | {"DEPLOYMENT": "development"}
    return [one for one in refusals.refusals(said | keys) if "PUSH" in one]


def test_the_command_prints_a_pair_for_the_environment_that_the_settings_take():
    keys = made()
    assert vapid.public_of(keys["PUSH_PRIVATE_KEY"]) == keys["PUSH_PUBLIC_KEY"]
    assert keys != made()
    assert refused(**keys) == refused() == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"PUSH_PRIVATE_KEY": ""}, id="one alone"),
        pytest.param({"PUSH_PUBLIC_KEY": ""}, id="the other alone"),
        pytest.param({"PUSH_PRIVATE_KEY": "x"}, id="no key"),
    ],
)
def test_half_a_pair_is_refused(change):
    [sentence] = refused(**made() | change)
    assert re.match("PUSH_PUBLIC_KEY and PUSH_PRIVATE_KEY are no pair", sentence)
