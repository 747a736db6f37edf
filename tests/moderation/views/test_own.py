"""A member finds their comments, answers, reports and decisions on pages of their own (C51)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import notices, own
from moderation.actions import comments, decisions, reports, warnings
from moderation.enums import Measure
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
WRITTEN, ANSWERS = "/en/account/comments/", "/en/account/comments/answers/"
REPORTS, DECISIONS = "/en/account/comments/reports/", "/en/account/comments/decisions/"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", [WRITTEN, ANSWERS, REPORTS, DECISIONS])
def test_whoever_has_done_nothing_reads_so(client, article, member, address):
    making.comment(article)
    assert 'class="empty"' in page(client, address)


def test_each_comment_says_what_became_of_it(client, article, member):
    for number, fields in enumerate(({}, {"measure": Measure.HOLD}, {}, {})):
        making.comment(article, author=member, body=f"Number {number}.", now=NOW + timedelta(minutes=number), **fields)
    _published, _held, withdrawn, removed = (one for one in reversed(own.comments(member).rows))
    comments.withdraw(comment=withdrawn, now=NOW)
    decisions.remove(comment=removed, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    shown = page(client, WRITTEN)
    for said in ("published", "waits for a moderator", "withdrawn by you", "removed", "Heading 5", "Number 0."):
        assert said in shown
    assert "Number 3." not in shown
    assert notices.statement_token(removed.decisions.get(measure=Measure.REMOVE).statement).partition(":")[0] in shown


def test_answers_are_others_that_can_be_read(client, article, member):
    mine = making.comment(article, author=member)
    answer = making.comment(article, parent=mine, body="I do not think so.")
    making.comment(article, parent=mine, author=member, body="I add something.")
    making.comment(article, parent=mine, body="It waits.", measure=Measure.HOLD)
    making.comment(article, body="To nobody.")
    assert [one.pk for one in own.replies(member, timezone.now()).rows] == [answer.pk]
    assert "I do not think so." in page(client, ANSWERS)


def test_reports_and_decisions_are_ones_own_alone(client, article, member):
    theirs, other = making.comment(article, author=making.member()), making.comment(article, author=member)
    complaint = reports.Complaint(ground=making.ground(5))
    mine = reports.lodge(comment=theirs, complaint=complaint, reporter=member, now=NOW)
    reports.lodge(comment=other, complaint=complaint, reporter=making.person(), now=NOW)
    given = {"moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    warned = warnings.warn(evidence=other, **given).statement
    elsewhere = warnings.warn(evidence=theirs, **given).statement
    shown = page(client, REPORTS)
    assert (mine.reference in shown, shown.count('class="own"')) == (True, 1)
    shown = page(client, DECISIONS)
    assert (warned.reference in shown, elsewhere.reference in shown) == (True, False)


def test_the_next_page_goes_on_where_this_one_ends(client, article, member, django_assert_num_queries):
    for number in range(own.MOST + 1):
        making.comment(article, author=member, body=f"Number {number}.", now=NOW + timedelta(minutes=number // 2))
    first = own.comments(member)
    with django_assert_num_queries(2):
        own.comments(member)
    assert [one.body for one in own.comments(member, first.before).rows] == ["Number 0."]
    assert f"?before={first.before}" in page(client, WRITTEN)
    assert own.comments(making.member(), first.before).rows == []


@pytest.mark.parametrize("before", ["x", "-1", "²", str(2**63)])
def test_a_key_that_is_none_leads_nowhere(client, article, member, before):
    assert client.get(WRITTEN, {"before": before}).status_code == 404
