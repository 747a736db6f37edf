"""Everybody can read what was decided, and nobody who it was about (C79)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from moderation import public_log
from moderation.actions import appeals, decisions, warnings
from moderation.enums import AppealKind, AppealOutcome, Measure
from moderation.models import Decision
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LOG = "/en/transparency/decisions/"


@pytest.fixture
def removed():
    making.rules()
    comment = making.comment(making.article(), author=making.member(name="Nia Vale"), body="The harbour master steals.")
    reasons = making.reasons()
    return decisions.remove(
        comment=comment, version=1, moderator=making.moderator("Ida Renn"), reasons=reasons, now=NOW
    )


def contested(decision, outcome):
    letter = {"subject": "Complaint", "explanation": "It was a quotation.", "now": NOW + timedelta(hours=1)}
    appeal = appeals.lodge(kind=AppealKind.COMPLAINT, person=decision.subject, contested=decision, **letter)
    if outcome:
        answer = {"moderator": making.moderator(), "outcome": outcome, "answer": "So be it."}
        appeals.decide(appeal=appeal, now=NOW + timedelta(hours=2), **answer)


def test_a_row_says_the_day_the_rule_and_the_measure_and_names_nobody(client, removed):
    page = client.get(LOG).content.decode()
    assert '<time datetime="2026-03-02">' in page
    assert "Remove</th>" in page
    assert "5. Heading 5" in page
    for hidden in ("Nia Vale", "Ida Renn", "harbour", removed.subject.public_id, removed.statement.reference):
        assert hidden not in page


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (None, "Not answered yet"),
        (AppealOutcome.UPHELD, "Decision upheld"),
        (AppealOutcome.ANNULLED, "Decision annulled"),
    ],
)
def test_what_came_of_a_letter_is_told(client, removed, outcome, said):
    assert said not in client.get(LOG).content.decode()
    contested(removed, outcome)
    assert said in client.get(LOG).content.decode()


def test_what_publishes_holds_or_only_answers_is_no_row(removed):
    contested(removed, AppealOutcome.UPHELD)
    assert Decision.objects.count() == 3
    assert [entry.key for entry in public_log.stretch().entries] == [removed.pk]


def test_ones_own_row_is_found_by_the_reference_however_it_is_copied(client, removed):
    other = making.comment(making.article(), author=making.member())
    warnings.warn(evidence=other, moderator=making.moderator(), reasons=making.reasons(6), now=NOW)
    page = client.get(LOG, {"reference": f" {removed.statement.reference.lower()} "}).content.decode()
    assert ("Remove</th>" in page, "Warn the author</th>" in page) == (True, False)
    assert "There is no such decision." in client.get(LOG, {"reference": "S-2222222222"}).content.decode()
    page = client.get(LOG, {"ground": 6}).content.decode()
    assert ("Remove</th>" in page, "Warn the author</th>" in page) == (False, True)


def test_the_next_page_goes_on_where_this_one_ends(client, removed, django_assert_num_queries):
    rows = [
        Decision(
            measure=Measure.REMOVE, subject=removed.subject, comment=removed.comment, comment_version=1,
            ground=removed.ground, rules_version=removed.rules_version, decided_by=removed.decided_by, omission="spam",
            made_at=NOW,
        )
        for _ in range(public_log.MOST)
    ]  # fmt: skip
    Decision.objects.bulk_create(rows)
    with django_assert_num_queries(1):
        first = public_log.stretch()
    assert f"?before={first.before}" in client.get(LOG).content.decode()
    assert [one.key for one in public_log.stretch(before=first.before).entries] == [removed.pk]


@pytest.mark.parametrize("asked", [{"before": "x"}, {"before": str(2**63)}, {"ground": "99"}, {"ground": "x"}])
def test_what_cannot_be_asked_is_told_beside_the_field(client, removed, asked):
    assert client.get(LOG, asked).status_code == 400


def test_a_year_is_written_as_a_table(client, removed):
    lines = client.get("/en/transparency/2026/decisions.csv").content.decode().splitlines()
    assert lines[1:] == ["2026-03-02,remove,5,1,0,,0"]
    assert client.get(f"/en/transparency/{timezone.now().year + 1}/decisions.csv").status_code == 404
    assert not list(public_log.between(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)))
