"""Whoever has a copy shows with Python alone, and the page of our documents, that nothing was rewritten (V64)."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.actions import chaining
from accounts.models import Checkpoint
from moderation import notices
from tests.accounts.chain.conftest import event
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "check-the-chain.md"


@pytest.fixture
def statement():
    making.rules()
    return making.block(making.member()).imposed_by_decision.statement


@pytest.fixture
def copy(client, statement):
    """Save the signed copy of a statement that others stand before and behind in the chain."""
    event()
    chaining.extend(now=NOW)
    event()
    chaining.extend(now=NOW + timedelta(minutes=5))
    return saved(client, statement)


def saved(client, statement):
    return client.get(f"/en/statements/{notices.statement_token(statement)}/copy.json").json()


def checked(tmp_path, copy, published):
    """Run the lines of the how-to, which know nothing of Gazette."""
    (lines,) = re.findall(r"```python\n(.+?)```", HOW_TO.read_text(), re.DOTALL)
    for name, text in (("check.py", lines), ("copy.json", json.dumps(copy)), ("all.json", json.dumps(published))):
        (tmp_path / name).write_text(text)
    command = [sys.executable, "-I", "-S", "check.py", "copy.json", "all.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def altered(copy, old, new):
    assert old in copy["payload"]
    return copy | {"payload": copy["payload"].replace(old, new)}


def test_a_copy_leads_to_what_the_site_publishes(client, tmp_path, copy, statement):
    published = client.get("/checkpoints.json").json()
    status, said, _complaint = checked(tmp_path, copy, published)
    assert status == 0
    assert [line.partition(" and says")[0] for line in said.splitlines()] == [
        f"decision {statement.decision.pk} was chained below checkpoint 1",
        f"statement {statement.pk} was chained below checkpoint 1",
    ]
    assert statement.reference in said
    assert statement.why in said


def test_a_word_that_differs_is_found(client, tmp_path, copy, statement):
    other = altered(copy, f'"why": "{statement.why}"', '"why": "We felt like it."')
    status, _said, complaint = checked(tmp_path, other, client.get("/checkpoints.json").json())
    assert (status, complaint) == (1, f"statement {statement.pk} was not chained like this\n")


def test_another_history_is_found(client, tmp_path, copy):
    published = client.get("/checkpoints.json").json()
    published["checkpoints"][0]["link"] = "0" * 64
    assert checked(tmp_path, copy, published)[2] == "checkpoint 1 was altered\n"
    assert checked(tmp_path, copy, {"checkpoints": []})[2] == "the site publishes another checkpoint 1\n"


def test_a_copy_tells_nothing_of_who_decided_nor_of_others(copy, statement):
    chain = json.loads(copy["payload"])["record"]["chain"]
    assert [sorted(one) for one in chain] == [
        ["after", "before", "checkpoint", "key", "log", "made_at", "number", "salt", "told", "withheld"]
    ] * 2
    assert chain[0]["told"].keys() == {
        "measure", "subject__public_id", "ground_id", "rules_version__number", "source", "statement__reference",
    }  # fmt: skip
    assert chain[0]["told"]["subject__public_id"] == statement.person.public_id


def test_the_copy_names_its_place_and_one_that_was_taken_before_says_so(client, statement):
    def place():
        parts = json.loads(saved(client, statement)["payload"])["parts"]
        return {part["heading"]: part["text"] for part in parts}["Its place in our chain of decisions"]

    assert place() == "None yet. A copy that you take a quarter of an hour after the decision names it."
    chaining.extend(now=NOW)
    head = Checkpoint.objects.newest().hash
    assert place() == f"Entry 1, below checkpoint 1: {head}\nEntry 2, below checkpoint 1: {head}"


def test_checkpoints_are_published_in_stretches(client, copy):
    numbers = [one["number"] for one in client.get("/checkpoints.json?after=1").json()["checkpoints"]]
    assert numbers == [2]
    refused = client.get("/checkpoints.json?after=x")
    assert (refused.status_code, list(refused.json())) == (400, ["error"])


def test_the_page_of_figures_names_the_newest_checkpoint(client, copy):
    page = client.get(reverse("moderation:transparency")).content.decode()
    assert "Newest checkpoint: 2, of 2 March 2026, 12:05 (UTC)." in page
    assert 'href="/checkpoints.json"' in page
