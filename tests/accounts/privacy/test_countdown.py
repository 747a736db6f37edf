"""What the page promises to go is what the nightly job takes, on that day and not before (V71)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.privacy import countdown, retention
from accounts.privacy.declarations import registry
from moderation.models import CommentVersion
from tests.journeys.leaver import Leaver
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
VERSIONS = "moderation.CommentVersion:comment__author"


ALL = {entry.code for entry in registry().personal}


def versions(person, *replaced):
    comment = making.comment(making.article(), author=person)
    for number, moment in enumerate(replaced, start=1):
        CommentVersion.objects.create(
            comment=comment, number=number, body="Before", replaced_at=moment, replaced_by=person
        )


def test_first_and_last_day_are_found():
    person = making.person()
    versions(person, NOW - 100 * DAY, NOW - 10 * DAY, NOW - 3 * DAY)
    left = countdown.running(person, ALL, now=NOW)[VERSIONS]
    whole = next(entry.retention for entry in registry().personal if entry.code == VERSIONS).keep.days
    assert (left.first, left.last, left.counted, left.endless) == (whole - 99, whole - 2, 3, 0)


def test_what_is_blanked_does_not_count():
    person = making.person()
    versions(person, NOW - 3 * DAY)
    CommentVersion.objects.update(body="", html="")
    assert VERSIONS not in countdown.running(person, ALL, now=NOW)


def test_what_is_only_kept_does_not_go():
    person = making.person()
    versions(person, NOW - 3 * DAY)
    person.restricted_at = NOW
    assert countdown.running(person, ALL, now=NOW) == {}


def test_the_job_takes_what_was_promised_on_its_day_and_not_a_day_before():
    """Of somebody with rows in every table."""
    person = Leaver().person
    promised = countdown.running(person, ALL, now=NOW)
    assert len(promised) > 10
    entries = {entry.code: entry for entry in registry().personal}
    for code, left in promised.items():
        entry = entries[code]
        mine = entry.rows(person).values("pk")
        due = [
            retention.expired(entry.retention, now=NOW + (left.first + offset) * DAY).filter(pk__in=mine).exists()
            for offset in (-1, 0)
        ]
        assert due == [False, True] if left.first else due[1], code


def test_the_page_lists_the_soonest_first(client):
    person = making.member()
    versions(person, timezone.now())
    client.force_login(person)
    page = client.get("/en/account/privacy/held/").content.decode()
    assert "What goes by itself, and when" in page
    assert page.index("Sessions</bdi>") < page.index("Earlier versions")
