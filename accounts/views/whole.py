"""What allauth changes and the letter about it: one transaction (QR1), and one at a time for an account (QR2).

allauth stores a new password and writes to its owner afterwards. Who is killed between the two would keep the one
without the other, and nobody would ever be told.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.internal.stagekit import unstash_login
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

from accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

#: Views that change an account and write to its owner, and the one that takes a code, which counts once. Signing in
#: is none of them: where guesses are made over and over, nobody should wait for SQLite's one lock while a password is
#: compared.
CHANGES = frozenset(
    {
        "account_signup",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password_from_key",
        "socialaccount_signup",
        "socialaccount_connections",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
    }
)


def wholly(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Make these views of allauth's whole; return the same patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            wholly(pattern.url_patterns)
        elif pattern.name in CHANGES:
            pattern.callback = whole(pattern.callback)
    return patterns


def whole(view: View[P]) -> View[P]:
    """Let what is sent to the view be done in one transaction with all that allauth leaves for after its end."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            _alone(request)
            earlier = len(connection.run_on_commit)
            try:
                response = view(request, *args, **kwargs)
            except ImmediateHttpResponse as answered:  # a refusal, by an adapter that has done what it wanted to
                response = answered.response
            _do_now(earlier)
            return response

    return answer


def _alone(request: HttpRequest) -> None:
    """Keep others from the account until we are done, and see what those before us have made of it."""
    login = None if request.user.is_authenticated else unstash_login(request, peek=True)
    pk = login.user.pk if login and login.user else request.user.pk
    locked = User.objects.select_for_update().filter(pk=pk).first() if pk else None
    if locked and isinstance(request.user, User):
        request.user.refresh_from_db()


def _do_now(earlier: int) -> None:
    """Do what allauth registered for after the commit before it: letters are rows of the outbox, and can be undone."""
    waiting = connection.run_on_commit
    own = [one for one in waiting[earlier:] if getattr(one[1], "__module__", "").startswith("allauth.")]
    waiting[earlier:] = [one for one in waiting[earlier:] if one not in own]
    for _savepoints, act, *_ in own:
        act()
