"""Letting the rules see a comment again whose check failed (C18)."""

from datetime import datetime

from django.db import transaction

from accounts.actions.restrictions import Use
from accounts.models import User
from moderation.actions import decisions, facts, judging, policies
from moderation.models import Case, Comment, Finding


@transaction.atomic
def screen_again(
    *,
    comment: Comment,
    version: int,
    moderator: User,
    now: datetime,
    status: str = "",
    case: Case | None = None,
    use: Use | None = None,
) -> tuple[str, ...]:
    """Store what the rules see that failed, and return those that fail again; a person decides as before.

    What the others saw stays as it was. Raises ledger.StaleComment, and facts.NoSuchPlace where no reader can be.
    """
    comment = decisions.as_seen(comment, version, status, moderator, use=use, now=now)
    place = facts.place(author=comment.author, now=now, article=comment.article_id)
    settings = policies.settings(place.ruleset)
    judged = judging.judge_anew(comment=comment, body=comment.body, place=place, settings=settings, now=now)
    seen = Finding.objects.filter(comment=comment, version=version).values_list("rule", flat=True)
    failed = set(comment.failed_rules.split(","))
    judging.keep_findings(comment, judged, place, now, rules=failed - set(seen))
    still = tuple(rule for rule in judged.verdict.failed if rule in failed)
    Comment.objects.filter(pk=comment.pk).update(failed_rules=",".join(still))
    case = case or decisions.open_case(comment)
    if case and not still:
        _forget_failure(case)
    return still


def _forget_failure(case: Case) -> None:
    """Take the failure off a case's reasons, unless another comment of it failed."""
    if not Comment.objects.filter(case_items__case=case, case_items__is_open=True).exclude(failed_rules="").exists():
        row = Case.objects.select_for_update().get(pk=case.pk)
        row.grounds = [reason for reason in row.grounds if reason != judging.CHECK_FAILED]
        row.save(update_fields=["grounds"])
