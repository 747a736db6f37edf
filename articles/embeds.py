"""Films, sound, charts and maps of other services in an article: nothing is asked of them before a reader asks (A38).

A link alone in its paragraph is stored as the link that it is; an article's page shows it as a card. The right to fill
its frame (`frame-src`, CSP 3, 6.1.6) is sent with pages that have a card, the frame itself is made by a press.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

#: A paragraph that is one link in plain words, as `sanitize.show_article` writes it.
_ALONE = re.compile(r'<p><a href="([^"<>]+)" rel="noopener">([^<]*)</a></p>')
#: Asked for by pages that have a card alone.
STYLE = "articles/css/embeds.css"
#: How much of the world, in pixels of its map, a card of a map shows.
_MAP_WIDTH, _MAP_HEIGHT, _TILE = 640, 480, 256


@dataclass(frozen=True)
class Provider:
    """A service whose pages are known, and how one of its addresses becomes that of a frame."""

    name: str
    company: str
    kind: str | Promise
    shape: str  # of the card, in the style sheet
    links: tuple[re.Pattern[str], ...]
    frame: Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Embed:
    """What one link leads to."""

    provider: Provider
    address: str
    frame: str

    @property
    def origin(self) -> str:
        """Whom the frame asks."""
        return "/".join(self.frame.split("/")[:3])


def _link(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"https?://{pattern}", re.ASCII)


def _youtube(found: re.Match[str]) -> str:
    begun = re.search(r"[?&](?:t|start)=(\d{1,6})s?(?:[&#]|$)", found[0])
    return f"https://www.youtube-nocookie.com/embed/{found[1]}?autoplay=1" + (f"&start={begun[1]}" if begun else "")


def _vimeo(found: re.Match[str]) -> str:
    unlisted = f"&h={found[2]}" if found[2] else ""
    return f"https://player.vimeo.com/video/{found[1]}?dnt=1&autoplay=1{unlisted}"


def _soundcloud(found: re.Match[str]) -> str:
    return f"https://w.soundcloud.com/player/?url={quote(f'https://soundcloud.com/{found[1]}', safe='')}&auto_play=true"


def _map(found: re.Match[str]) -> str:
    """Show what a map of some pixels shows around a place (Web Mercator: the world is 256 pixels wide at zoom 0)."""
    degrees = 360 / (_TILE * 2 ** int(found[1]))
    latitude, longitude = float(found[2]), float(found[3])
    across, up = degrees * _MAP_WIDTH / 2, degrees * _MAP_HEIGHT / 2 * math.cos(math.radians(latitude))
    edges = (longitude - across, latitude - up, longitude + across, latitude + up)
    box = ",".join(f"{edge:.5f}" for edge in edges)
    return f"https://www.openstreetmap.org/export/embed.html?bbox={quote(box)}&layer=mapnik"


PROVIDERS = {
    "youtube": Provider(
        "YouTube",
        "Google",
        _("Video"),
        "film",
        (
            _link(r"(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#\s]*&)?v=|live/|shorts/)([\w-]{11})(?:[?&#]\S*)?"),
            _link(r"youtu\.be/([\w-]{11})(?:[?#]\S*)?"),
        ),
        _youtube,
    ),
    "vimeo": Provider(
        "Vimeo",
        "Vimeo",
        _("Video"),
        "film",
        (_link(r"(?:www\.)?vimeo\.com/(\d{1,12})(?:/([0-9a-f]{6,20}))?(?:[?#]\S*)?"),),
        _vimeo,
    ),
    "dailymotion": Provider(
        "Dailymotion",
        "Dailymotion",
        _("Video"),
        "film",
        (_link(r"(?:(?:www\.)?dailymotion\.com/video|dai\.ly)/([a-z0-9]{5,12})(?:[?#]\S*)?"),),
        lambda found: f"https://geo.dailymotion.com/player.html?video={found[1]}",
    ),
    "spotify": Provider(
        "Spotify",
        "Spotify",
        _("Audio"),
        "sound",
        (_link(r"open\.spotify\.com/(?:intl-\w+/)?((?:track|album|playlist|episode|show)/\w{22})(?:[?#]\S*)?"),),
        lambda found: f"https://open.spotify.com/embed/{found[1]}",
    ),
    "soundcloud": Provider(
        "SoundCloud",
        "SoundCloud",
        _("Audio"),
        "sound",
        (_link(r"(?:www\.|m\.)?soundcloud\.com/([\w-]+/(?:sets/)?[\w-]+)(?:[?#]\S*)?"),),
        _soundcloud,
    ),
    "datawrapper": Provider(
        "Datawrapper",
        "Datawrapper",
        _("Chart"),
        "chart",
        (_link(r"(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/(\w{5})(?:/\d{0,4}/?)?"),),
        lambda found: f"https://datawrapper.dwcdn.net/{found[1]}/",
    ),
    "openstreetmap": Provider(
        "OpenStreetMap",
        "OpenStreetMap Foundation",
        _("Map"),
        "chart",
        (_link(r"www\.openstreetmap\.org/(?:\?[^#\s]*)?#map=(\d|1\d)/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)\S*"),),
        _map,
    ),
}


def find(address: str) -> Embed | None:
    """Return what can be shown of an address; None where EMBEDS leaves its service out, or nobody knows it."""
    for name in settings.EMBEDS:
        provider = PROVIDERS[name]
        for link in provider.links:
            if found := link.fullmatch(address):
                return Embed(provider, address, provider.frame(found))
    return None


def shown(html: SafeString, *, language: str = "") -> SafeString:
    """Put cards in the place of links that stand alone; `language` marks their words where the text is in another."""
    carded = _ALONE.sub(lambda link: _card(link, language), html)
    style = "" if carded == html else f'<link rel="stylesheet" href="{static(STYLE)}">'
    return mark_safe(style + carded)  # noqa: S308 # cleaned before; cards are rendered


def origins(html: str) -> list[str]:
    """List whom the cards of a text would ask for frames."""
    return sorted({embed.origin for link in _ALONE.finditer(html) if (embed := find(unescape(link[1])))})


def _card(link: re.Match[str], language: str) -> str:
    embed, words = find(unescape(link[1])), unescape(link[2]).strip()
    if embed is None:
        return link[0]
    title = "" if words.startswith(("http://", "https://")) else words
    return render_to_string("components/_embed.html", {"embed": embed, "title": title, "language": language})
