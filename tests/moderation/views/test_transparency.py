import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from moderation import transparency
from moderation.actions import appeals, decisions, ledger, sanctions
from moderation.enums import AppealKind, AppealOutcome, Measure, SanctionKind
from tests.moderation import making

pytestmark = pytest.mark.django_db
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
NOW = making.NOW


@pytest.fixture(autouse=True)
def rules():
    cache.clear()
    return making.rules()


def test_the_figures_count_what_was_done():
    moderator = making.moderator()
    article = making.article()
    comments = [making.comment(article) for _ in range(6)]
    for comment in comments[:5]:
        decisions.remove(comment=comment, version=1, moderator=moderator, reasons=making.reasons(5), now=NOW)
    member = making.person()
    sanctions.lift(sanction=making.block(member), moderator=moderator, now=NOW + timedelta(days=1))
    making.block(member, now=NOW + timedelta(days=2))
    making.block(making.person(), now=NOW, kind=SanctionKind.CLOSURE)
    counted = transparency.figures(START, END)
    assert (counted.comments, counted.published_at_once, counted.removed, counted.held) == (6, 6, 5, 0)
    assert (counted.blocks, counted.second_blocks, counted.deleted_accounts) == (2, 1, 1)
    assert [(g.number, g.removed) for g in counted.grounds if g.removed] == [(5, 5)]
    assert len(counted.grounds) == 19


def test_a_deleted_account_is_no_second_block():
    member = making.person()
    sanctions.lift(sanction=making.block(member), moderator=making.moderator(), now=NOW + timedelta(days=1))
    making.block(member, now=NOW + timedelta(days=2), kind=SanctionKind.CLOSURE)
    counted = transparency.figures(START, END)
    assert (counted.blocks, counted.second_blocks, counted.deleted_accounts) == (1, 0, 1)


def test_a_comment_is_published_at_once_or_held_however_often_it_is_edited():
    comment = making.comment(making.article())
    making.comment(making.article(), measure=Measure.HOLD)
    changed = ledger.Text("It came after all.", "<p>It came after all.</p>")
    ledger.record(comment=comment, measure=Measure.PUBLISH, text=changed, now=NOW)
    counted = transparency.figures(START, END)
    assert (counted.comments, counted.published_at_once, counted.held) == (2, 1, 1)


@pytest.mark.parametrize(("decided", "told"), [(4, None), (5, 1.0)])
def test_the_share_of_few_letters_points_at_nobody(decided, told):
    letters = {"review": {"annulled": decided, "upheld": 0}}
    counted = replace(transparency.figures(START, END), letters=letters)
    assert counted.share_overturned == told


def test_nothing_outside_the_period_is_counted():
    making.comment(making.article())
    assert transparency.figures(END, END + timedelta(days=1)).comments == 0


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, "<5"), (4, "<5"), (5, 5)])
def test_a_small_count_points_at_nobody(count, shown):
    assert transparency.mask({"blocks": count, "grounds": [{"number": 3, "removed": count}]}) == {
        "blocks": shown,
        "grounds": [{"number": 3, "removed": shown}],
    }


def test_the_page_is_for_everybody_and_has_its_data_as_csv_and_json(client):
    year = timezone.now().year
    page = client.get("/en/transparency/")
    assert page.status_code == 200
    assert f"/en/transparency/{year}.csv" in page.content.decode()
    assert json.loads(client.get(f"/en/transparency/{year}.json").content)["comments"] == 0
    lines = list(csv.reader(client.get(f"/en/transparency/{year}.csv").content.decode().splitlines()))
    assert ["grounds.12.removed", "0"] in lines


@pytest.mark.parametrize("year", [1999, 2999])
def test_a_year_that_is_not_counted_is_not_found(client, year):
    assert client.get(f"/en/transparency/{year}/").status_code == 404


def test_what_the_rules_answer_at_once_makes_nobody_quicker():
    member, other = making.person(), making.moderator()
    first, day = making.block(member), timedelta(days=1)
    letter = {"kind": AppealKind.RESTORATION, "person": member, "subject": "Restoration", "explanation": "Sorry."}
    appeal = appeals.lodge(**letter, contested=first.imposed_by_decision, now=NOW)
    lifted = {"outcome": AppealOutcome.LIFTED, "answer": "Welcome back."}
    appeals.decide(appeal=appeal, moderator=other, now=NOW + day, **lifted)
    final = making.block(member, now=NOW + 2 * day)
    for hour in range(3):
        appeals.lodge(**letter, contested=final.imposed_by_decision, now=NOW + 3 * day + timedelta(hours=hour))
    counted = transparency.figures(START, END)
    assert counted.letters["restoration"] == {"lifted": 1, "upheld": 3, "annulled": 0, "partly": 0, "omitted": 0}
    assert counted.median_hours_to_answer == 24
