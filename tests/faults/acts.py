"""What somebody does to the site: one request that is acknowledged or is not, and what it leaves behind once."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.actions import policies
from accounts.enums import AcknowledgementKind, Surface
from accounts.models import Acknowledgement, OutboxItem, User
from articles.models import Article
from moderation.actions import ledger
from moderation.enums import Measure
from moderation.models import Comment
from tests.moderation import making

PASSWORD = "a long sentence is fine"
WORDS = ("bridge", "ferry", "harbour", "council", "market", "river", "school", "tram", "library", "bakery", "garden",
         "museum", "station", "hospital", "theatre", "orchard", "lighthouse", "meadow", "quarry", "cinema")  # fmt: skip
MODERATING = ("add_decision", "add_sanction", "change_appeal")
_numbers = count(1)
_chance = random.Random()  # noqa: S311 # nothing is guarded by it


@dataclass(frozen=True)
class Act:
    """One request of one person, or of a visitor, and where to look for what came of it."""

    name: str
    person: User | None
    path: str
    fields: dict[str, object]
    done: QuerySet
    #: The letters that tell of it, where any do.
    letters: QuerySet | None = None
    #: What the session has to hold beside the person.
    session: dict[str, object] = field(default_factory=dict)
    #: How many rows there are when it was done once.
    once: int = 1

    def found(self) -> tuple[int, int]:
        """Count what is done, and the letters that tell of it: where none does, as many as there should be."""
        done = self.done.all().count()
        return done, done if self.letters is None else self.letters.all().count()

    def browser(self) -> Client:
        """Open a browser in which the person is signed in."""
        client = Client(raise_request_exception=False)
        if self.person is not None:
            client.force_login(self.person)
        if self.session:
            session = client.session
            session.update(self.session)
            session.save()
        return client


Making = Callable[[Article], Act]


def unique() -> str:
    """Return a number that no earlier run has used either."""
    return f"{next(_numbers)}x{_chance.randrange(10**9)}"


def words() -> str:
    """Say something ordinary that nobody has said before."""
    one, two, three = _chance.sample(WORDS, 3)
    return f"Between the {one} and the {two} there were {next(_numbers)} of us on {three} day, and it was quiet there."


def member(**fields: object) -> User:
    """Make somebody who has accepted what is in force, with a proven address."""
    number = unique()
    made = User.objects.create(name=f"Member {number}", email=f"m{number}@example.org", **fields)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    now = timezone.now()
    for version in policies.unacknowledged(made, now):
        Acknowledgement.objects.create(
            person=made,
            version=version,
            kind=AcknowledgementKind.ACCEPTED,
            language="en",
            text_sha256="0" * 64,
            surface=Surface.SIGNUP,
            made_at=now,
        )
    return made


def with_password() -> User:
    person = member()
    person.set_password(PASSWORD)
    person.save()
    return person


def moderator() -> User:
    made = member(is_staff=True)
    made.user_permissions.set(Permission.objects.filter(codename__in=MODERATING, content_type__app_label="moderation"))
    return made


def letters(beginning: str, *people: User) -> QuerySet:
    return OutboxItem.objects.filter(person__in=people, key__startswith=beginning)


def shown_again(person: User) -> dict[str, object]:
    """Hold what allauth remembers of somebody who has just typed the password again."""
    typed = {"method": "password", "at": time.time(), "reauthenticated": True}
    return {"account_authentication_methods": [typed], "account_authentication_methods_user": str(person.pk)}


def written(article: Article, measure: Measure = Measure.PUBLISH, body: str = "") -> Comment:
    """Let a new member have written something, now."""
    now, said = timezone.now(), body or words()
    new = Comment(article=article, author=member(), language="en", body=said, html=f"<p>{said}</p>", submitted_at=now)
    ledger.enter(comment=new, measure=measure, now=now)
    return Comment.objects.with_context().get(pk=new.pk)


def blocked():
    """Block a new member."""
    return making.block(member(), by=moderator(), now=timezone.now())
