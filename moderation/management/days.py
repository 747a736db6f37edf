"""Days as they are typed after a command."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, time


def day(said: str) -> date:
    """Read a day; argparse shows what is wrong with another word."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        message = f"“{said}” is no day; write it like 2026-01-31."
        raise ArgumentTypeError(message) from None


def midnight(of: date) -> datetime:
    """Return when a day begins, by UTC."""
    return datetime.combine(of, time.min, tzinfo=UTC)
