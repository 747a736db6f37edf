"""Editions and sections in the admin."""

import pytest

from articles.enums import Role
from articles.models import Edition
from tests.articles import making

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/edition/en/change/"


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        pytest.param("Europe/Berlin", "Europe/Berlin", id="a zone that clocks know"),
        pytest.param("Europe/Berln", "UTC", id="a slip, by which every page of the edition would fail"),
    ],
)
def test_an_edition_lives_by_a_time_zone_that_there_is(client, zone, kept):
    making.edition()
    client.force_login(making.staff(Role.PUBLISHER))
    said = {"language": "en", "name": "Gazette", "direction": "ltr", "position": 0, "is_default": "on"}
    client.post(ADDRESS, said | {"time_zone": zone})
    assert Edition.objects.get().time_zone == kept
    assert client.get("/en/").status_code == 200
