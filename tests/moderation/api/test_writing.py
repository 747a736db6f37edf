"""Writing by program: screened, limited and refused as on the pages (C72)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import Restriction
from moderation.actions import decisions, facts
from moderation.enums import Discussion, Measure, Status
from moderation.enums.screening import NudgeAnswer
from moderation.models import Comment, Nudge, Thread
from tests.moderation import asking as questions
from tests.moderation import making
from tests.moderation.api.asking import Program, problem, token
from tests.moderation.making import ORDINARY, SHOUTING

pytestmark = pytest.mark.django_db
OTHER = "Who has paid for the new ferry, and when will it carry bicycles across the river again?"


@pytest.fixture
def place(article):
    return f"articles/{article.pk}/comments"


def test_a_comment_is_published_in_its_place(place, member, program, settings):
    answer = program.post(place, {"text": ORDINARY})
    comment = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"{settings.SITE_URL}/en/comments/{comment.pk}/")
    assert (answer.json()["state"], answer.json()["text"], comment.author) == ("published", ORDINARY, member)
    reply = program.post(f"comments/{comment.pk}/replies", {"text": OTHER})
    assert (reply.status_code, reply.json()["answers"]) == (201, comment.pk)


def test_sent_twice_with_one_key_it_is_one_comment(place, program):
    first, second = (program.post(place, {"text": ORDINARY}, key="one") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"] == Comment.objects.get().pk


def test_without_a_key_nothing_is_sent(place, program):
    assert problem(program.ask("POST", place, {"text": ORDINARY})) == (400, "malformed")


def test_who_touches_a_rule_is_told_which_and_may_change_it_or_send_it_as_it_is(place, program):
    asked = program.post(place, {"text": SHOUTING}, key="one")
    assert problem(asked) == (422, "reconsider")
    said = asked.json()
    assert said["grounds"] == [{"number": 19, "heading": "Heading 19", "text": "Clause 19"}]
    assert said["passages"] == [{"text": SHOUTING, "is_marked": True, "grounds": [19]}]
    assert not Comment.objects.exists()
    sent = program.post(place, {"text": SHOUTING, "as_it_is": True}, key="one")
    assert (sent.status_code, sent.json()["state"]) == (201, "held")
    nudge = Nudge.objects.get()
    assert (nudge.rules, nudge.answer) == (["capitals"], NudgeAnswer.AS_IT_IS)


def test_who_changes_the_text_is_counted_so(place, program):
    program.post(place, {"text": SHOUTING}, key="one")
    assert program.post(place, {"text": ORDINARY}, key="one").json()["state"] == "published"
    assert Nudge.objects.get().answer == NudgeAnswer.REVISED


def test_an_edit_names_the_version_it_was_made_from(place, program):
    pk = program.post(place, {"text": ORDINARY}).json()["id"]
    edited = program.patch(f"comments/{pk}", {"text": OTHER, "version": 1}).json()
    assert (edited["text"], edited["version"]) == (OTHER, 2)
    stale = program.patch(f"comments/{pk}", {"text": ORDINARY, "version": 1})
    assert (problem(stale), stale.json()["version"]) == ((409, "conflict"), 2)


def test_a_comment_is_withdrawn_by_its_author_alone(place, program):
    pk = program.post(place, {"text": ORDINARY}).json()["id"]
    other = Program(token(making.member()))
    assert problem(other.delete(f"comments/{pk}")) == (404, "not-found")
    assert problem(other.patch(f"comments/{pk}", {"text": OTHER, "version": 1})) == (404, "not-found")
    assert program.delete(f"comments/{pk}").json()["state"] == "withdrawn"
    assert problem(program.delete(f"comments/{pk}")) == (404, "not-found")


def test_the_edit_window_closes(article, member, program):
    old = making.comment(article, author=member)
    answer = program.patch(f"comments/{old.pk}", {"text": OTHER, "version": 1})
    assert problem(answer) == (403, "closed")
    assert "You can still withdraw it." in answer.json()["detail"]


@pytest.mark.parametrize(
    ("discussion", "told"),
    [
        pytest.param(Discussion.READ_ONLY, (403, "closed"), id="read only"),
        pytest.param(Discussion.CLOSED, (403, "closed"), id="closed"),
    ],
)
def test_a_closed_discussion_takes_nothing(article, place, program, discussion, told):
    Thread.objects.filter(article=article).update(discussion=discussion, set_at=timezone.now())
    assert problem(program.post(place, {"text": ORDINARY})) == told


def test_where_the_time_for_questions_is_over_it_is_said_so(program):
    answer = program.post(f"articles/{questions.article().pk}/comments", {"text": ORDINARY})
    assert problem(answer) == (403, "closed")
    assert "Questions and answers ended on" in answer.json()["detail"]


def test_the_limits_against_floods_hold_and_say_when_to_come_back(article, place, program):
    Thread.objects.filter(article=article).update(discussion=Discussion.SLOW, set_at=timezone.now())
    assert program.post(place, {"text": ORDINARY}).status_code == 201
    wait = program.post(place, {"text": OTHER})
    assert problem(wait) == (429, "too-fast")
    assert 290 < int(wait["Retry-After"]) <= 300


def test_a_held_discussion_holds(article, place, program):
    Thread.objects.filter(article=article).update(discussion=Discussion.HELD, set_at=timezone.now())
    assert program.post(place, {"text": ORDINARY}).json()["state"] == "held"


def test_who_has_not_accepted_the_rules_cannot_post(place):
    stranger = Program(token(making.person()))
    assert problem(stranger.post(place, {"text": ORDINARY})) == (403, "gate")


def test_whose_data_is_only_kept_cannot_post(place, member, program):
    restriction = Restriction(person=member, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())
    assert problem(program.post(place, {"text": ORDINARY})) == (403, "not-allowed")


def test_a_comment_that_is_not_there_is_not_answered(article, program):
    held = making.comment(article, measure=Measure.HOLD)
    assert problem(program.post(f"comments/{held.pk}/replies", {"text": ORDINARY})) == (404, "not-found")


def test_much_removed_makes_all_wait_here_too(article, place, member, program):
    for _ in range(6):
        decisions.remove(
            comment=making.comment(article, author=member), version=1, moderator=making.moderator(),
            reasons=making.reasons(), now=timezone.now(),
        )  # fmt: skip
    assert program.post(place, {"text": ORDINARY}).json()["state"] == "held"
    assert facts.place(author=member, now=timezone.now() + timedelta(days=1), article=article.pk).record.removed == 6


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="no text"),
        pytest.param({"text": ""}, id="an empty text"),
        pytest.param({"text": "\u200b"}, id="a text that nobody sees"),
        pytest.param({"text": 5}, id="a number"),
        pytest.param({"text": "Hello", "as_it_is": 1}, id="a number for yes or no"),
        pytest.param({"text": "Hello", "author": "somebody"}, id="a field that is none"),
        pytest.param({"text": "x" * 100_000}, id="too long"),
    ],
)
def test_what_is_wrong_is_named(place, program, sent):
    answer = program.post(place, sent)
    assert problem(answer) == (422, "invalid")
    assert all(one["field"] and one["detail"] for one in answer.json()["errors"])
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        pytest.param("{", "application/json", (400, "malformed"), id="no JSON"),
        pytest.param("[1]", "application/json", (400, "malformed"), id="no object"),
        pytest.param('{"text": "a\\u0000b"}', "application/json", (400, "malformed"), id="a control character"),
        pytest.param('{"text": "\\ud800"}', "application/json", (400, "malformed"), id="half a character"),
        pytest.param("[" * 100_000, "application/json", (400, "malformed"), id="bottomless"),
        pytest.param("text=Hello", "application/x-www-form-urlencoded", (415, "media-type"), id="a form"),
        pytest.param("", "application/json", (400, "malformed"), id="nothing"),
    ],
)
def test_what_cannot_be_read_is_said_so(place, program, body, kind, told):
    answer = program.client.generic(
        "POST", f"/api/1/{place}", body, content_type=kind, headers=program.headers | {"Idempotency-Key": "one"}
    )
    assert problem(answer) == told


def test_the_page_and_the_program_see_the_same_comment(client, article, place, member, program):
    pk = program.post(place, {"text": ORDINARY}).json()["id"]
    assert f'id="comment-{pk}"' in client.get(article.get_absolute_url()).content.decode()
    assert Comment.objects.get(pk=pk).status == Status.PUBLISHED
