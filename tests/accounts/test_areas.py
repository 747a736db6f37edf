"""Every address of the site has its line: who may go there while blocked, or before the gate (G06, D22)."""

import pytest
from django.urls import URLResolver, get_resolver

from accounts.areas import EVERYBODY, RIGHTS, Area, of

#: What a blocked member, or one before the gate, may not do. A new address fails the test until it is put here
#: or into the table of accounts.areas.
MEMBERS = {
    "accounts:overview", "accounts:tokens", "accounts:new_token", "accounts:revoke_token",
    "moderation:submit", "moderation:reply", "moderation:edit", "moderation:withdraw",
    "moderation:appreciate", "moderation:take_back_appreciation", "moderation:choose", "moderation:take_back_choice",
    "moderation:acknowledge", "moderation:mute", "moderation:unmute", "moderation:own_questions",
    "socialaccount_connections", "account_confirm_login_code",
    None,  # allauth's redirects from its earlier addresses
}  # fmt: skip


def addresses(patterns, namespaces=()):
    for pattern in patterns:
        if not isinstance(pattern, URLResolver):
            yield ":".join((*namespaces, pattern.name)) if pattern.name else None, list(namespaces)
        elif pattern.namespace != "admin":
            yield from addresses(
                pattern.url_patterns, (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            )


ALL = list(addresses(get_resolver().url_patterns))


def test_every_address_is_in_one_area_that_somebody_chose():
    assert {name for name, namespaces in ALL if of(name, namespaces) == Area.MEMBERS} == MEMBERS


def test_no_line_of_the_table_names_an_address_that_is_gone():
    names = {name for name, _namespaces in ALL} | {space for _name, spaces in ALL for space in spaces}
    assert (EVERYBODY | RIGHTS) - names == set()
    assert set() == EVERYBODY & RIGHTS


@pytest.mark.parametrize(
    "name",
    [
        "accounts:privacy", "accounts:exports", "accounts:close", "account_logout", "moderation:letter",
        "account_reset_password", "accounts:contacts", "accounts:policy", "articles:article",
    ],
)  # fmt: skip
def test_rights_and_reading_are_never_a_trap(name):
    assert of(name, name.split(":")[:-1]) != Area.MEMBERS


def test_the_admin_is_for_members_in_good_standing():
    assert of("admin:index", ["admin"]) == Area.MEMBERS
