"""Grounds 15 and 10: where links lead, how they are spelt, and what a new writer may link to."""

from collections.abc import Iterator

from moderation.screening.links import HIDDEN_WITHIN, PASSED_ON, PROGRAM, WITHIN, Link, links_in
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

MALWARE, ADVERTISING = 15, 10
#: Endings under which only public bodies and universities register, and what stands for them before a country's.
TRUSTED_ENDINGS = (
    ".gov",
    ".edu",
    ".mil",
    ".int",
    ".gouv.fr",
    ".europa.eu",
    ".bund.de",
    ".admin.ch",
    ".go.jp",
    ".go.kr",
)
PUBLIC = frozenset(("gov", "gob", "gouv", "gub", "govt", "gv", "edu", "ac", "mil", "jus", "leg"))
COUNTRY = 2
#: Figures that are drawn like letters.
DRAWN = str.maketrans("01358", "olesb")


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    """Find links: disguised, to hosts on the list of bad ones, through shorteners, to hosts nobody knows, too many.

    Links of a writer without enough approved comments always wait.
    """
    links = links_in(reading)
    is_new = facts.approved_count is not None and facts.approved_count < settings.limit("newcomer_approvals")
    for link in links:
        span = reading.folded.origin(link.start, link.end)
        for kind, ground, score in _judge(link, settings, facts):
            yield Evidence(kind, ground, score, *span, disguised=link.disguised, detail=kind)
        if is_new:
            yield Evidence("newcomer", ADVERTISING, 0.5, *span)
    if len(links) > settings.limit("most_links"):
        yield Evidence("many", ADVERTISING, 0.6, 0, len(reading.body), detail=f"{len(links)} links")


def _judge(link: Link, settings: Settings, facts: Facts) -> Iterator[tuple[str, int, float]]:
    names = domains(link.host)
    if names & settings.bad_hosts:
        yield "bad host", MALWARE, 0.99
    elif link.disguised or _pretends(link.host, settings):
        yield "disguised", MALWARE, 0.9
    elif PROGRAM.search(link.path):
        yield "download", MALWARE, 0.8
    elif names & settings.shorteners or _leads_elsewhere(link, settings):
        yield "shortener", MALWARE, 0.6
    elif not is_known(link.host, settings):
        trusted = facts.approved_count is not None and facts.approved_count >= settings.limit("newcomer_approvals")
        yield ("unlisted host" if trusted else "unknown host"), MALWARE, 0.5


def is_known(host: str, settings: Settings) -> bool:
    """Whether a host is on the list, or of a public body or university."""
    *_, before, ending = ("", *host.split("."))
    is_public = host.endswith(TRUSTED_ENDINGS) or (before in PUBLIC and len(ending) == COUNTRY)
    return is_public or not domains(host).isdisjoint(settings.known_hosts)


def _pretends(host: str, settings: Settings) -> bool:
    """Whether a host that nobody knows is spelt like a known one, or begins with its whole name."""
    if is_known(host, settings):
        return False
    plain = host.translate(DRAWN).replace("rn", "m").replace("vv", "w")
    if plain != host and not domains(plain).isdisjoint(settings.known_hosts):
        return True
    *labels, last = host.removeprefix("www.").split(".")
    # one more ending of two letters is another country's edition
    return any(
        ".".join(labels[first:end]) in settings.known_hosts and (end < len(labels) or len(last) != COUNTRY)
        for end in range(2, len(labels) + 1)
        for first in range(end - 1)
    )


def _leads_elsewhere(link: Link, settings: Settings) -> bool:
    """Whether the path holds another address that nobody knows: a known host only passes it on."""
    if HIDDEN_WITHIN.search(link.path):
        return True
    return any(
        not is_known(found.group(1).replace("%2e", "."), settings)
        for pattern in (WITHIN, PASSED_ON)
        for found in pattern.finditer(link.path)
    )


def domains(host: str) -> set[str]:
    """The host and every domain it lies under."""
    labels = host.removeprefix("www.").split(".")
    return {".".join(labels[place:]) for place in range(len(labels) - 1)} or {host}
