"""What the demo's newsroom means to tell: on its board and in its calendar."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from accounts.demo import MAILBOXES
from accounts.models import User
from articles.actions import briefs
from articles.models import Brief, Edition, Section

BRIEFS = Path(__file__).parent / "planned.toml"


@transaction.atomic
def load(*, now: datetime) -> None:
    """Plan the demo's stories, once; begin one and drop one."""
    if Brief.objects.exists():
        return
    editor = User.objects.get(email=f"editor{MAILBOXES}")
    hour = now.replace(minute=0, second=0, microsecond=0)
    for told in tomllib.loads(BRIEFS.read_text(encoding="utf-8"))["brief"]:
        wanted = briefs.Wanted(
            edition=Edition.objects.get(pk=told["edition"]),
            section=Section.objects.get(code=told["section"]),
            title=told["title"],
            about=told.get("about", ""),
            assignee=User.objects.filter(email=f"{told.get('writer')}{MAILBOXES}").first(),
            due_at=hour + timedelta(hours=told["due"]),
        )
        brief = briefs.plan(wanted=wanted, by=editor, now=now)
        if told.get("is_begun"):
            briefs.begin(brief=brief, by=editor, now=now)
        if reason := told.get("dropped"):
            briefs.drop(brief=brief, reason=reason, by=editor, now=now)
