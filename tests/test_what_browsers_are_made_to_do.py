"""Every page that a visitor or a member can open keeps only what is listed, and asks nobody but us (V26, C48, QW5)."""

from collections.abc import Iterator

import html5lib
import pytest
from django.conf import settings

from accounts.personal_data.elsewhere import COOKIE
from accounts.privacy.declarations import registry
from tests.rights.site import SITE
from tests.test_markup import opened
from tests.test_rights import people, places  # noqa: F401 # its fixtures, used by name

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What makes a browser ask for something by itself, or send something there.
ASKING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "form": "action"}
#: Links that a browser follows without a press.
LOADED = {
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "manifest",
    "preload",
    "modulepreload",
    "preconnect",
    "dns-prefetch",
}
OURS = ("/", "?", "#", "data:", settings.SITE_URL)
#: What the page of record tells people that their browsers keep.
ESSENTIAL = {name for one in registry().stored if one.where == COOKIE for name in one.names}


def is_ours(address: str) -> bool:
    return address.startswith(OURS) and not address.startswith("//")


def asked(html: str) -> Iterator[str]:
    """List the addresses that a page makes a browser ask."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if element.tag == "link" and LOADED & set(element.get("rel", "").split()):
            yield element.get("href", "")
        for one in filter(None, element.get("srcset", "").split(",")):
            yield one.split()[0]
        if element.tag in ASKING and (address := element.get(ASKING[element.tag])):
            yield address


@pytest.mark.parametrize("role", ["visitor", "member", "blocked member"])
def test_no_page_asks_anybody_else_or_keeps_what_is_not_listed(client, people, places, role):  # noqa: F811 # as above
    places = places | {"own": {"pk": places["own"][role]}}
    if people[role]:
        client.force_login(people[role])
    foreign, pages = {}, 0
    for name, html in opened(client, SITE, role, places):
        pages += 1
        if found := [address for address in asked(html) if address and not is_ours(address)]:
            foreign[name] = found
    assert foreign == {}
    assert pages > 20
    assert set(client.cookies) <= ESSENTIAL


def test_who_only_reads_is_made_to_keep_nothing(client, people, places):  # noqa: F811 # as above
    """Pages that hold no form of a visitor's own set no cookie at all."""
    reading = {name: line for name, line in SITE.items() if name.startswith("articles:")}
    pages = [name for name, _html in opened(client, reading, "visitor", places | {"own": {"pk": 1}})]
    assert len(pages) > 5
    assert [name for name, one in client.cookies.items() if one.value] == []


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="//elsewhere.example/p.gif">',
        '<img srcset="https://elsewhere.example/p.gif 2x">',
        '<link rel="preconnect" href="https://elsewhere.example">',
        '<form action="https://elsewhere.example/"></form>',
    ],
)
def test_what_asks_somebody_else_is_seen(tag):
    (found,) = asked(f"<!DOCTYPE html><title>t</title>{tag}")
    assert not is_ours(found)
