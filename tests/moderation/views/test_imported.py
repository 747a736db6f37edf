"""Old links to comments lead to them, where a server gets to see them (C71)."""

import pytest

from moderation.models import ImportedComment
from tests.moderation import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    made = making.comment(making.article("de"))
    ImportedComment.objects.create(comment=made, source="coral", old_id="c0ffee00-0000-4000-8000-000000000001")
    return made


def test_a_number_of_an_earlier_site_leads_to_the_comment_in_its_edition(client, comment):
    assert comment.imported.get_address() == "/comments/coral/c0ffee00-0000-4000-8000-000000000001/"
    answer = client.get(comment.imported.get_address())
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/de/comments/{comment.pk}/")
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/comments/disqus/c0ffee00-0000-4000-8000-000000000001/", "/comments/coral/7/", "/comments/coral/%00/"],
)
def test_what_was_not_imported_is_not_found(client, comment, address):
    assert client.get(address).status_code in (400, 404)
