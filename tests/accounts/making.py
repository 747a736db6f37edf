"""Real people to begin a test with."""

from datetime import UTC, datetime
from itertools import count

from accounts.models import User

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_numbers = count(1)


def person(**fields) -> User:
    number = next(_numbers)
    return User.objects.create(**{"name": f"Member {number}", "email": f"member{number}@example.org"} | fields)
