"""Who writes of despair is shown where to find help."""

import pytest

from moderation.models import CaseComment, Comment, Sanction
from tests.moderation import making
from tests.moderation.making import ORDINARY
from tests.moderation.views.writing import sent, write

pytestmark = pytest.mark.django_db


def answered(client, article, body):
    """The page that a writer comes to who sends this."""
    return client.post(write(article), sent({"body": body}), follow=True).content.decode()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param({"en": "Call 0800 111 0 111."}, "Call 0800 111 0 111.", id="the newsroom's own words"),
        pytest.param({}, "Please talk to somebody", id="words that hold anywhere"),
    ],
)
def test_who_writes_of_despair_is_shown_help_and_a_person_looks(  # noqa: PLR0917 # fixtures and cases
    client, article, member, settings, lines, told
):
    settings.HELP_LINES = lines
    page = answered(client, article, "I see no reason to go on. My family would be happier if I were gone.")
    comment = Comment.objects.get()
    assert told in page
    assert CaseComment.objects.filter(comment=comment, case__closed_at=None).exists()
    assert not Sanction.objects.filter(subject=member).exists()
    client.force_login(making.member())
    assert told not in client.get(comment.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "body", [pytest.param(ORDINARY, id="ordinary"), pytest.param("Go and hang yourself, please.", id="urging another")]
)
def test_help_is_shown_to_nobody_else(client, article, member, settings, body):
    settings.HELP_LINES = {"en": "Call 0800 111 0 111."}
    assert "0800" not in answered(client, article, body)
