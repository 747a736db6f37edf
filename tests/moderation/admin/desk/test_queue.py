"""The queue: what comes first, who has what open, and the lists beside it."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import SettingChange
from moderation.actions import cases, decisions, queue, reports
from moderation.enums import Measure
from moderation.models import Sanction
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address, decide, letter_about, waiting
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_the_queue_lists_the_riskiest_first(desk):
    (_, low), (_, high) = waiting(risk=10), waiting(risk=900)
    page = desk.get("/admin/moderation/case/").content.decode()
    assert page.index(f"/case/{high.pk}/") < page.index(f"/case/{low.pk}/")
    assert desk.get("/admin/moderation/case/next/").headers["Location"] == address(high)


def test_the_queue_costs_the_same_queries_whatever_its_length(desk):
    waiting()
    counts = []
    for more in (0, 12):
        for _ in range(more):
            waiting()
        desk.get("/admin/moderation/case/")
        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/moderation/case/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "path", ["/admin/moderation/case/", "/admin/moderation/case/next/", "/admin/moderation/comment/"]
)
def test_a_reader_and_a_reporter_see_no_desk(client, path):
    waiting()
    for person in (making.member(), making.member(is_staff=True)):
        client.force_login(person)
        assert client.get(path).status_code in (302, 403)


def test_a_case_that_another_has_open_is_left_to_them(desk):
    _, case = waiting()
    cases.take(case=case, moderator=making.moderator(), now=timezone.now())
    assert desk.get(address(case)).headers["Location"] == "/admin/moderation/case/"
    assert desk.get("/admin/moderation/case/next/").headers["Location"] == "/admin/moderation/case/"


def a_restriction_and_what_follows():
    """A row for every list of the desk."""
    comment, now = making.comment(making.article()), timezone.now()
    complaint = reports.Complaint(ground=making.ground(5))
    reports.lodge(comment=comment, complaint=complaint, reporter=making.person(), now=now)
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=now)
    letter_about(making.block(comment.author, now=now))


@pytest.mark.parametrize(
    "model",
    [
        "case", "comment", "decision", "statementofreasons", "sanction", "appeal", "report", "ground", "clause",
    ],
)  # fmt: skip
def test_a_list_costs_the_same_queries_with_one_row_as_with_three(desk, model):
    counts, address = [], f"/admin/moderation/{model}/"
    for more in (1, 2):
        for _ in range(more):
            a_restriction_and_what_follows()
        assert desk.get(address).context["cl"].result_list
        costs = []
        for _ in range(2):  # the headings are read once a minute: not twice in a row
            with CaptureQueriesContext(connection) as captured:
                desk.get(address)
            costs.append(len(captured))
        counts.append(min(costs))
    assert counts[0] == counts[1]


def test_in_a_campaign_the_account_on_the_card_is_blocked_and_no_other(desk):
    """The newest copy leads the case, and is not the first in the database."""
    first = making.comment(making.article(), measure=Measure.HOLD)
    second = making.comment(making.article(), measure=Measure.HOLD)
    case = queue.join(comment=second, copied=[first], reasons=["16"], risk=500, now=NOW)
    assert desk.get(address(case)).context["card"].comment == second
    decide(desk, case, second, "sanction", **REASONS, kind="block", milder_measure_note="Warned twice.")
    assert Sanction.objects.get().subject == second.author


def test_the_ledger_is_downloaded_as_it_is_filtered(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS)
    answer = desk.post("/admin/moderation/decision/export/?measure__exact=remove", {"why": "The yearly report"})
    taken = SettingChange.objects.get()
    assert (taken.subject, taken.after["filters"], taken.why) == (
        "decisions.csv",
        "measure__exact=remove",
        "The yearly report",
    )
    head, *rows = list(csv.reader(answer.content.decode().splitlines()))
    [row] = (dict(zip(head, one, strict=True)) for one in rows)
    assert (row["measure"], row["ground__number"], row["decided_by__name"]) == ("remove", "5", "Nadia")
    assert row["subject__public_id"] == comment.author.public_id
    assert row["statement__reference"].startswith("S-")
    assert (
        "export/?measure__exact=remove"
        in desk.get("/admin/moderation/decision/?measure__exact=remove").content.decode()
    )


def test_a_passage_names_each_ground_once_however_many_rules_see_it(desk):
    comment, case = waiting()
    for rule, ground in (("words", 5), ("phrases", 5), ("learned", 18)):
        seen = {"ground_id": ground, "start": 0, "end": 4, "score": 0.6, "action": "flag"}
        comment.findings.create(version=1, rule=rule, rule_version=1, **seen)

    assert '<span class="desk-note">5, 18</span>' in desk.get(address(case)).content.decode()
