"""The lists of the admin name grounds as the rules head them, in the language of the page."""

import pytest
from django.urls import reverse

from moderation.models import ListEntry, PolicyRow
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_heading")]


@pytest.fixture
def _heading(policy, chief):  # grounds come first
    making.rules(german={5: "Grobheit"})
    making.accepting(chief)


def page(desk, model, act, *args, asked=""):
    address = reverse(f"admin:moderation_{model}_{act}", args=args)
    return desk.get(address + asked, headers={"accept-language": "de"}).content.decode()


def entry(chief):
    return ListEntry.objects.create(
        kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag", added_by=chief, added_at=NOW
    )


def test_a_list_names_them(desk, chief):
    entry(chief)
    assert ">5. Grobheit</td>" in page(desk, "listentry", "changelist", asked="?q=snollygoster")


def test_a_filter_names_them_and_narrows(desk):
    PolicyRow.objects.filter(kind="nonsense.mash").update(ground_id=5)
    assert ">5. Grobheit</a>" in page(desk, "policyrow", "changelist")
    narrowed = page(desk, "policyrow", "changelist", asked="?ground__number__exact=5")
    assert "nonsense.mash" in narrowed
    assert "links.many" not in narrowed


def test_a_form_names_them_to_choose(desk):
    assert '<option value="5">5. Grobheit</option>' in page(desk, "listentry", "add")


def test_the_page_of_a_row_names_them(desk, chief):
    read = page(desk, "listentry", "change", entry(chief).pk)
    assert "5. Grobheit" in read
    assert "ground-5" not in read


def test_the_list_of_grounds_names_them(desk):
    assert ">Grobheit</td>" in page(desk, "ground", "changelist")
