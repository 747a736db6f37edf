"""Effects on the world outside: written down in the transaction that causes them, delivered by the worker.

See docs/decisions/outbox.md for what is promised when a machine fails.
"""

from datetime import datetime
from typing import Any

from accounts import tracing
from accounts.models import OutboxItem, User


def enqueue(
    *,
    channel: str,
    key: str,
    payload: dict[str, Any],  # JSON
    now: datetime,
    person: User | None = None,
    not_before: datetime | None = None,
) -> None:
    """Have `channel` deliver `payload` once. A second call with the same key changes nothing.

    Call it inside the transaction of the cause: both are committed, or neither. What is tied to a person is not
    delivered once that person is erased.
    """
    item = OutboxItem(
        channel=channel,
        key=key,
        payload=payload,
        person=person,
        created_at=now,
        not_before=not_before or now,
        request_id=tracing.current(),
    )
    OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
