"""What the demo says about itself, and its second privacy policy, which members who have not seen it are shown."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.actions import policies
from accounts.backends import DEMO_MAILBOXES
from accounts.enums import ChangeClass, Document
from accounts.models import PolicyVersion, User

#: Every demo account's password; the demo cannot be loaded where it could do harm.
PASSWORD = "gazette-demo"  # noqa: S105 # see above
MAILBOXES = DEMO_MAILBOXES
#: The second policy was announced a month before it came into force, a day before the demo is loaded.
IN_FORCE_FOR, ANNOUNCED = timedelta(hours=22), timedelta(days=31)


class DemoRefused(RuntimeError):
    """The demo is asked for where debug is off."""

    def __init__(self) -> None:
        super().__init__("The demo is loaded with DEBUG on only: its accounts have known passwords.")


def is_loaded() -> bool:
    """Say whether this site shows demo content. Never with debug off."""
    return settings.DEBUG and User.objects.filter(email__endswith=MAILBOXES).exists()


@transaction.atomic
def load(*, now: datetime) -> PolicyVersion | None:
    """Publish a second version of the privacy policy, unless there is one; raise DemoRefused with debug off.

    Call it before the demo's members join: they are not written to about what was announced before.
    """
    if not settings.DEBUG:
        raise DemoRefused
    first = PolicyVersion.objects.of(Document.PRIVACY).published().order_by("number").get(number=1)
    if PolicyVersion.objects.of(Document.PRIVACY).filter(number=2).exists():
        return None
    said = tomllib.loads((Path(__file__).parent / "privacy-2.toml").read_text(encoding="utf-8"))
    second = policies.draft(
        document=Document.PRIVACY,
        number=2,
        change_class=ChangeClass.MATERIAL,
        wordings={
            text.language: policies.Wording(
                text.title, said[text.language]["summary"], text.body + said[text.language]["added"]
            )
            for text in first.texts.order_by("pk")
        },
    )
    policies.publish(version=second, by=None, now=now - ANNOUNCED, effective_at=now - IN_FORCE_FOR)
    return second
