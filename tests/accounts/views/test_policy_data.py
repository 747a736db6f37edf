"""The privacy policy for programs is what was declared with it (V73)."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from accounts.models import PolicySnapshot
from accounts.privacy.declarations import registry
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "privacy-data.schema.json").read_text())
DATA = "/en/policies/privacy/data.json"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_has_the_documented_shape_and_every_declaration(client, language):
    making.policy()
    answer = client.get(DATA.replace("en", language, 1))
    assert answer["Content-Type"] == "application/json"
    said = answer.json()
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(said)
    declared = {f"{entry.activity.code}:{entry.model}" for entry in registry().personal}
    assert {one["_id"] for one in said["dataDisclosed"]} == declared
    assert said["meta"]["_hash"] == PolicySnapshot.objects.get().sha256
    assert said["meta"]["language"] == language


def test_what_was_declared_with_a_version_stays_and_the_newest_in_force_is_active(client, settings):
    settings.PUBLISHER_NAME = "Old Gazette"
    making.policy()
    settings.PUBLISHER_NAME = "New Gazette"
    assert client.get(DATA).json()["controller"]["name"] == "Old Gazette"
    making.policy(number=2, now=NOW)
    assert client.get(DATA).json()["controller"]["name"] == "New Gazette"
    old = client.get(reverse("accounts:policy_version_data", args=[1])).json()
    assert (old["controller"]["name"], old["meta"]["status"]) == ("Old Gazette", "inactive")


def test_the_page_of_a_version_leads_to_its_data(client):
    making.policy()
    address = reverse("accounts:policy_version_data", args=[1])
    page = client.get(reverse("accounts:policy")).text
    assert f'<link rel="alternate" type="application/json" href="{address}">' in page
    assert client.get(address).status_code == 200


def test_no_version_no_data(client):
    assert client.get(DATA).status_code == 404
    assert client.get(reverse("accounts:policy_version_data", args=[7])).status_code == 404
