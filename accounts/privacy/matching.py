"""Finding a person's rows where no key leads to them."""

from collections.abc import Callable, Iterable

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from accounts.models import User


def addresses(person: User) -> list[str]:
    """List the person's e-mail addresses, the account's own first."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return list(dict.fromkeys([*([person.email] if person.email else []), *others]))


def by_address(column: str) -> Callable[[User], Q]:
    """Find rows that name one of the person's e-mail addresses in `column`, however it is capitalised."""

    def condition(person: User) -> Q:
        return _any(Q(**{f"{column}__iexact": address}) for address in addresses(person))

    return condition


def in_the_admin_log(person: User) -> Q:
    """Find entries of the admin's log about the person's account, or that spell a name or address of theirs."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    words = [word for word in (person.name, *addresses(person)) if word]
    return about | _any(Q(object_repr__icontains=word) for word in words)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
