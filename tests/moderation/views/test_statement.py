"""What a restricted person reads, and what they hear who write too late."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from moderation import notices
from moderation.actions.appeals import WINDOW
from tests.articles.making import edition
from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_a_blocked_member_sees_the_comment_that_led_to_it(client):
    making.rules()
    comment = making.comment(making.article(), author=making.member(), body="The harbour master is a thief.")
    making.block(comment.author, evidence=comment)
    comment.author.refresh_from_db()
    client.force_login(comment.author)
    page = client.get("/en/account/blocked/").content.decode()
    assert "The harbour master is a thief." in page
    assert comment.article.title in page


def test_without_a_comment_the_page_stands_all_the_same(client):
    making.rules()
    person = making.block(making.member()).subject
    client.force_login(person)
    page = client.get("/en/account/blocked/").content.decode()
    assert person.public_id in page
    assert "The comment it is about" not in page


def test_a_letter_that_comes_too_late_hears_the_day_by_the_clock_of_the_edition(client):
    edition(time_zone="Asia/Tokyo")
    making.rules()
    statement = making.block(making.member()).imposed_by_decision.statement
    evening = (timezone.now() - WINDOW - timedelta(days=9)).replace(hour=20)
    type(statement).objects.filter(pk=statement.pk).update(viewed_at=evening)
    letter = {"user_id": statement.person.public_id, "subject": "Review", "explanation": "It was not me."}
    page = client.post(f"/en/statements/{notices.statement_token(statement)}/letter/review/", letter).content.decode()
    closed_on = date_format((evening + WINDOW).astimezone(ZoneInfo("Asia/Tokyo")), "DATE_FORMAT")
    assert f"The time to complain ended on {closed_on}." in page
