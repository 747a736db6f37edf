"""Settings of a site whose only push service stands on this machine: for processes of their own."""

from tests.settings import *  # noqa: F403 # the same site otherwise

PUSH_OWN_SERVICES = frozenset({"127.0.0.1"})
