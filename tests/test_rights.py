"""Every address × six roles: who may open what (quality QA2). A new address without a line fails.

The table says what a GET is answered with (POST where the line begins with it): a status, or where the person is led:
`login`, `blocked` (the page with the reasons), `gate`, or `away` (another page of the site). Roles: visitor, member,
blocked member, editor, moderator, administrator. Lines with `own` are about the asking person's own object, all
others about somebody else's.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone, translation

from accounts.actions import policies
from accounts.enums import Document, Surface
from accounts.models import SignatureKey, User
from articles.actions import assignments
from articles.enums import Role
from articles.models import Digest
from moderation.permissions import MODERATORS
from tests.articles.making import compared, staff, tag
from tests.moderation import making
from tests.rights.admin import ADMIN
from tests.rights.newsroom import OTHERWISE
from tests.rights.site import SITE

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "member", "blocked member", "editor", "moderator", "administrator")
#: Who opens every page there is, and so asks each database all that pages ask.
ON_BOTH = ("member", "administrator")


def addresses(resolver=None, namespace="", place="/") -> Iterator[tuple[str, URLPattern]]:
    """List every address that the site answers: by name, or by its place where it has none."""
    for found in (resolver or get_resolver()).url_patterns:
        here = place + str(found.pattern)
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name}" if found.name else here, found
        else:
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from addresses(found, inner, here)


with translation.override("en"):
    # Of two by one name the first answers: ours, where it stands before one of allauth's.
    NAMES = dict(reversed([*addresses()]))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def people() -> dict[str, User | None]:
    making.rules()
    everybody = {
        "visitor": None,
        "member": making.member(name="Member"),
        "blocked member": making.member(name="Blocked", blocked_at=timezone.now()),
        **{role.value: staff(role) for role in Role},
        "moderator": making.member(name="Moderator", is_staff=True),
        "administrator": making.member(name="Chief", is_staff=True, is_superuser=True),
    }
    for role in Role:
        policies.acknowledge(
            person=everybody[role], version=policies.in_force(Document.RULES, timezone.now()),
            language="en", surface=Surface.SIGNUP, now=timezone.now(),
        )  # fmt: skip
    role = Group.objects.get(name=MODERATORS)
    assignments.assign(person=everybody["moderator"], role=role, by=None, now=timezone.now())
    for person in filter(None, everybody.values()):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return everybody


def outcome(response) -> str:
    """Say in a word what a person got."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    location = response.headers["Location"]
    for word, part in (("login", "/login/"), ("blocked", "/blocked/"), ("gate", "/gate/")):
        if part in location.partition("?")[0]:
            return word
    return "away"


def answers(client, person, lines, places, *, opening: str = "get") -> dict[str, str]:
    """Open the address of each line as a person, whose session begins anew around each POST."""
    got: dict[str, str] = {}
    is_fresh = False
    for line in lines:
        if not is_fresh or "POST" in line:
            client.logout()
            if person:
                client.force_login(User.objects.get(pk=person.pk))
        got[line] = ask(client, line, places, opening=opening)
        is_fresh = "POST" not in line
    return got


def ask(client, line, places, *, opening: str = "get") -> str:
    """Open the address of a line."""
    method, _, name = line.rpartition(" ")
    whose = "own" if "own" in method else "other"
    address = address_of(name, places[whose] | places["all"])
    return outcome(client.post(address) if method.startswith("POST") else getattr(client, opening)(address))


def address_of(name: str, values: dict[str, object]) -> str:
    """Spell an address with the values that the table has for it."""
    if name.startswith("/"):
        return re.sub(r"<[^>]*>|\(\?P<url>[^)]*\)\$", "x", name)
    names = NAMES[name].pattern.regex.groupindex
    if name.startswith("admin:"):
        values = {**values, "object_id": first_of(name), "pk": first_of(name)}
    given = {key: values.get(f"{name}.{key}", values.get(key, "1")) for key in names}
    for more in ({}, {"provider_id": "village"}):
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=given | more)
    return reverse(name, args=[first_of(name)] * NAMES[name].pattern.regex.groups)


def first_of(name: str) -> object:
    """Return the key of the oldest object of the model that an address of the admin is about; 0 where there is none."""
    for model in admin.site._registry:
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            return model._default_manager.order_by("pk").values_list("pk", flat=True).first() or 0
    return 1


@pytest.fixture
def places(people):
    """Whose objects the addresses are about."""
    article = making.article()
    other, harbour = making.comment(article), tag("Harbour", article)
    Digest.objects.create(edition=article.edition)
    put_right = article.corrections.create(
        kind="correction", text="c", made_by=people["editor"], made_at=timezone.now(), public_at=timezone.now()
    )
    making.credited(other, put_right)
    compared(put_right, summary="After")
    mistake = other.mistakes.create(text="m", received_at=timezone.now())
    return {
        "all": {
            "articles:tag.pk": harbour.pk, "articles:tag_feed.pk": harbour.pk,
            "articles:tag.slug": "harbour", "articles:tag_feed.slug": "harbour",
            "articles:article.pk": article.pk, "articles:article.slug": "harbour",
            "articles:comparison.pk": article.pk, "articles:comparison.slug": "harbour",
            "articles:comparison.correction": put_right.pk, "admin:articles_article_story.pk": article.story_id,
            "articles:text.pk": article.pk, "articles:text.slug": "harbour", "slug": "x", "kind": "rss",
            "moderation:thread.pk": article.pk, "moderation:fragment.pk": article.pk, "number": 1, "year": 2026,
            "moderation:follow_article.pk": article.pk, "moderation:latest.pk": article.pk,
            "moderation:muted_sheet.pk": article.pk,
            "api:thread.pk": article.pk,
            "moderation:thread_json.pk": article.pk, "moderation:submit.pk": article.pk, "month": 3, "code": "x",
            "token": "x", "reference": "x", "provider_id": "x", "key": "x", "uidb36": "x", "name": "x.jpg",
            "app_label": "moderation", "cadence": "daily", "moderation:mistake.reference": mistake.reference,
        },
        "other": {"pk": other.pk},
        "own": {
            role: making.comment(article, author=person).pk if person else other.pk for role, person in people.items()
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    "role", [role if role in ON_BOTH else pytest.param(role, marks=pytest.mark.once) for role in ROLES]
)
def test_everybody_gets_what_the_table_says(client, people, places, role, request):
    index = ROLES.index(role)
    places = places | {"own": {"pk": places["own"][role]}}
    table = SITE | ADMIN
    got = answers(client, people[role], table, places)
    assert got == {line: outcomes.split()[index] for line, outcomes in table.items()}


@pytest.mark.once
@pytest.mark.parametrize("role", [Role.REPORTER, Role.PUBLISHER])
def test_the_rest_of_the_newsroom_gets_what_editors_get_but_where_the_table_says(client, people, places, role):
    SignatureKey.objects.create(name="k", public={}, first_used_at=timezone.now())
    got = answers(client, people[role], ADMIN, places | {"own": {"pk": places["own"][role]}})
    editors = {line: outcomes.split()[ROLES.index("editor")] for line, outcomes in ADMIN.items()}
    assert {line: outcome for line, outcome in got.items() if outcome != editors[line]} == OTHERWISE[role]


@pytest.mark.once
def test_whoever_may_open_a_page_may_ask_for_its_head(client, people, places):
    """Watches of uptime, checkers of links and scanners of mail do (RFC 9110, 9.3.2)."""
    places = places | {"own": {"pk": places["own"]["member"]}}
    opened = [line for line, outcomes in SITE.items() if outcomes.split()[1] == "200" and "POST" not in line]
    got = answers(client, people["member"], opened, places, opening="head")
    assert got == dict.fromkeys(opened, "200")


@pytest.mark.once
def test_every_address_has_its_line():
    lines = {line.rpartition(" ")[2] for line in SITE | ADMIN}
    assert set(NAMES) - lines == set()
    assert lines - set(NAMES) == set()


@pytest.mark.once
def test_the_admin_is_where_the_settings_say():
    assert reverse("admin:index") == f"/{settings.ADMIN_PATH}/"
