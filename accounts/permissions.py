"""Who may do what with accounts: predicates, used by admin and actions alike."""

from accounts.enums import Scope
from accounts.models import User


def may_see_restricted(user: User) -> bool:
    """Those who answer requests about data see what is only kept, nobody else on the staff (GDPR Art. 18)."""
    return user.is_active and user.has_perm("accounts.view_restriction")


def scopes_of(user: User) -> tuple[Scope, ...]:
    """Return what a token of this person's may be for: who is not on the staff decides nothing.

    Whether they may decide at all, and where, is asked anew each time that the token is used.
    """
    return tuple(scope for scope in Scope if scope != Scope.DECIDE or user.is_staff)
