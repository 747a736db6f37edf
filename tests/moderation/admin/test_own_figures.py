"""A moderator's own figures: counted from the ledger, for them and who leads the desk alone (C69)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from moderation import own_figures
from moderation.actions import appeals, decisions, queue, sanctions
from moderation.enums import AppealKind, AppealOutcome, Measure
from moderation.own_figures import Share
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PAGE = "/admin/moderation/decision/figures/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(chief):
    making.rules()
    making.accepting(chief)


def removed(by, now=NOW):
    comment = making.comment(making.article(), now=now)
    return decisions.remove(comment=comment, version=1, moderator=by, reasons=making.reasons(), now=now)


def complain(decision, outcome, by):
    letter = appeals.lodge(
        kind=AppealKind.COMPLAINT, person=decision.subject, subject="x", explanation="x", contested=decision, now=NOW
    )
    if outcome:
        appeals.decide(appeal=letter, moderator=by, outcome=outcome, answer="So it is.", now=NOW + DAY)


def test_a_moderators_decisions_are_counted_and_nobody_elses():
    nadia, other = making.moderator("Nadia"), making.moderator("Other")
    made = [removed(nadia) for _ in range(4)]
    removed(other)
    complain(made[0], AppealOutcome.ANNULLED, other)
    complain(made[1], AppealOutcome.UPHELD, other)
    complain(made[2], None, other)
    held = making.comment(making.article(), measure=Measure.HOLD)
    case = queue.put(comment=held, reasons=["5"], risk=1, now=NOW)
    decisions.publish(comment=held, version=1, moderator=nadia, now=NOW + timedelta(hours=6), case=case)
    counted = own_figures.of(nadia, NOW + 2 * DAY)
    assert (counted.decisions, counted.restricting) == (5, Share(4, 5))
    assert (counted.contested, counted.changed, counted.taken_back) == (Share(3, 4), Share(1, 2), Share(1, 4))
    assert counted.median_hours == 6
    answering = own_figures.of(other, NOW + 2 * DAY)
    assert (answering.restricting.count, answering.contested) == (1, Share(0, 1))


def test_an_annulled_block_counts_as_taken_back_and_a_lifted_one_does_not():
    nadia, other = making.moderator(), making.moderator()
    sanctions.annul(sanction=making.block(making.person(), by=nadia), moderator=other, now=NOW + DAY)
    sanctions.lift(sanction=making.block(making.person(), by=nadia), moderator=other, now=NOW + DAY)
    assert own_figures.of(nadia, NOW + 2 * DAY).taken_back == Share(1, 2)


def test_what_is_long_ago_is_not_counted():
    nadia = making.moderator()
    removed(nadia)
    assert own_figures.of(nadia, NOW + own_figures.WINDOW).decisions == 0


def test_a_share_of_few_comes_with_a_wide_range_and_a_word_against_ranking(client):
    nadia = making.accepting(making.joining_moderator())
    client.force_login(nadia)
    page = client.get(PAGE).content.decode()
    assert "Do not rank anybody by them." in page
    assert "Your figures" in page
    assert Share(1, 4).interval == pytest.approx((0.046, 0.699), abs=0.001)


def test_a_moderator_sees_nobody_elses_figures_and_hears_of_no_colleagues(client):
    nadia = making.accepting(making.joining_moderator())
    colleague = making.joining_moderator()
    client.force_login(nadia)
    assert client.get(f"{PAGE}?person={colleague.pk}").status_code == 403
    assert colleague.name not in client.get(PAGE).content.decode()


def test_who_leads_the_desk_sees_one_colleague_at_a_time(client):
    lead, nadia = making.accepting(making.joining_moderator()), making.joining_moderator()
    lead.user_permissions.add(Permission.objects.get(codename="oversee_decision"))
    client.force_login(User.objects.get(pk=lead.pk))
    assert f'<a href="?person={nadia.pk}"><bdi>{nadia.name}</bdi></a>' in client.get(PAGE).content.decode()
    assert f"Figures of {nadia.name}" in client.get(f"{PAGE}?person={nadia.pk}").content.decode()


@pytest.mark.parametrize("asked", ["x", "9" * 18])
def test_nobody_by_that_key_is_not_found(desk, asked):
    assert desk.get(f"{PAGE}?person={asked}").status_code == 404


def test_a_member_is_no_colleague(desk):
    assert desk.get(f"{PAGE}?person={making.person().pk}").status_code == 404


def test_the_queue_leads_there(desk):
    assert PAGE in desk.get("/admin/moderation/case/").content.decode()
