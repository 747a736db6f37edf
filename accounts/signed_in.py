"""Who asks, where nobody is let in without signing in."""

from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in; LoginRequiredMiddleware, or the admin, has seen to it that somebody is."""
    assert isinstance(request.user, User)  # noqa: S101 # as the docstring says
    return request.user
