"""The form of a discussion in the admin."""

from django.urls import reverse

from accounts.actions import policies as privacy
from accounts.enums import Surface
from tests.moderation.making import NOW

NOTHING_PLANNED = {
    "planned_discussion": "", "planned_from_0": "", "planned_from_1": "",
    "planned_until_0": "", "planned_until_1": "", "planned_message": "", "why": "It gets loud",
}  # fmt: skip


def page(name, *args):
    return reverse(f"admin:moderation_thread_{name}", args=args)


def past_the_gate(person):
    """Let somebody have seen the policies."""
    for version in privacy.unacknowledged(person, NOW):
        privacy.acknowledge(person=person, version=version, language="en", surface=Surface.GATE, now=NOW)
