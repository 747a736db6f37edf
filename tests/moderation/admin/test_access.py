"""Addresses of the desk that nobody is led to."""

import pytest

from tests.moderation import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules(chief):
    making.rules()
    making.accepting(chief)


@pytest.mark.parametrize("page", ["comment", "case"])
@pytest.mark.parametrize("key", ["x", "1e9", "-1", "\u0663", "9" * 18, "9" * 30, "9" * 5000])
def test_what_is_no_key_is_not_found(desk, page, key):
    assert desk.get(f"/admin/moderation/{page}/{key}/change/").status_code == 404


@pytest.mark.parametrize("query", ["nothing=1", "id=x", "ground__number__exact=x"])
def test_a_table_under_a_filter_that_there_is_not_leads_back_to_the_list(desk, query):
    answer = desk.post(f"/admin/moderation/decision/export/?{query}", {"why": "The yearly report"})
    assert answer.headers["Location"] == "/admin/moderation/decision/"
