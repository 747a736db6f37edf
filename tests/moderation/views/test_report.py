"""Anybody reports a comment, and follows what becomes of the report."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import OutboxItem
from moderation import headings
from moderation.actions import decisions
from moderation.enums import ReportOutcome
from tests.moderation import making
from tests.moderation.views.writing import at

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_a_member_reports_and_follows_the_report(client, article, member):
    comment = making.comment(article)
    answer = client.post(at("report_comment", comment), {"reason": "5", "text": "rude"})
    report = comment.reports.get()
    assert answer.url == f"/en/reports/{report.reference}/"
    assert report.reference in client.get(answer.url).content.decode()


def test_a_notice_needs_reasons_name_address_and_good_faith(client, article):
    address = at("report_comment", making.comment(article))
    answer = client.post(address, {"reason": "illegal"})
    assert set(answer.context["form"].errors) == {"text", "is_in_good_faith", "name", "email"}


def test_a_notice_of_child_abuse_may_be_given_without_a_name(client, article):
    comment = making.comment(article)
    said = {"reason": "abuse", "text": "It shows that.", "is_in_good_faith": "on"}
    assert client.post(at("report_comment", comment), said).status_code == 302
    assert comment.reports.get().outcome == ReportOutcome.OPEN


NOTICE = {
    "reason": "illegal",
    "text": "Paragraph 185.",
    "name": "A. Reader",
    "email": "a@x.org",
    "is_in_good_faith": "on",
}


def test_a_stranger_gives_notice_says_where_and_follows_it_by_its_reference(client, article, mailoutbox):
    comment = making.comment(article)
    form = client.get(at("report_comment", comment)).content.decode()
    here = f"{settings.SITE_URL}/en/comments/{comment.pk}/"
    assert f'href="{here}"' in form
    followed = client.post(at("report_comment", comment), NOTICE).url
    report = comment.reports.get()
    page = client.get(followed).content.decode()
    for part in (here, "A notice of illegal content about:", "A moderator will look", "A person decides"):
        assert part in page
    assert "A. Reader" not in page
    receipt = OutboxItem.objects.get(key=f"report_received:{report.reference}").payload
    assert (receipt["to"], here in receipt["text"], report.reference in receipt["text"]) == ("a@x.org", True, True)
    removed = {"version": 1, "reasons": making.reasons(), "moderator": making.moderator(), "now": making.NOW}
    decisions.remove(comment=comment, **removed)
    page = client.get(followed).content.decode()
    assert "rule 5" in page
    assert f"{settings.MODERATORS_CONTACT}?subject={report.reference}" in page


def test_a_notice_of_child_abuse_goes_before_all_and_says_so(client, article):
    comment = making.comment(article)
    client.post(at("report_comment", comment), {"reason": "abuse", "text": "It does.", "is_in_good_faith": "on"})
    report = comment.reports.get()
    assert (report.is_about_abuse, report.case.risk, report.name) == (True, 1000, "")
    assert headings.in_words(report.case.grounds, timezone.now()) == ["a notice of sexual abuse of a child"]


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"email": ""}, {"is_in_good_faith": False}, {"kind": "ground", "is_about_abuse": True}]
)
def test_the_database_refuses_a_notice_that_lacks_what_the_law_asks_for(article, change):
    facts = {"kind": "illegal", "text": "t", "name": "A", "email": "a@x.org", "is_in_good_faith": True}
    comment = making.comment(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        comment.reports.create(**facts | {"received_at": making.NOW, "ground": making.ground(5)} | change)
    comment.reports.create(**facts, received_at=making.NOW)


@pytest.mark.parametrize(
    "address", ["/de/comments/{}/", "https://example.org/en/harbour-1/#comment-{}", "/en/comments/{}/report/"]
)
def test_whoever_knows_an_address_alone_is_led_to_the_form(client, article, address):
    comment = making.comment(article)
    answer = client.get("/en/notices/", {"address": address.format(comment.pk)})
    assert answer.url == at("report_comment", comment)


@pytest.mark.parametrize(
    "address", ["/en/", "https://example.org/harbour-1/", "/en/comments/999999/", "x" * 3000, "http://["]
)
def test_an_address_that_leads_to_no_comment_is_refused_with_what_to_do(client, article, address):
    answer = client.get("/en/notices/", {"address": address})
    assert answer.status_code == 400
    assert "address" in answer.context["form"].errors


def test_the_contacts_lead_to_the_notice(client, article):
    assert 'href="/en/notices/"' in client.get("/en/contacts/").content.decode()
    assert "without an account" in client.get("/en/notices/").content.decode()
