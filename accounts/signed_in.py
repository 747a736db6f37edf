"""Who asks, where nobody is let in without signing in."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.privacy.matching import addresses

#: Who signs in at another provider has no password to ask for: a sign-in this young proves as much.
RECENT = timedelta(minutes=15)


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in; LoginRequiredMiddleware, or the admin, has seen to it that somebody is."""
    assert isinstance(request.user, User)  # noqa: S101 # as the docstring says
    return request.user


def reachable(request: HttpRequest) -> User | None:
    """Return who is signed in, if their mailbox is proven and their data is used."""
    person = request.user
    if not isinstance(person, User) or person.restricted_at or person.closing_at:
        return None
    return person if person.email in addresses(person) else None


def shows_who_they_are(person: User) -> bool:
    """Say whether somebody whom `reauthentication_required` let pass has shown who they are, without a password too."""
    if person.has_usable_password():
        return True  # asked for by the decorator
    return person.last_login is not None and timezone.now() - person.last_login < RECENT
