"""Decisions are drawn by lot, and judged again by somebody else; nothing about the comment changes (C80)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import DossierAccess, Restriction
from moderation.actions import comments, harassments, notes, reports, second_judgements, undoing
from moderation.actions.harassments import Piece
from moderation.actions.second_judgements import DAY, JudgedAlready, NotYours, lot
from moderation.enums import SecondVerdict, Status
from moderation.models import Decision, SampledDecision, SampleRound, SecondJudgement, Threshold
from moderation.transparency import midnight
from tests.moderation import making
from tests.moderation.making import NOW
from tests.moderation.sampling import decided, drawn, judged

pytestmark = pytest.mark.django_db
NIGHT = midnight(NOW) + DAY


@pytest.fixture(autouse=True)
def _rules(rules):
    pass


@pytest.fixture
def nadia():
    return making.moderator("Nadia")


@pytest.fixture
def omar():
    return making.moderator("Omar")


def tuned(**values):
    """Let the newsroom have set these numbers."""
    for name, value in values.items():
        row = {"value": value, "default": 5, "lowest": 0, "highest": 100, "description": "-"}
        Threshold.objects.update_or_create(name=f"second_judgement_{name}", defaults=row)


def counted(number, by, ground=None):
    article = making.article(slug=f"s-{ground}")
    return [decided(by, ground, comment=making.comment(article)) for _ in range(number)]


def test_those_are_drawn_whose_lot_says_so_whoever_decided(nadia, omar):
    made = [*counted(12, nadia), *counted(12, omar)]
    tuned(share=40, fewest=0)
    second_judgements.draw(now=NIGHT)
    wanted = {one.pk for one in made if lot(one.pk) < 0.4}
    assert set(SampledDecision.objects.values_list("decision", flat=True)) == wanted
    assert {one.chance for one in SampledDecision.objects.all()} <= {0.4}
    (round_,) = SampleRound.objects.all()
    assert (round_.decided, round_.drawn, round_.share) == (24, len(wanted), 40)


def test_lots_are_spread_evenly():
    lots = sorted(map(lot, range(2000)))
    assert max(abs(one - at / 2000) for at, one in enumerate(lots)) < 0.04  # Kolmogorov's distance at p = 0.003


def test_a_rare_ground_is_drawn_more_often_and_its_chance_is_kept(nadia):
    rare, common = counted(2, nadia, 9), counted(20, nadia)
    tuned(share=1, fewest=2)
    second_judgements.draw(now=NIGHT)
    assert set(SampledDecision.objects.filter(chance=1).values_list("decision", flat=True)) == {one.pk for one in rare}
    others = SampledDecision.objects.exclude(chance=1)
    assert {one.chance for one in others} <= {0.1}
    assert set(others.values_list("decision", flat=True)) == {one.pk for one in common if lot(one.pk) < 0.1}


def test_each_decision_has_one_lot(nadia):
    tuned(share=100)
    made = counted(2, nadia)
    assert second_judgements.draw(now=NOW) == ""  # what today brings waits for the day's end
    assert SampledDecision.objects.count() == 0
    assert second_judgements.draw(now=NIGHT) == "2 decisions are to be judged again."
    assert second_judgements.draw(now=NIGHT + timedelta(hours=5)) == ""
    decided(nadia, now=NIGHT + timedelta(hours=1))
    second_judgements.draw(now=NIGHT + 3 * DAY)
    assert SampledDecision.objects.count() == len(made) + 1


def test_the_newsroom_turns_it_off(nadia):
    counted(3, nadia, 5)
    tuned(share=0)
    assert second_judgements.draw(now=NIGHT) == ""
    assert not SampledDecision.objects.exists()
    tuned(share=100)
    assert second_judgements.draw(now=NIGHT) == ""  # what was decided meanwhile had its lot: none


def test_nothing_but_a_persons_own_judgement_of_a_comment_is_drawn(nadia, omar):
    removed = decided(nadia, 5)
    removed.comment.refresh_from_db()
    undoing.undo(contested=removed, moderator=omar, now=NOW)
    making.block(making.person(), by=nadia)
    making.comment(making.article(slug="by-the-screening"))
    tuned(share=100)
    second_judgements.draw(now=NIGHT)
    assert [one.decision for one in SampledDecision.objects.all()] == [removed]


def test_a_drawing_costs_the_same_queries_however_much_was_decided(nadia, django_assert_num_queries):
    tuned(share=100)
    for day, number in ((0, 1), (1, 3)):
        for _ in range(number):
            decided(nadia, now=NOW + day * DAY)
        with django_assert_num_queries(8):
            second_judgements.draw(now=NIGHT + day * DAY)


@pytest.mark.parametrize("ground", [None, 5], ids=["let stand", "removed"])
@pytest.mark.parametrize("second", [None, 5, 12], ids=["stands", "under 5", "under 12"])
def test_a_second_judgement_changes_nothing_about_the_comment(nadia, omar, ground, second):
    decision = decided(nadia, ground)
    comment = decision.comment
    comment.refresh_from_db()
    before, made = {**vars(comment), "_state": None}, Decision.objects.count()
    judged(drawn(decision), omar, second, note="So I read it.")
    comment.refresh_from_db()
    assert {**vars(comment), "_state": None} == before
    assert Decision.objects.count() == made
    assert (Status(comment.status) == Status.REMOVED) == bool(ground)


def test_it_is_judged_once(nadia, omar):
    sampled = drawn(decided(nadia))
    judged(sampled, omar)
    with pytest.raises(JudgedAlready):
        judged(sampled, making.moderator())
    with pytest.raises(NotYours):
        judged(sampled, omar, 5)
    assert not SampledDecision.objects.waiting(NOW).exists()


def test_who_knows_leaves_it_to_another(nadia, omar):
    sampled = drawn(decided(nadia))
    second_judgements.leave(sampled=sampled, by=omar, now=NOW)
    with pytest.raises(NotYours):
        judged(sampled, omar)
    assert judged(sampled, making.moderator()).verdict == SecondVerdict.PUBLISH


def _decided_before(comment, person):
    decided(person, comment=comment)


def _reported(comment, person):
    complaint = reports.Complaint(ground=making.ground(5), text="x")
    reports.lodge(comment=comment, complaint=complaint, reporter=person, now=NOW)


def _noted(comment, person):
    notes.write(about=comment.author, comment=comment, text="x", moderator=person, now=NOW)


def _shielded(comment, person):
    harassments.mark(piece=Piece(person=comment.author, words="x"), target=person, by=making.moderator(), now=NOW)


@pytest.mark.parametrize(
    "involve",
    [
        pytest.param(_decided_before, id="who decided about it before"),
        pytest.param(_reported, id="who reported it"),
        pytest.param(_noted, id="who noted something about it"),
        pytest.param(_shielded, id="whom its author is said to harass"),
    ],
)
def test_nobody_judges_what_they_know(nadia, omar, involve):
    comment = making.comment(making.article())
    involve(comment, omar)
    sampled = drawn(decided(nadia, comment=comment))
    with pytest.raises(NotYours):
        judged(sampled, omar)


def test_nobody_judges_elsewhere_or_without_the_right(nadia):
    sampled = drawn(decided(nadia))
    for person in (nadia, making.member(is_staff=True), making.limited_moderator(["sport"], ["en"])):
        with pytest.raises(NotYours):
            judged(sampled, person)
    assert judged(sampled, making.limited_moderator(["news"], ["en"]))


def test_the_database_refuses_the_own_decision_and_the_own_comment(nadia):
    sampled = drawn(decided(nadia))
    for person in (nadia, sampled.decision.comment.author):
        with pytest.raises(IntegrityError, match="nobody judges"), transaction.atomic():
            SecondJudgement.objects.create(sampled=sampled, verdict="publish", made_by=person, made_at=NOW)


def test_a_second_judgement_stays_and_only_its_note_goes(nadia, omar):
    made = judged(drawn(decided(nadia)), omar, 5, note="about them")
    rows = SecondJudgement.objects.filter(pk=made.pk)
    for change in ({"verdict": "publish", "ground": None}, {"ground": making.ground(12)}, {"note": "other words"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    assert rows.update(note="") == 1


@pytest.mark.parametrize(
    "change", [{"verdict": "remove"}, {"verdict": "publish", "ground_id": 5}, {"verdict": "perhaps"}]
)
def test_the_database_refuses_a_verdict_that_says_too_little_or_too_much(nadia, omar, change):
    sampled = drawn(decided(nadia))
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondJudgement.objects.create(sampled=sampled, made_by=omar, made_at=NOW, **change)


def _withdraw(comment):
    comments.withdraw(comment=comment, now=NOW)


def _restrict(comment):
    restriction = Restriction(person=comment.author, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=restriction, by=making.person(), now=NOW)


@pytest.mark.parametrize("end", [_withdraw, _restrict], ids=["withdrawn", "only kept"])
def test_what_its_author_takes_away_waits_no_longer(nadia, omar, end):
    sampled = drawn(decided(nadia))
    end(sampled.decision.comment)
    with pytest.raises(JudgedAlready):
        judged(sampled, omar)


def test_it_waits_for_a_month(nadia, omar):
    sampled = drawn(decided(nadia))
    with pytest.raises(JudgedAlready):
        judged(sampled, omar, now=NOW + SampledDecision.WAITS)


def test_the_opening_of_a_sealed_text_is_written_down_once_for_its_author(nadia, omar):
    kept, removed = drawn(decided(nadia)), drawn(decided(nadia, 5))
    for sampled in (kept, removed, removed):
        second_judgements.open_text(sampled=sampled, by=omar, now=NOW)
    (access,) = DossierAccess.objects.all()
    assert (access.staff, access.person) == (omar, removed.decision.subject)
    assert access.purpose == "A second judgement, to see whether the rules are applied alike."


def test_differing_are_other_grounds_and_other_outcomes(nadia, omar):
    def second(first, then):
        return judged(drawn(decided(nadia, first)), omar, then)

    second(None, None)
    second(5, 5)
    differing = {second(None, 5).pk, second(5, None).pk, second(5, 12).pk}
    second_judgements.leave(sampled=drawn(decided(nadia, 5)), by=omar, now=NOW)
    assert set(SecondJudgement.objects.differing().values_list("pk", flat=True)) == differing
