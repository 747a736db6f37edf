"""Who asks, answers and replies where experts are asked, and how many questions are answered (C56)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from articles.enums import Role
from articles.reach import OutOfReach
from moderation import permissions
from moderation.actions import badges, comments, decisions, leaving, threads
from moderation.actions.comments import DiscussionClosed
from moderation.actions.questions import NotTheirTurn, Obstacle
from moderation.actions.threads import EndsTooSoon
from moderation.asking import Session
from moderation.badges import BadgeKind
from moderation.enums import Discussion, Part
from moderation.models import Badge, Comment, Thread
from tests.articles.making import limited, staff
from tests.moderation import asking, making
from tests.moderation.actions.test_badges import give, reporter, vouching
from tests.moderation.actions.writing import submit
from tests.moderation.asking import CLOSES, ENDS
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
LATER = CLOSES + timedelta(hours=1)


@pytest.fixture(autouse=True)
def rules():
    making.rules()


@pytest.fixture
def article():
    return asking.article()


@pytest.fixture
def expert(article):
    return asking.expert(article)


def counts() -> tuple[int, int]:
    thread = Thread.objects.get()
    return thread.unanswered_count, thread.answered_count


def fresh(comment) -> Comment:
    return Comment.objects.with_context().get(pk=comment.pk)


def body(number: int) -> str:
    return f"How high will the river stand near house {number} in spring, and who will pay for the dams there?"


def test_readers_ask_and_the_named_expert_answers(article, expert):
    question = submit(making.member(), article, body(1))
    assert (question.part, counts()) == (Part.QUESTION, (1, 0))
    answer = submit(expert, article, parent=question)
    assert (answer.part, counts(), fresh(question).answer_count) == (Part.ANSWER, (0, 1), 1)
    again = submit(expert, article, "A second thing to add here: the council decides in May.", parent=question, now=NOW)
    assert (again.part, counts(), fresh(question).answer_count) == (Part.ANSWER, (0, 1), 2)


@pytest.mark.parametrize(
    ("now", "parent", "obstacle"),
    [
        pytest.param(NOW - timedelta(minutes=1), False, Obstacle.NOT_YET, id="before it begins"),
        pytest.param(CLOSES, False, Obstacle.NO_MORE_QUESTIONS, id="from its end on"),
        pytest.param(ENDS, False, Obstacle.NO_MORE_ANSWERS, id="when all is over"),
        pytest.param(NOW, True, Obstacle.EXPERTS_ANSWER, id="a reader answers nobody"),
    ],
)
def test_readers_ask_in_its_time_alone_and_answer_nothing(article, now, parent, obstacle):
    question = submit(making.member(), article, body(1)) if parent else None
    with pytest.raises(NotTheirTurn) as refused:
        submit(making.member(), article, parent=question, now=now)
    assert refused.value.obstacle == obstacle


def test_where_an_editor_says_so_readers_reply_below_answers_but_to_no_question():
    article = asking.article(readers_reply=True)
    question = submit(making.member(), article, body(1))
    with pytest.raises(NotTheirTurn) as refused:
        submit(making.member(), article, parent=question)
    assert refused.value.obstacle == Obstacle.BELOW_ANSWERS
    answer = submit(asking.expert(article), article, parent=question)
    thanks = submit(making.member(), article, "Thank you, that is clear to me now, and good to know.", parent=answer)
    assert (thanks.part, counts()) == ("", (0, 1))


def test_experts_go_on_answering_for_days_and_no_longer(article, expert):
    question = submit(making.member(), article, body(1))
    assert submit(expert, article, parent=question, now=LATER).part == Part.ANSWER
    with pytest.raises(NotTheirTurn) as refused:
        submit(expert, article, "One more thing that I forgot to say earlier.", parent=question, now=ENDS)
    assert refused.value.obstacle == Obstacle.NO_MORE_ANSWERS


def test_who_answers(article, expert):
    elsewhere, everywhere = asking.expert(making.article(), language="de"), making.person("Ida", name_skeleton="ida")
    give(everywhere)
    author = reporter("Ann Author")
    editor, colleague = vouching(staff(Role.EDITOR)), reporter("Ben")
    here = vouching(limited(Role.EDITOR, ["news"], ["en"]))
    there = vouching(limited(Role.EDITOR, ["news"], ["de"]))
    found = {
        who: permissions.may_answer_questions(User.objects.get(pk=who.pk), article)
        for who in (expert, elsewhere, everywhere, author, editor, colleague, here, there, making.member())
    }
    assert [who for who, may in found.items() if may] == [expert, editor, here]
    article.byline = "Ann Author"
    assert permissions.may_answer_questions(User.objects.get(pk=author.pk), article)


def test_whoever_is_no_expert_any_more_answers_no_more_and_their_answers_stay(article, expert):
    question = submit(making.member(), article, body(1))
    submit(expert, article, parent=question)
    badges.revoke(badge=Badge.objects.get(), by=asking.chief(), now=NOW)
    with pytest.raises(NotTheirTurn):
        submit(
            User.objects.get(pk=expert.pk), article, "And another thing about the dams by the river.", parent=question
        )
    assert counts() == (0, 1)


def test_an_expert_can_be_of_the_staff(article):
    colleague = reporter("Ben")
    give(colleague, article=article, kind=BadgeKind.EXPERT)
    assert permissions.may_answer_questions(User.objects.get(pk=colleague.pk), article)


def test_everything_else_holds_for_questions_as_for_comments(article, chief):
    held = submit(making.member(), article, making.SHOUTING, is_final=True)
    assert (held.part, held.status, counts()) == (Part.QUESTION, "held", (0, 0))
    decisions.publish(comment=fresh(held), version=1, moderator=making.moderator(), now=NOW)
    assert counts() == (1, 0)
    threads.set_discussion(article=article, discussion=Discussion.READ_ONLY, message="", by=chief, now=NOW)
    with pytest.raises(DiscussionClosed):
        submit(making.member(), article, body(2))


@pytest.mark.parametrize("end", ["removed", "withdrawn", "hidden with its author"])
def test_a_question_is_unanswered_again_when_its_answer_goes_and_answered_when_that_comes_back(article, expert, end):
    question = submit(making.member(), article, body(1))
    answer = fresh(submit(expert, article, parent=question))
    if end == "removed":
        decisions.remove(comment=answer, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    elif end == "withdrawn":
        comments.withdraw(comment=answer, now=NOW)
    else:
        User.objects.filter(pk=expert.pk).update(closing_at=NOW)
        leaving.hide(person=User.objects.get(pk=expert.pk), now=NOW)
    assert (counts(), fresh(question).answer_count) == ((1, 0), 0)
    if end == "removed":
        decisions.restore(comment=fresh(answer), version=1, moderator=making.moderator(), now=NOW)
    elif end == "hidden with its author":
        User.objects.filter(pk=expert.pk).update(closing_at=None)
        leaving.show(person=User.objects.get(pk=expert.pk), now=NOW)
    else:
        return
    assert (counts(), fresh(question).answer_count) == ((0, 1), 1)


def test_a_question_that_goes_is_counted_nowhere_and_its_answers_neither(article, expert):
    question = submit(making.member(), article, body(1))
    answer = submit(expert, article, parent=question)
    comments.withdraw(comment=fresh(question), now=NOW)
    assert counts() == (0, 0)
    comments.withdraw(comment=fresh(answer), now=NOW)
    assert counts() == (0, 0)


def test_what_was_asked_stays_so_when_the_discussion_is_an_ordinary_one_again(article, expert):
    question = submit(making.member(), article, body(1))
    threads.ask(article=article, session=None, by=asking.chief(), now=NOW)
    assert submit(making.member(), article, body(2)).part == ""
    reply = submit(expert, article, parent=question)
    assert (reply.part, counts()) == ("", (1, 0))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"part": "question", "parent": True}, id="a question answers nothing"),
        pytest.param({"part": "answer"}, id="an answer answers something"),
        pytest.param({"answer_count": 1}, id="a question alone has answers"),
    ],
)
def test_the_database_keeps_what_is_a_question_and_what_an_answer(article, fields):
    top = making.comment(article)
    reply = making.comment(article, parent=top)
    row = Comment.objects.filter(pk=reply.pk if fields.pop("parent", False) else top.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(**fields)


@pytest.mark.parametrize(
    "session",
    [
        pytest.param(Session(CLOSES, NOW, ENDS), id="over before it begins"),
        pytest.param(Session(NOW, CLOSES, NOW), id="answers before questions are over"),
    ],
)
def test_times_that_do_not_follow_each_other_are_refused(article, session):
    with pytest.raises(EndsTooSoon):
        threads.ask(article=article, session=session, by=asking.chief(), now=NOW)


def test_who_may_not_set_discussions_sets_no_questions(article):
    session = Session(NOW, CLOSES, ENDS)
    with pytest.raises(threads.NotAllowed):
        threads.ask(article=article, session=session, by=making.member(), now=NOW)
    there = vouching(limited(Role.EDITOR, ["news"], ["de"]))
    with pytest.raises(OutOfReach):
        threads.ask(article=article, session=session, by=there, now=NOW)
