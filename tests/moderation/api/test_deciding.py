"""The desk by program: the same queue, the same evidence, the same refusals as in the admin (C72)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround, Scope
from accounts.models import Restriction
from articles.models import Section
from moderation.actions import cases, decisions, harassments, ledger, queue
from moderation.api import deciding
from moderation.enums import Measure, Status
from moderation.models import Case, Comment, Decision, Note
from tests.moderation import making
from tests.moderation.api.asking import Program, problem, token

pytestmark = [pytest.mark.both, pytest.mark.django_db]
SEEN = {"version": 1, "status": "held"}
REASONS = {"act": "remove", "ground": 5, "facts": "The comment calls a reader a name.", "why": "It attacks a person."}


@pytest.fixture
def moderator(article):
    return making.accepting(making.moderator("Nadia"))


@pytest.fixture
def desk(moderator):
    return Program(token(moderator))


@pytest.fixture
def held(article):
    comment = making.comment(article, measure=Measure.HOLD, body="You are a fool, and everybody knows it.")
    queue.put(comment=comment, reasons=["ground:5"], risk=300, now=timezone.now())
    return comment


def removed(comment):
    decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(5), now=timezone.now()
    )


def test_what_waits_is_listed_riskiest_first(article, desk, held):
    other = making.comment(article)
    riskier = queue.put(comment=other, reasons=["ground:2"], risk=700, now=timezone.now())
    got = desk.get("queue").json()
    assert [one["comments"] for one in got["cases"]] == [[other.pk], [held.pk]]
    assert got["after"] is None
    second = got["cases"][1]
    assert (second["is_held"], second["reasons"], second["reasons_in_words"]) == (True, ["ground:5"], ["5. Heading 5"])
    assert desk.get(f"queue?after={riskier.pk}").json()["cases"] == [second]


def test_the_queue_goes_on_by_key_and_leaves_nothing_out(article, desk, monkeypatch):
    monkeypatch.setattr(deciding, "MOST", 2)
    now = timezone.now()
    made = [
        queue.put(comment=making.comment(article), reasons=["ground:5"], risk=risk, now=now).pk
        for risk in (1, 5, 5, 5, 9)
    ]
    found, after = [], ""
    while after is not None:
        got = desk.get(f"queue?after={after}").json()
        found += [one["id"] for one in got["cases"]]
        after = got["after"]
    assert found == [made[4], made[1], made[2], made[3], made[0]]


def test_as_many_statements_for_three_cases_as_for_one(article, desk, held, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as one:
        desk.get("queue")
    for _ in range(2):
        queue.put(comment=making.comment(article), reasons=["ground:5"], risk=1, now=timezone.now())
    with django_assert_max_num_queries(len(one)):
        assert len(desk.get("queue").json()["cases"]) == 3


def test_a_card_has_the_evidence_and_what_the_statement_would_say(desk, held):
    card = desk.get(f"comments/{held.pk}/card").json()
    assert (card["comment"]["text"], card["comment"]["version"], card["comment"]["status"]) == (held.body, 1, "held")
    assert card["author"]["id"] == held.author.public_id
    assert len(card["grounds"]) == 19
    assert [one["measure"] for one in card["decisions"]] == ["hold"]


def test_a_case_is_had_by_one_and_given_back(desk, held):
    case, other = Case.objects.get(), making.moderator("Omar")
    until = desk.ask("PUT", f"queue/{case.pk}/lease").json()["until"]
    assert until is not None
    with pytest.raises(cases.TakenByAnother):
        cases.take(case=case, moderator=other, now=timezone.now())
    assert desk.delete(f"queue/{case.pk}/lease").status_code == 204
    cases.take(case=case, moderator=other, now=timezone.now())
    taken = desk.ask("PUT", f"queue/{case.pk}/lease")
    assert problem(taken) == (409, "conflict")
    assert "Omar has it open." in taken.json()["detail"]
    assert desk.get("queue").json()["cases"][0]["open_with"] == "Omar"


def test_a_comment_is_published(desk, moderator, held):
    answer = desk.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN})
    assert (answer.status_code, answer.json()["comment"]["status"]) == (201, "published")
    decision = Decision.objects.latest("pk")
    assert (decision.measure, decision.decided_by) == (Measure.PUBLISH, moderator)
    assert Case.objects.get().closed_at is not None


def test_a_comment_is_removed_with_its_reasons_and_a_note(desk, held):
    answer = desk.post(f"comments/{held.pk}/decisions", {**REASONS, **SEEN, "note": "Third time."})
    assert (answer.json()["comment"]["status"], answer.json()["comment"]["text"]) == ("removed", None)
    statement = Decision.objects.latest("pk").statement
    assert (statement.facts, statement.why, statement.clause.ground_id) == (REASONS["facts"], REASONS["why"], 5)
    assert Note.objects.get().text == "Third time."


def test_why_is_left_to_the_ground_where_nothing_is_said(desk, held):
    desk.post(f"comments/{held.pk}/decisions", {**REASONS, **SEEN, "why": ""})
    assert Decision.objects.latest("pk").statement.why == "Letter 5"


def test_what_was_removed_comes_back(desk, article):
    comment = making.comment(article)
    removed(comment)
    answer = desk.post(f"comments/{comment.pk}/decisions", {"act": "restore", "version": 1, "status": "removed"})
    assert answer.json()["decision"]["measure"] == "restore"
    assert Comment.objects.get(pk=comment.pk).status == Status.PUBLISHED


def test_a_version_that_is_no_more_is_not_judged(desk, held):
    ledger.record(
        comment=held, measure=Measure.HOLD, now=timezone.now(), text=ledger.Text("Something else.", "<p>…</p>")
    )
    stale = desk.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN})
    assert (problem(stale), stale.json()["version"]) == ((409, "conflict"), 2)
    assert Comment.objects.get(pk=held.pk).status == Status.HELD


def test_what_a_colleague_has_decided_is_not_decided_again(desk, held):
    removed(held)
    stale = desk.post(f"comments/{held.pk}/decisions", {**REASONS, **SEEN})
    assert (problem(stale), stale.json()["comment_status"]) == ((409, "conflict"), "removed")
    again = desk.post(f"comments/{held.pk}/decisions", {**REASONS, "version": 1, "status": "removed"})
    assert problem(again) == (409, "conflict")
    assert Decision.objects.filter(measure=Measure.REMOVE).count() == 1


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        pytest.param({"act": "burn"}, {"act"}, id="no such act"),
        pytest.param({"act": "publish", "status": ""}, {"status"}, id="no status"),
        pytest.param({"act": "remove"}, {"ground", "facts", "why"}, id="no reasons"),
        pytest.param({**REASONS, "ground": 99}, {"ground"}, id="no such ground"),
        pytest.param({"act": "publish", "version": "1"}, {"version"}, id="a version in words"),
    ],
)
def test_what_is_wrong_is_named(desk, held, sent, fields):
    answer = desk.post(f"comments/{held.pk}/decisions", SEEN | sent)
    assert problem(answer) == (422, "invalid")
    assert {one["field"] for one in answer.json()["errors"]} == fields
    assert Comment.objects.get(pk=held.pk).status == Status.HELD


def test_a_sealed_text_is_opened_in_the_admin_alone(article, desk):
    comment = making.comment(article, body="A secret that was removed.")
    removed(comment)
    answer = desk.get(f"comments/{comment.pk}/card")
    assert answer.json()["is_sealed"]
    assert "secret" not in answer.content.decode()


def test_what_is_only_kept_is_neither_shown_nor_decided(article, desk):
    comment = making.comment(article, body="A secret that is only kept.", measure=Measure.HOLD)
    restriction = Restriction(person=comment.author, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())
    answer = desk.get(f"comments/{comment.pk}/card")
    assert answer.json()["is_only_kept"]
    assert "secret" not in answer.content.decode()
    decided = desk.post(f"comments/{comment.pk}/decisions", {"act": "publish", **SEEN})
    assert problem(decided) == (403, "not-allowed")


def test_whoever_is_limited_decides_within_reach_alone(article, held):
    Section.objects.get_or_create(code="sport")
    elsewhere = Program(token(making.accepting(making.limited_moderator(["sport"], ["en"]))))
    assert elsewhere.get("queue").json()["cases"] == []
    for answer in (
        elsewhere.get(f"comments/{held.pk}/card"),
        elsewhere.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN}),
        elsewhere.ask("PUT", f"queue/{Case.objects.get().pk}/lease"),
    ):
        assert problem(answer) == (403, "not-allowed")
        assert "Ask a colleague" in answer.json()["detail"]


def test_members_and_tokens_for_other_things_have_no_desk(held, moderator):
    member = Program(token(making.accepting(making.person(is_staff=True))))
    assert problem(member.get("queue")) == (403, "not-allowed")
    reading = Program(token(moderator, Scope.READ))
    assert reading.get("queue").status_code == 200
    assert problem(reading.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN})) == (403, "scope")


def test_a_role_that_asks_for_a_second_factor_asks_for_it_here(held, moderator, settings):
    before = Program(token(moderator))
    settings.SECOND_FACTOR_FOR = ["staff"]
    after = Program(token(moderator, has_second_factor=True))
    assert problem(before.get("queue")) == (403, "second-factor")
    assert problem(before.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN})) == (403, "second-factor")
    assert before.get("me").status_code == 200
    assert after.get("queue").status_code == 200


def test_nothing_by_whoever_harasses_a_moderator_comes_to_them(desk, moderator, held):
    piece = harassments.Piece(held.author, "Third message today.", comment=held)
    harassments.mark(piece=piece, target=moderator, by=making.moderator("Omar"), now=timezone.now())
    assert desk.get("queue").json()["cases"] == []
    for answer in (
        desk.get(f"comments/{held.pk}/card"),
        desk.post(f"comments/{held.pk}/decisions", {"act": "publish", **SEEN}),
        desk.ask("PUT", f"queue/{Case.objects.get(items__comment=held).pk}/lease"),
    ):
        assert problem(answer) == (403, "not-allowed")
    colleague = Program(token(making.accepting(making.moderator("Ida"))))
    assert colleague.get("queue").json()["cases"][0]["kind"] == "harassment"


def test_a_hearing_that_waits_for_later_is_not_listed(desk, held):
    Case.objects.update(opened_at=timezone.now() + timedelta(days=1))
    assert desk.get("queue").json()["cases"] == []
