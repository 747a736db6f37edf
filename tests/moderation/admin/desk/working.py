"""How a moderator works at the desk."""

from django.utils import timezone

from accounts.actions import policies
from accounts.enums import Surface
from moderation.actions import appeals, queue
from moderation.enums import AppealKind, Measure
from tests.moderation import making
from tests.moderation.making import NOW

REASONS = {"ground": "5", "facts": "It calls a reader a name.", "why": "It attacks a person."}


def moderator_who_accepted(name):
    """Make a moderator whom no gate stops."""
    person = making.moderator(name)
    for version in policies.unacknowledged(person, timezone.now()):
        policies.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=NOW)
    return person


def waiting(measure=Measure.HOLD, risk=300):
    comment = making.comment(making.article(), measure=measure)
    return comment, queue.put(comment=comment, reasons=["5"], risk=risk, now=NOW)


def address(case):
    return f"/admin/moderation/case/{case.pk}/change/"


def decide(client, case, comment, act, version=None, **fields):
    data = {"act": act, "version": f"{comment.pk}:{version or comment.version}:{comment.status}"} | fields
    return client.post(address(case), data)


def letter_about(sanction, kind=AppealKind.RESTORATION):
    about = {"kind": kind, "person": sanction.subject, "contested": sanction.imposed_by_decision}
    return appeals.lodge(**about, subject="Restoration", explanation="It was not me.", now=timezone.now())
