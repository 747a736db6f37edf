"""Finding a person's rows where no key leads to them."""

from collections.abc import Callable, Iterable

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from accounts.models import User


def addresses(person: User) -> list[str]:
    """List the mailboxes that are the person's, the account's own first. One only claimed is not theirs."""
    claimed = dict(EmailAddress.objects.filter(user=person).values_list("email", "verified"))
    own = [person.email] if person.email and claimed.get(person.email, True) else []
    return list(dict.fromkeys([*own, *(email for email, is_proven in claimed.items() if is_proven)]))


def by_address(column: str) -> Callable[[User], Q]:
    """Find rows that name one of the person's e-mail addresses in `column`, however it is capitalised."""

    def condition(person: User) -> Q:
        return _any(Q(**{f"{column}__iexact": address}) for address in addresses(person))

    return condition


def in_the_admin_log(person: User) -> Q:
    """Find entries of the admin's log about the person's account or ways to sign in, or that spell their address.

    A name is looked for among the ways to sign in alone: it may be a word of a headline.
    """
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    if person.name:
        about |= Q(content_type__app_label__in=("account", "socialaccount"), object_repr__icontains=person.name)
    return about | _any(Q(object_repr__icontains=address) for address in addresses(person))


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
