"""What a check failed on is seen by it again; a person decides as before."""

from contextlib import contextmanager

import pytest
from django.utils import timezone

from moderation.actions import decisions, judging, ledger, rescreening
from moderation.enums import Status
from moderation.models import Case, CaseComment, Comment, Finding
from moderation.screening.rules import RULES, Rule
from tests.moderation import making
from tests.moderation.actions.writing import submit
from tests.moderation.making import SHOUTING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]

THREAT = f"{SHOUTING}. I will kill you."


@contextmanager
def failing(name):
    """Let a rule err meanwhile."""

    def errs(*_args):
        raise ZeroDivisionError

    rules = tuple(Rule(one.name, one.version, errs) if one.name == name else one for one in RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(judging.screen.__globals__, "RULES", rules)
        yield


def submitted(body, author=None, article=None):
    """A comment of which the look at capitals failed."""
    with failing("capitals"):
        return submit(author or making.person(), article or making.article(), body)


def screened_again(comment, **fields):
    seen = {"version": comment.version, "moderator": making.moderator(), "now": timezone.now()}
    return rescreening.screen_again(comment=comment, **seen | fields)


def test_what_failed_is_found_and_what_was_found_stays():
    comment = submitted(THREAT)
    before = list(Finding.objects.filter(comment=comment).order_by("pk"))
    assert {one.rule for one in before} == {"phrases", "together"}
    assert screened_again(comment) == ()
    after = list(Finding.objects.filter(comment=comment).order_by("pk"))
    assert after[: len(before)] == before
    assert {one.rule for one in after[len(before) :]} == {"capitals"}
    comment.refresh_from_db()
    assert (comment.status, comment.failed_rules) == (Status.HELD, "")
    grounds = Case.objects.get().grounds
    assert ("check-failed" in grounds, "ground:19" in grounds) == (False, True)


def test_what_fails_again_stays_named_and_waits():
    comment = submitted(SHOUTING)
    with failing("capitals"):
        assert screened_again(comment) == ("capitals",)
    comment.refresh_from_db()
    assert (comment.status, comment.failed_rules) == (Status.HELD, "capitals")
    assert "check-failed" in Case.objects.get().grounds


def test_while_another_comment_of_the_case_failed_the_case_says_so():
    author, article = making.person(), making.article()
    first, second = submitted(SHOUTING, author, article), submitted(THREAT, author, article)
    case = Case.objects.get(items__comment=first)
    CaseComment.objects.filter(comment=second).update(case=case)
    screened_again(first)
    case.refresh_from_db()
    assert "check-failed" in case.grounds


def test_only_moderators_screen_again_and_only_what_they_saw():
    comment = submitted(SHOUTING)
    with pytest.raises(decisions.NotAModerator):
        screened_again(comment, moderator=making.person())
    with pytest.raises(ledger.StaleComment):
        screened_again(comment, version=2)


def test_what_is_published_meanwhile_stays_published():
    comment = submitted(SHOUTING)
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=timezone.now())
    screened_again(comment)
    assert Comment.objects.get().status == Status.PUBLISHED
