"""Joining, as allauth does it, with one answer of our own: to a link that is used a second time."""

from allauth.account.views import ConfirmEmailView
from django.http import Http404, HttpResponse


class ConfirmEmail(ConfirmEmailView):  # type: ignore[misc] # allauth is untyped
    """Prove a mailbox by the link in our letter."""

    def post(self, *args: str, **kwargs: str) -> HttpResponse:
        """Say to whoever presses the button twice what the link says when it is opened again."""
        try:
            return super().post(*args, **kwargs)  # type: ignore[no-any-return] # allauth is untyped
        except Http404:
            return self.get(*args, **kwargs)  # type: ignore[no-any-return] # as above
