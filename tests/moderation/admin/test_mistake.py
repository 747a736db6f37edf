"""The newsroom's tasks: mistakes that readers reported (C85)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import Restriction
from articles.actions import articles, corrections
from articles.enums import Role
from articles.models import Correction
from moderation.actions import mistakes, policies
from moderation.actions.mistakes import Told
from moderation.enums import MistakeState
from moderation.models import Mistake
from tests.articles import making as newsroom
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
LIST = "admin:moderation_mistake_changelist"


@pytest.fixture
def editor(client):
    person = newsroom.staff(Role.EDITOR)
    client.force_login(person)
    return person


def told(text: str = "It was Tuesday.", comment=None) -> Mistake:
    on = comment or making.comment(making.article())
    return mistakes.tell(comment=on, told=Told(text), reporter=None, settings=policies.current(), now=NOW)


def at(mistake: Mistake) -> str:
    return reverse("admin:moderation_mistake_change", args=[mistake.pk])


def test_an_editor_takes_a_task_and_puts_the_article_right_on_its_page(client, editor):
    mistake = told()
    assert "It was Tuesday." in client.get(reverse(LIST)).content.decode()
    client.post(at(mistake), {"act": "take", "taken_by": ""})
    assert f"{editor} has it" in client.get(at(mistake)).content.decode()
    client.post(at(mistake), {"act": "answer", "state": "corrected", "kind": "correction", "text": "On Tuesday."})
    mistake.refresh_from_db()
    assert (mistake.state, mistake.correction.text, mistake.taken_by) == ("corrected", "On Tuesday.", editor)
    assert "On Tuesday." in client.get(mistake.comment.article.get_absolute_url()).content.decode()


def test_what_was_typed_is_shown_where_a_colleague_has_answered_first(client, editor):
    mistake, colleague = told(), newsroom.staff(Role.EDITOR)
    mistakes.answer(mistake=mistake, answer=mistakes.Answer(MistakeState.NO_MISTAKE, "It was."), by=colleague, now=NOW)
    answer = client.post(at(mistake), {"act": "answer", "state": "no-mistake", "answer": "We looked it up."})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert ("meanwhile" in page, "It was." in page, "We looked it up." in page) == (True, True, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"state": "corrected"}, "text"),
        ({"state": "duplicate"}, "repeats"),
        ({"state": "no-mistake", "text": "On Tuesday."}, "state"),
        ({}, "state"),
    ],
)
def test_an_answer_that_lacks_something_comes_back(client, editor, typed, field):
    mistake = told()
    answer = client.post(at(mistake), {"act": "answer", **typed})
    assert (answer.status_code, set(answer.context_data["form"].errors)) == (400, {field})
    assert not Correction.objects.exists()


def test_a_page_that_is_out_of_date_is_told_so(client, editor):
    mistake, colleague = told(), newsroom.staff(Role.PUBLISHER)
    mistakes.take(mistake=mistake, by=colleague, now=NOW)
    page = client.post(at(mistake), {"act": "take", "taken_by": ""}, follow=True).content.decode()
    assert f"{colleague} has taken this meanwhile." in page
    mistake.refresh_from_db()
    assert mistake.taken_by == colleague


def test_a_correction_that_answers_a_report_is_not_dropped_though_no_reader_has_seen_it(client, editor):
    article = newsroom.article()
    mistake = told(comment=making.comment(article))
    articles.unpublish(article=article, by=newsroom.staff(Role.PUBLISHER), now=timezone.now())
    client.post(at(mistake), {"act": "answer", "state": "corrected", "kind": "correction", "text": "On Tuesday."})
    made = Correction.objects.get()
    with pytest.raises(corrections.Answers):
        corrections.drop(correction=made, by=editor, now=timezone.now())
    client.post(reverse("admin:articles_correction_delete", args=[made.pk]), {"post": "yes"})
    assert Correction.objects.get() == made


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_whatever_its_length(client, editor, django_assert_max_num_queries, rows):
    for number in range(rows):
        told(f"Line {number} is wrong.")
    with django_assert_max_num_queries(12):
        page = client.get(reverse(LIST)).content.decode()
    assert page.count("is wrong.") == rows


def test_what_a_correction_elsewhere_puts_right_is_not_listed_for_whoever_is_limited(client, editor):
    mistake, seen = told(), []
    client.post(at(mistake), {"act": "answer", "state": "corrected", "kind": "correction", "text": "On Tuesday."})
    for editions in (["en"], ["de"]):
        client.force_login(newsroom.limited(Role.EDITOR, [], editions))
        answers = [
            client.get(reverse(f"admin:moderation_{name}_changelist")) for name in ("correctioncredit", "mistake")
        ]
        seen.append([answer.context["cl"].result_count for answer in answers])
    assert seen == [[1, 1], [0, 0]]


def test_what_is_only_kept_is_not_offered_as_an_earlier_report(client, editor):
    comment, reader = making.comment(making.article()), making.member()
    now = {"settings": policies.current(), "now": NOW}
    mistakes.tell(comment=comment, told=Told("A line of theirs."), reporter=reader, **now)
    mistake = told(comment=comment)
    assert "A line of theirs." in client.get(at(mistake)).content.decode()
    kept = Restriction(person=reader, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=kept, by=making.person(), now=NOW)
    assert "A line of theirs." not in client.get(at(mistake)).content.decode()
