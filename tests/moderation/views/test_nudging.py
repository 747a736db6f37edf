import pytest
from django.utils import timezone

from moderation import upheld
from moderation.actions import policies
from moderation.enums import Status
from moderation.enums.screening import NudgeAnswer
from moderation.models import Comment, ListEntry, Nudge, Ruleset
from tests.moderation import shipping
from tests.moderation.making import ORDINARY, SHOUTING
from tests.moderation.views.writing import sent, write

pytestmark = pytest.mark.django_db


def test_a_nudge_marks_the_passage_links_the_rule_and_keeps_the_text(client, article, member):
    answer = client.post(write(article), sent({"body": SHOUTING}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<mark>" in page
    assert "/en/rules/#ground-19" in page
    assert SHOUTING in page
    assert not Comment.objects.exists()
    client.post(write(article), sent({"body": SHOUTING, "is_final": "1"}))
    assert Comment.objects.get().status == Status.HELD


def test_each_marked_passage_of_a_nudge_names_the_rules_that_it_touches(client, article, member):
    page = client.post(write(article), sent({"body": "You moron, the tram is f*cking late again"})).content.decode()
    assert "<mark>You moron</mark><sup>5, 18</sup>, the tram is <mark>f*cking</mark><sup>12</sup> late again" in page


def test_a_passage_within_another_names_the_rules_that_it_touches_by_itself(client, article, member):
    page = client.post(write(article), sent({"body": f"{SHOUTING}, you moron"})).content.decode()
    assert f"<mark>{SHOUTING}, </mark><sup>19</sup><mark>you moron</mark><sup>5, 18, 19</sup>" in page


def test_a_nudge_is_counted_with_its_answer_and_without_its_writer(client, article, member):
    form = sent({"body": SHOUTING})
    client.post(write(article), form)
    client.post(write(article), form | {"body": ORDINARY, "was_asked": "1"})
    nudge = Nudge.objects.get()
    assert (nudge.rules, nudge.answer, nudge.is_published) == (["capitals"], NudgeAnswer.REVISED, True)


def test_capitals_are_written_small_and_sent_with_one_press(client, article, member):
    form = sent({"body": SHOUTING})
    assert 'name="fix"' in client.post(write(article), form).content.decode()
    client.post(write(article), form | {"fix": "capitals", "was_asked": "1"})
    comment = Comment.objects.get()
    assert (comment.status, comment.body) == (Status.PUBLISHED, SHOUTING.capitalize())


def test_what_an_entry_refuses_has_to_be_changed(client, article, member):
    shipping.load(now=timezone.now())
    entry = ListEntry.objects.get(kind="words", language="en", pattern="asshole")
    ListEntry.objects.filter(pk=entry.pk).update(action="refuse")
    Ruleset.objects.create(made_at=timezone.now())
    policies.settings.cache_clear()
    form = sent({"body": "What an asshole he is."})
    page = client.post(write(article), form | {"is_final": "1"}).content.decode()
    assert "The newsroom does not accept what is marked here" in page
    assert "Send it as it is" not in page
    assert "What an asshole he is." in page
    assert not Comment.objects.exists()
    client.post(write(article), form | {"body": ORDINARY, "was_asked": "1"})
    assert Comment.objects.get().status == Status.PUBLISHED
    assert upheld.by_entry(timezone.now())[entry.pk] == upheld.Tally(asked=1, revised=1)
    policies.settings.cache_clear()
