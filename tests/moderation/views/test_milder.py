"""A member who is warned or suspended finds that in the form, beside the text that they typed."""

import pytest
from django.utils import timezone

from moderation import notices
from moderation.actions import suspensions, warnings
from moderation.models import Comment, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY, SHOUTING
from tests.moderation.views.writing import sent, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(article, member):
    comment = making.comment(article, author=member)
    given = {"moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    return warnings.warn(evidence=comment, **given).statement


def test_the_form_shows_the_warning_before_anything_is_typed(client, article, statement):
    page = client.get(write(article)).content.decode()
    assert "The comment calls a reader a name." in page
    assert f'name="warning" value="{statement.reference}"' in page
    assert f"/en/statements/{notices.statement_token(statement).partition(':')[0]}:" in page


def test_what_is_sent_without_it_comes_back_whole_and_says_why(client, article, statement):
    answer = client.post(write(article), sent({"body": ORDINARY}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Please read the moderators’ warning below" in page
    assert ORDINARY in page
    assert Comment.objects.count() == 1


def test_acknowledged_in_the_form_it_is_posted_and_no_later_form_asks(client, article, statement):
    answer = client.post(write(article), sent({"body": ORDINARY, "warning": statement.reference}))
    assert answer.status_code == 302
    assert StatementOfReasons.objects.get().acknowledged_at
    assert "have warned you" not in client.get(write(article)).content.decode()


def test_what_was_read_stays_read_when_the_text_must_be_looked_at_again(client, article, statement):
    answer = client.post(write(article), sent({"body": SHOUTING, "warning": statement.reference}))
    assert answer.status_code != 302
    assert "have warned you" not in answer.content.decode()
    assert StatementOfReasons.objects.get().acknowledged_at


def test_the_page_of_reasons_takes_the_word_of_its_person_alone(client, article, member, statement):
    token = notices.statement_token(statement)
    page, act = f"/en/statements/{token}/", f"/en/statements/{token}/acknowledge/"
    assert "I have read this warning" in client.get(page).content.decode()
    client.force_login(making.member())
    assert "I have read this warning" not in client.get(page).content.decode()
    assert client.post(act).status_code == 404
    client.force_login(member)
    assert client.post(act, follow=True).content.decode().count("Acknowledged on") == 1


def test_who_was_never_warned_sees_nothing_of_it_and_is_asked_nothing_more(client, article, member):
    assert "warned you" not in client.get(write(article)).content.decode()


def test_who_is_suspended_reads_until_when_in_place_of_the_form(client, article, member):
    comment = making.comment(article, author=member)
    given = {"moderator": making.moderator(), "reasons": making.reasons(), "now": timezone.now()}
    statement = suspensions.suspend(evidence=comment, days=3, **given).statement
    page = client.get(write(article)).content.decode()
    assert "from commenting" in page
    assert notices.statement_token(statement).partition(":")[0] in page
    assert 'name="body"' not in page
    answer = client.post(write(article), sent({"body": ORDINARY}))
    assert answer.status_code == 400
    assert ORDINARY in answer.content.decode()
    assert "You can comment again from" in answer.content.decode()
