"""What a bulk act would do, known before it is asked for (A54)."""

from datetime import timedelta

import pytest

from articles.actions import articles
from articles.actions.foresight import EXAMINED, foresee
from articles.enums import BulkAct, Outcome, Role
from articles.models import BulkJob, Text
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.many import DONE, asked, became, foreseen, work, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    making.section(needs_four_eyes=False)
    return making.staff(Role.EDITOR)


def test_what_cannot_be_done_is_foreseen_with_the_words_of_the_single_act_and_left_out(editor):
    ready, bare, out = written(), written(summary="", body=""), making.article()
    waits = written(published_at=NOW - timedelta(days=1))
    _job, found = foreseen(editor, ready, bare, out, waits)
    assert found.feasible == [ready]
    assert found.refused == {
        "Write a summary. Write the text.": [bare],
        "Its newest text is out or scheduled already.": [out],
        "This time has passed. Leave it empty to publish at once.": [waits],
    }
    with pytest.raises(articles.NotReady, match=r"^Write a summary\. Write the text\.$"):
        articles.publish(article=bare, by=editor, now=NOW, revision=1)


def test_of_very_many_the_checklist_is_gone_through_when_their_turn_comes(editor, monkeypatch, noon):
    monkeypatch.setattr("articles.actions.foresight.EXAMINED", 1)
    ready, bare = written(), written(summary="")
    _job, found = foreseen(editor, ready, bare)
    assert (found.is_examined, found.feasible) == (False, [ready, bare])
    job = asked(editor, ready, bare)
    work()
    assert became(job) == [DONE, (Outcome.REFUSED, "Write a summary.")]


def test_what_a_role_does_not_permit_is_refused_as_the_table_says():
    reporter = making.staff(Role.REPORTER)
    own, others = written(created_by=reporter), written()
    _job, found = foreseen(reporter, own, others, act=BulkAct.SUBMIT)
    assert found.feasible == [own]
    assert found.refused == {"This article is somebody else's. Ask its author or an editor.": [others]}


def test_nobody_publishes_what_only_they_have_read():
    making.section(needs_four_eyes=True)
    editor = making.staff(Role.EDITOR)
    text, place = Text(slug="x", title="Mine", summary="s", body="<p>b</p>"), {"edition": making.edition()}
    mine = articles.begin(**place, section=making.section(), text=text, author=editor, now=NOW)
    theirs = written()
    _job, found = foreseen(editor, mine, theirs)
    assert found.feasible == [theirs]
    assert list(found.refused) == ["In this section somebody else must approve or publish what you have written."]


@pytest.mark.parametrize("number", [2, 20])
def test_looking_ahead_costs_the_same_for_few_and_many(editor, number, django_assert_num_queries):
    of = [written().pk for _ in range(number)]
    with django_assert_num_queries(6):  # three of them ask what the person may
        foresee(job=BulkJob(act=BulkAct.SUBMIT), keys=of, by=making.User.objects.get(pk=editor.pk), now=NOW)
    assert number < EXAMINED
