"""Questions to experts as readers and experts meet them: two lists by links, and a page to answer on (C56)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import OutboxItem
from moderation.actions import appreciations, question_letters
from moderation.enums import Measure, Part
from moderation.models import Comment, Thread
from tests.moderation import asking, making
from tests.moderation.asking import CLOSES, ENDS
from tests.moderation.making import NOW
from tests.moderation.views.writing import at, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
SOON = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def rules():
    making.rules()


@pytest.fixture
def article():
    return asking.article()


@pytest.fixture
def expert(article):
    return asking.expert(article)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(SOON, tick=False) as moved:
        yield moved


def question(article, body, appreciated=0, answer_by=None, **fields) -> Comment:
    asked = making.comment(article, body=body, part=Part.QUESTION, **fields)
    if answer_by:
        making.comment(article, body=f"Answer: {body}", parent=asked, author=answer_by, part=Part.ANSWER)
    for _ in range(appreciated):
        appreciations.give(comment=asked, person=making.member(), now=NOW)
    return asked


def lists(article) -> str:
    return reverse("moderation:questions", kwargs={"pk": article.pk})


def texts(answer) -> list[str]:
    return re.findall(r'<div class="comment__text"[^>]*><p>(.*?)</p>', answer.content.decode())


def test_unanswered_and_answered_questions_are_two_lists_the_most_appreciated_first(client, article, expert):
    question(article, "How deep is it?")
    question(article, "Who pays?", appreciated=2)
    question(article, "When?", answer_by=expert)
    question(article, "And where?", appreciated=1, answer_by=expert)
    making.comment(article, body="Said before experts were asked.")
    question(article, "It waits.", measure=Measure.HOLD)
    assert texts(client.get(lists(article))) == ["Who pays?", "How deep is it?"]
    answered = client.get(lists(article), {"show": "answered"})
    assert texts(answered) == ["And where?", "Answer: And where?", "When?", "Answer: When?"]
    page = answered.content.decode()
    assert re.findall(r'aria-current="page">(.*?)<', page) == ["2 answered"]
    assert "2 unanswered" in page


def test_the_article_shows_what_is_answered_or_what_waits_while_nothing_is(client, article, expert):
    question(article, "How deep is it?")
    address = article.get_absolute_url()
    first = client.get(address)
    assert texts(first) == ["How deep is it?"]
    assert "Questions to experts can be asked until" in first.content.decode()
    question(article, "When?", answer_by=expert)
    assert texts(client.get(address)) == ["When?", "Answer: When?"]


@pytest.mark.parametrize(
    ("now", "says"),
    [
        pytest.param(NOW - timedelta(hours=1), "can be asked from", id="before"),
        pytest.param(CLOSES, "The time for questions is over. Experts go on answering", id="questions are over"),
        pytest.param(ENDS, "The time for questions and answers is over.", id="all is over"),
    ],
)
def test_the_page_says_how_far_it_has_come_and_has_no_form_then(client, article, clock, now, says):
    clock.move_to(now)
    client.force_login(making.member())
    page = client.get(article.get_absolute_url()).content.decode()
    assert says in page
    assert "comment-body" not in page
    assert says in client.get(lists(article)).content.decode()


def test_a_list_goes_on_by_key_and_costs_the_same_with_one_and_with_many(client, article, expert, monkeypatch):
    monkeypatch.setattr("moderation.asked.stretch.__kwdefaults__", {"after": "", "size": 3})
    costs = []
    for number in range(7):
        question(article, f"Number {number}?", appreciated=number % 2, answer_by=expert)
        with CaptureQueriesContext(connection) as statements:
            client.get(lists(article), {"show": "answered"})
        costs.append(len(statements))
    assert set(costs[1:]) == {costs[1]}
    seen, address = [], f"{lists(article)}?show=answered"
    while address:
        answer = client.get(address)
        seen += [text for text in texts(answer) if not text.startswith("Answer")]
        further = re.search(r'rel="next" href="(.*?)"', answer.content.decode())
        address = further[1].replace("&amp;", "&") if further else ""
    assert seen == [f"Number {number}?" for number in (5, 3, 1, 6, 4, 2, 0)]


@pytest.mark.parametrize("query", ["show=all", "after=x", "after=12345678901234567"])
def test_an_address_that_means_nothing_is_none(client, article, query):
    assert client.get(f"{lists(article)}?{query}").status_code == 404


def test_an_ordinary_discussion_has_no_such_lists(client):
    assert client.get(lists(making.article())).status_code == 404


def test_a_reader_who_wants_to_answer_is_told_what_to_do_instead_and_keeps_the_text(client, article):
    asked = question(article, "How deep is it?")
    client.force_login(making.member())
    form = client.get(at("reply", asked)).content.decode()
    assert "Here experts alone answer. Ask a question of your own" in form
    assert "<textarea" not in form
    refused = client.post(at("reply", asked), sent({"body": "I would say ten metres, or more."}))
    assert refused.status_code == 400
    assert "Here experts alone answer." in refused.content.decode()
    assert "I would say ten metres, or more.</textarea>" in refused.content.decode()


def test_an_expert_finds_what_waits_on_a_page_of_their_own_and_answers_there(client, article, expert):
    asked = question(article, "How deep is it?")
    question(article, "Who pays?", appreciated=2)
    question(article, "When?", answer_by=expert)
    question(asking.article(), "Asked of others.")
    client.force_login(expert)
    address = reverse("moderation:own_questions")
    page = client.get(address)
    assert texts(page) == ["Who pays?", "How deep is it?"]
    form = re.search(
        rf'action="{at("reply", asked)}".*?name="post_token" value="(.*?)"', page.content.decode(), re.DOTALL
    )
    answer = client.post(at("reply", asked), sent({"body": "Ten metres at low tide, fourteen at high tide."}))
    assert form
    assert (answer.status_code, Comment.objects.latest("pk").part) == (302, Part.ANSWER)
    assert texts(client.get(address)) == ["Who pays?"]


def test_the_list_of_an_expert_goes_on_also_behind_what_was_answered_meanwhile(client, article, expert, monkeypatch):
    monkeypatch.setattr("moderation.own.MOST", 2)
    asked = [question(article, f"Number {number}?") for number in range(4)]
    client.force_login(expert)
    address = reverse("moderation:own_questions")
    further = re.search(r'rel="next" href="(.*?)"', client.get(address).content.decode())[1]
    making.comment(article, parent=asked[2], author=expert, part=Part.ANSWER)
    assert texts(client.get(address + further)) == ["Number 1?", "Number 0?"]
    assert client.get(f"{address}?after=x").status_code == 404


def test_who_is_no_expert_finds_nothing_there_and_no_link_to_it(client, article):
    question(article, "How deep is it?")
    client.force_login(making.member())
    assert 'class="empty"' in client.get(reverse("moderation:own_questions")).content.decode()
    assert "Questions to you" not in client.get(reverse("moderation:own_comments")).content.decode()


def test_experts_are_written_to_at_most_once_an_hour_and_only_of_what_is_new(article, expert):
    def told() -> int:
        question_letters.tell_due(now=now)
        return OutboxItem.objects.filter(person=expert, key__startswith="questions:").count()

    now = SOON
    assert told() == 0
    for number in range(3):
        question(article, f"Number {number}?", now=NOW + timedelta(minutes=number))
    assert told() == 1
    letter = OutboxItem.objects.get(person=expert, key__startswith="questions:").payload
    assert "3 questions" in letter["subject"]
    assert "Number 1?" not in letter["text"]
    assert reverse("moderation:own_questions") in letter["text"]
    question(article, "Once more?", now=SOON + timedelta(minutes=1))
    now = SOON + timedelta(minutes=30)
    assert told() == 1
    now = SOON + timedelta(minutes=61)
    assert told() == 2
    now = SOON + timedelta(hours=9)
    assert told() == 2
    question(article, "Too late to be told?", now=ENDS - timedelta(minutes=30))
    now = ENDS
    assert told() == 2


def test_nobody_is_written_to_who_is_blocked_or_no_expert_any_more(article, expert):
    question(article, "How deep is it?")
    making.block(expert)
    question_letters.tell_due(now=SOON)
    assert not OutboxItem.objects.filter(key__startswith="questions:").exists()
    assert Thread.objects.get(pk=article.pk).experts_told_until is not None
