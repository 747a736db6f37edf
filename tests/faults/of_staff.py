"""What moderators and administrators do."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actions import rights
from accounts.enums import Right
from accounts.models import RightsRequest
from moderation.actions import appeals, queue
from moderation.enums import AppealKind, Measure
from moderation.models import Case, Comment, Decision, Sanction
from tests.faults.acts import Act, blocked, letters, member, moderator, words, written

REASONS = {"ground": "5", "facts": "It calls a reader a name.", "why": "It attacks a person."}
MILDER = {"kind": "block", "milder_measure_note": "Two warnings changed nothing."}


def _at_desk(name: str, act: str, case: Case, comments: list[Comment], done: QuerySet, **more: object) -> Act:
    seen = [f"{one.pk}:{one.version}:{one.status}" for one in comments]
    path = reverse("admin:moderation_case_change", args=[case.pk])
    told = letters("statement:", *(one.author for one in comments))
    fields = {"act": act, "version": seen} | REASONS | more
    return Act(name, moderator(), path, fields, done, told, once=len(comments))


def _waiting(article) -> tuple[Comment, Case]:
    there = written(article, Measure.HOLD)
    return there, queue.put(comment=there, reasons=["5"], risk=300, now=timezone.now())


def removal(article) -> Act:
    there, case = _waiting(article)
    done = Decision.objects.filter(comment=there, measure=Measure.REMOVE)
    return _at_desk("a removal", "remove", case, [there], done)


def campaign(article) -> Act:
    body = words()
    first, second = written(article, Measure.HOLD, body), written(article, Measure.HOLD, body)
    queue.join(comment=second, copied=[first], reasons=["16"], risk=500, now=timezone.now())
    done = Decision.objects.filter(comment__in=[first, second], measure=Measure.REMOVE)
    return _at_desk("a campaign", "remove", second.case_items.get().case, [second, first], done)


def block(article) -> Act:
    there, case = _waiting(article)
    return _at_desk("a block", "sanction", case, [there], Sanction.objects.filter(subject=there.author), **MILDER)


def answer(_article) -> Act:
    sanction = blocked()
    person = sanction.subject
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=person,
        contested=sanction.imposed_by_decision,
        subject="Restoration",
        explanation="It was not me.",
        now=timezone.now(),
    )
    return Act(
        "an answer to a letter",
        moderator(),
        reverse("admin:moderation_case_change", args=[appeal.case.pk]),
        {"outcome": "lifted", "answer": "Welcome back."},
        Decision.objects.filter(subject=person, measure=Measure.LIFT),
        letters("letter_decided:", person),
    )


def answer_about_data(_article) -> Act:
    person = member()
    asked = rights.ask(person=person, kind=Right.ACCESS, text="What?", language="en", now=timezone.now())
    return Act(
        "an answer about data",
        member(is_staff=True, is_superuser=True),
        reverse("admin:accounts_rightsrequest_change", args=[asked.pk]),
        {"outcome": "granted", "answer": "This is what we hold.", "extension_reason": ""},
        RightsRequest.objects.filter(pk=asked.pk, answered_at__isnull=False),
        letters("rights_answered:", person),
    )


ACTS = (removal, campaign, block, answer, answer_about_data)
