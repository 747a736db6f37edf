"""Who may sign in, and who may go on."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from accounts.models import User

#: Behind the name of every demo account. Nobody's: RFC 2606 keeps `.example` for examples.
DEMO_MAILBOXES = "@demo.example"


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    """allauth's, by which a demo account opens nothing where debug is off: its password is known to all (A2)."""

    def user_can_authenticate(self, user: User) -> bool:
        return bool(super().user_can_authenticate(user)) and not is_shut(user)


def is_shut(person: User) -> bool:
    """Say whether this is an account of the demo on a site that is none."""
    return not settings.DEBUG and (person.email or "").endswith(DEMO_MAILBOXES)
