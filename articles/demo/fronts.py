"""What the demo's editor plans for the front page: what it begins with now, and from tomorrow."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.demo import MAILBOXES
from accounts.models import User
from articles.actions import placements
from articles.actions.placements import Plan
from articles.demo.telling import find
from articles.enums import Slot
from articles.front import Page
from articles.models import Placement

#: In how many hours which story leads.
LEADS = (0, "swifts"), (20, "library")


@transaction.atomic
def load(*, now: datetime) -> None:
    """Plan the English front page, once."""
    if Placement.objects.exists():
        return
    editor = User.objects.get(email=f"editor{MAILBOXES}")
    for hours, story in LEADS:
        starts_at = now + timedelta(hours=hours) if hours else None
        plan = Plan(Page("en"), Slot.LEAD, find(story, "en"), starts_at)
        placements.place(plan=plan, by=editor, now=now)
