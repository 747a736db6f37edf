"""Who may do what with accounts: predicates, used by admin and actions alike."""

from accounts.models import User


def may_see_restricted(user: User) -> bool:
    """Those who answer requests about data see what is only kept, nobody else on the staff (GDPR Art. 18)."""
    return user.is_active and user.has_perm("accounts.view_restriction")
