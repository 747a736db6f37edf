"""The rules as programs read them."""

import pytest
from django.urls import reverse

from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_every_clause_has_an_id_that_outlives_versions(client):
    making.rules(1)
    making.rules(2)
    first, second = (client.get(reverse("moderation:rules_json", args=[number])).json() for number in (1, 2))
    assert [one["version"] for one in (first, second)] == [1, 2]
    assert [one["id"] for one in first["clauses"]] == [one["id"] for one in second["clauses"]]
    assert (first["clauses"][4]["number"], first["clauses"][4]["text"]) == (5, "Clause 5")


def test_a_version_that_there_is_not_is_not_found(client):
    making.rules()
    assert client.get(reverse("moderation:rules_json", args=[7])).status_code == 404


def test_the_page_of_a_version_leads_to_it(client):
    making.rules()
    assert reverse("moderation:rules_json", args=[1]) in client.get(reverse("moderation:rules")).text


def test_page_and_json_say_how_accounts_are_blocked_on_this_site(client, settings):
    making.rules()
    settings.LADDER = ["warn", "suspend:2", "block"]
    page = client.get(reverse("moderation:rules")).text
    assert "A block takes effect at once and is not announced" in page
    assert "a suspension of 2 days" in page
    assert "not looked at for up to 90 days" in page
    settings.BLOCK_MODE, settings.HEARING_DAYS = "hearing", 9
    page = client.get(reverse("moderation:rules")).text
    assert "You have 9 days to reply" in page
    assert "not announced; the reasons" not in page
    told = client.get(reverse("moderation:rules_json", args=[1])).json()["measures"]
    assert (told["block_mode"], told["reply_days"]) == ("hearing", 9)
    assert told["steps"][1] == {"measure": "suspend", "days": 2}
