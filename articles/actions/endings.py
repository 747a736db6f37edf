"""What readers had ended holds, whatever comes back with a restored backup."""

from datetime import datetime

from articles.actions import devices, subscriptions


def replay(*, now: datetime) -> None:
    """End it again (Leaving.replayed)."""
    subscriptions.replay(now=now)
    devices.replay(now=now)
