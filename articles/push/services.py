"""Where a message may go: what a browser calls its endpoint is an attacker's address until proven otherwise (QS4)."""

import re

from django.conf import settings

from articles.push.terms import terms

#: So strict that no two programs read it as two different hosts: no password, no backslash, no space.
ENDPOINT = re.compile(r"(https?)://([a-z0-9.-]+)(:[0-9]{1,5})?/[!-\[\]-~]*")


def host_of(endpoint: str) -> str:
    """Name the push service; empty for what is no address."""
    found = ENDPOINT.fullmatch(endpoint)
    return found[2] if found else ""


def is_known(endpoint: str) -> bool:
    """Say whether an endpoint lies on a push service that we know, with https at its usual port."""
    found = ENDPOINT.fullmatch(endpoint)
    if not found:
        return False
    scheme, host, port = found.groups()
    if host in settings.PUSH_OWN_SERVICES:  # what the tests set up on their own machine
        return True
    return scheme == "https" and port in (None, ":443") and _is_listed(host)


def _is_listed(host: str) -> bool:
    listed = terms().services
    return host in listed or any(one.startswith(".") and host.endswith(one) for one in listed)
