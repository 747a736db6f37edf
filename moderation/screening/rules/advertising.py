"""Grounds 10, 11 and 13: calls to act, prices, numbers and links, weighed together."""

from collections.abc import Iterator
from math import log10

import re2

from moderation.screening.links import Link, links_in
from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.rules.links import domains, is_known
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 13
#: What each sign adds. A phrase alone is talk; a phrase with a price, a number or a link is an offer.
PHRASE, LINK, NUMBER, PRICE, SHOUT = 0.6, 0.5, 0.5, 0.3, 0.2
#: A link that pays whoever brought the reader, one to a page of one's own or to where nobody knows, and one with hardly
#: a word beside it.
REFERRAL, OWN, BARE = 0.5, 0.25, 0.25
#: Where people have pages of their own to be seen, followed and paid on.
PLACES = frozenset(
    ("facebook.com", "instagram.com", "tiktok.com", "soundcloud.com", "twitch.tv", "vimeo.com", "patreon.com", "t.me",
     "wa.me", "whatsapp.com", "discord.gg", "linktr.ee", "onlyfans.com", "gofundme.com", "kickstarter.com", "ebay.com",
     "etsy.com", "snapchat.com", "line.me", "open.kakao.com", "teespring.com", "fiverr.com")
)  # fmt: skip
#: What words weigh beside it that stand together, and how rare such a text is among accepted ones, in powers of ten.
TOGETHER, LIKENESS = 1.0, 0.4
#: So much less the likeness counts where no link stands.
TALK = 0.25
#: What is left of the doubt when a sign of full weight was seen.
DOUBT = 0.4
#: The rarest that counts.
LEAST = 1e-6
#: How much is counted of the phrases, however many there are.
MOST_PHRASES = 3
#: Letters beside the links up to which a comment is nothing but these.
BARE_LETTERS = 24
_LINE = r"0[0-9]{9,10}|\+[0-9]{9,14}|1?[ -]?8(?:00|55|66|77|88)[ -][0-9]{3}[ -]?[0-9]{4}|(?:[0-9][ ._-]){6,}[0-9]"
#: A number that is told in words, so that no machine reads it.
_TOLD = r"(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[ -]){5,}"
CALLED = re2.compile(rf"(?:^|[^0-9])(?:{_LINE})(?:$|[^0-9])|\b{_TOLD}")
#: A number of five or six digits is many things; beside a call to act it is where to send a message.
SHORT_CODE = re2.compile(r"(?:^|[^0-9#])[0-9]{5,6}(?:$|[^0-9])")
PRICED = re2.compile(r"[£$€₹] ?[0-9]|[0-9] ?(?:£|€|eur\b|usd\b|gbp\b|dollars|pounds|p/min|ppm|p per|% off|% discount)")
SHOUTED = re2.compile(r"[A-Z]{3,}[^a-z]{1,12}[A-Z]{3,}|!!|>>|\*\*\*")
REFERRED = re2.compile(
    r"[?&/#](?:ref(?:er(?:er|ral)?)?|aff(?:iliate)?(?:_?id)?|partner(?:s|_?id)?|invite(?:code)?|promo|coupon|r|clickid)[=/]"
)


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Weigh the signs of unsolicited advertising; with a link they hold the comment, with a likeness they mark it."""
    cues = [match for match in settings.matchers.phrases(spoken(reading)).find(reading) if match.entry.ground == GROUND]
    beside = reading.weights.get(GROUND, 0.0)
    links = links_in(reading) if cues or "." in reading.body else []
    if not cues and not links and not beside:
        return
    signs = TOGETHER * beside + (_weight(len(cues), links, reading, settings) if cues or links else 0.0)
    likeness = LIKENESS * -log10(max(1 - reading.shares.get(GROUND, 0.0), LEAST)) - (0.0 if links else TALK)
    enough = settings.limit("advertising_cues")
    kind = "few" if signs + max(likeness, 0.0) < enough else "with link" if links and signs >= enough else "cues"
    spans = [reading.folded.origin(match.start, match.end) for match in cues] or [(0, len(reading.body))]
    yield Evidence(kind, GROUND, min(0.99, 1 - DOUBT**signs), *spans[0])


def _weight(cues: int, links: list[Link], reading: Reading, settings: Settings) -> float:
    """Weigh the signs that stand in the text."""
    text = reading.folded.text
    return (
        min(cues, MOST_PHRASES) * PHRASE
        + _lead(links, reading, settings)
        + NUMBER * bool(CALLED.search(text) or (cues and SHORT_CODE.search(text)))
        + PRICE * bool(PRICED.search(text))
        + SHOUT * bool(SHOUTED.search(reading.body))
    )


def _lead(links: list[Link], reading: Reading, settings: Settings) -> float:
    """Weigh where links lead: to somebody's gain, to where nobody knows, and whether anything is said beside them."""
    if not links:
        return 0.0
    beside = sum(map(str.isalpha, reading.folded.text)) - sum(
        sum(map(str.isalpha, reading.folded.text[link.start : link.end])) for link in links
    )
    return (
        LINK
        + REFERRAL * any(REFERRED.search(link.path) for link in links)
        + OWN * any(not is_known(link.host, settings) or not PLACES.isdisjoint(domains(link.host)) for link in links)
        + BARE * (beside <= BARE_LETTERS)
    )
