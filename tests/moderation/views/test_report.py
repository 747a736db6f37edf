"""Anybody reports a comment, and follows what becomes of the report."""

import pytest

from moderation.enums import ReportOutcome
from tests.moderation import making
from tests.moderation.views.writing import at

pytestmark = pytest.mark.django_db


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
