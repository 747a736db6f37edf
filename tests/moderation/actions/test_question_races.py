"""Answers, withdrawals and removals at once: how many questions are answered stays true (C56, QR2)."""

import pytest
from django.core.cache import cache

from moderation.actions import comments, decisions, policies
from moderation.models import Comment, Thread
from tests.moderation import asking, making
from tests.moderation.actions.writing import submit
from tests.moderation.making import NOW
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BODIES = ("The dams stand four metres high by then.", "In spring the snow melts, so count on more water.")


@pytest.mark.parametrize("goes", ["the question", "an answer", "nothing"])
def test_counts_are_true_whoever_comes_first(goes):
    cache.clear()
    policies.settings.cache_clear()
    making.rules()
    article = asking.article()
    experts = [asking.expert(article, language=language) for language in ("en", "de")]
    question = submit(making.member(), article, "How high will the river stand near the old mill in spring?")
    first = submit(experts[0], article, "Nobody can say that before March, when we measure.", parent=question)
    acts = [
        lambda e=expert, b=body: submit(e, article, b, parent=question)
        for expert, body in zip(experts, BODIES, strict=True)
    ]
    moderator, one = making.moderator(), Comment.objects.with_context().get(pk=first.pk)
    if goes == "the question":
        asked = Comment.objects.with_context().get(pk=question.pk)
        acts.append(lambda: comments.withdraw(comment=asked, now=NOW))
    elif goes == "an answer":
        judged = {"version": 1, "moderator": moderator, "reasons": making.reasons(), "now": NOW}
        acts.append(lambda: decisions.remove(comment=one, **judged))
    at_once(*acts)
    thread = Thread.objects.get(pk=article.pk)
    assert thread.answered_count == Comment.objects.questions(answered=True).count() == (goes != "the question")
    assert thread.unanswered_count == Comment.objects.questions(answered=False).count() == 0
    answers = Comment.objects.answers().filter(parent=question).count()
    assert Comment.objects.get(pk=question.pk).answer_count == answers >= 1
