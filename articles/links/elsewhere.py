"""Asking another site whether a page is there: HEAD, and GET where that is refused, each step of the way looked at.

We say who we are, and heed what its robots.txt says of us (RFC 9309).
"""

from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.conf import settings

from accounts.safety.outgoing import Failure, LeadsElsewhere, Refused, Session
from articles.enums import Trouble
from articles.links.answers import FAILS, Answer
from articles.links.terms import terms

#: How we call ourselves, as rules for programs name us.
NAME = "Gazette-Links"
#: From this status on HEAD is not believed: many servers refuse it, or know no page by it.
REFUSED = 400
#: Without rules all is allowed; whose rules cannot be had at present is not asked (RFC 9309, 2.3.1.3 and 2.3.1.4).
ALL, NOTHING = "", "User-agent: *\nDisallow: /"
#: Longer rules are none: no program has to read on (RFC 9309, 2.5).
MOST_RULES = 500 * 1024


class Unreachable(Exception):
    """Nobody answers there."""


def look(address: str) -> Answer:
    """Ask for a page elsewhere, and follow where it leads."""
    for _step in range(terms().steps + 1):
        try:
            return Answer(_status(address))
        except LeadsElsewhere as there:
            address = urljoin(address, there.to)
        except Refused:
            return Answer(trouble=Trouble.CLOSED)
        except Failure:
            return Answer(trouble=Trouble.UNREACHABLE)
    return Answer(trouble=Trouble.CIRCLE)


def rules(address: str) -> str:
    """Return what the host of an address asks of programs; raise Unreachable where nobody answers."""
    parts = urlsplit(address)
    try:
        with Session(may_be_plain=True, most=MOST_RULES) as session:
            answer = session.get(f"{parts.scheme}://{parts.netloc}/robots.txt", headers=_headers())
    except LeadsElsewhere:
        return ALL  # to rules that are another host's
    except Refused:
        return ALL  # what is private, or too long for rules: the page itself is looked at in the same way
    except Failure as failure:
        raise Unreachable from failure
    if answer.status_code >= FAILS:
        return NOTHING
    return answer.text if answer.ok else ALL


def is_welcome(address: str, said: str) -> bool:
    """Say whether a host's rules let us ask for an address."""
    parser = RobotFileParser()
    parser.parse(said.splitlines())
    return parser.can_fetch(NAME, address)


def _status(address: str) -> int:
    with Session(may_be_plain=True, most=0) as session:
        status = session.head(address, headers=_headers()).status_code
    if status < REFUSED:
        return status
    with Session(may_be_plain=True, most=0) as session:
        return session.get(address, headers=_headers()).status_code


def _headers() -> dict[str, str]:
    return {"User-Agent": f"{NAME}/1 (+{settings.SITE_URL})", "Accept": "*/*"}
