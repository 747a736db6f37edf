"""What differs between the caches that may stand in front of the site: what pages carry for them, how they are told.

Each is chosen by settings.PURGE_WITH. A page names what it shows in the header of that cache; whoever changes one of
these names it, and the cache forgets every page that carries it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings

from accounts.safety.outgoing import Response


@dataclass(frozen=True)
class Call:
    """One question to a cache."""

    method: str
    url: str
    headers: dict[str, str]
    json: dict[str, list[str]] | None = None


@dataclass(frozen=True)
class Cache:
    """A make of caches."""

    #: In which a page names what it shows, and what stands between two names.
    header: str
    joint: str
    #: Names that one call may hold.
    most: int
    #: Where it is told unless the settings say otherwise; empty: they always do.
    api: str
    #: How it is told at an address to forget what carries one of some names.
    call: Callable[[str, Sequence[str]], Call]
    #: Whether what it answers says that it has.
    is_done: Callable[[Response], bool] = lambda _response: True


def _varnish(place: str, names: Sequence[str]) -> Call:
    """Purge by xkey, as the manual of vmod_xkey has it (deploy/varnish.vcl)."""
    return Call("PURGE", f"{place}/", {"xkey": " ".join(names)})


def _cloudflare(place: str, names: Sequence[str]) -> Call:
    address = f"{place}/client/v4/zones/{settings.PURGE_SITE}/purge_cache"
    return Call("POST", address, {"Authorization": f"Bearer {settings.PURGE_TOKEN}"}, {"tags": list(names)})


def _cloudflare_has(response: Response) -> bool:
    """Cloudflare may answer 200 and say in words that nothing came of it."""
    try:
        said = response.json()
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("success") is True


def _fastly(place: str, names: Sequence[str]) -> Call:
    headers = {"Fastly-Key": settings.PURGE_TOKEN, "Accept": "application/json"}
    return Call("POST", f"{place}/service/{settings.PURGE_SITE}/purge", headers, {"surrogate_keys": list(names)})


CACHES = {
    # A hundred names of ours are two kilobytes; Varnish takes eight in a header.
    "varnish": Cache("xkey", " ", 100, "", _varnish),
    # Thirty: what every plan has taken since there are tags; newer ones take a hundred.
    "cloudflare": Cache("Cache-Tag", ",", 30, "https://api.cloudflare.com", _cloudflare, _cloudflare_has),
    "fastly": Cache("Surrogate-Key", " ", 256, "https://api.fastly.com", _fastly),
}


def chosen() -> Cache | None:
    """Return the cache that stands in front of this site, if one is to be told."""
    return CACHES.get(settings.PURGE_WITH)


def places() -> list[str]:
    """Return the addresses at which the chosen cache is told."""
    cache = chosen()
    if cache is None:
        return []
    return [place.rstrip("/") for place in settings.PURGE_AT] or [cache.api]


def tags(shows: Sequence[str]) -> list[tuple[str, str]]:
    """Return the header in which a page names what it shows to the cache; none where nobody reads it."""
    cache = chosen()
    return [(cache.header, cache.joint.join(shows))] if cache else []
