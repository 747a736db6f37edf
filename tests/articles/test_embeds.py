"""Which links become cards, what frame each opens, and that hostile ones open none (A38)."""

import re
from html import escape

import pytest

from accounts.safety.sanitize import clean_article, show_article
from articles import embeds
from config import env

pytestmark = pytest.mark.once

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
FRAMES = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
    ("https://youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=90s", f"{YOUTUBE}&start=90"),
    ("https://m.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
    ("https://youtu.be/dQw4w9WgXcQ?t=12", f"{YOUTUBE}&start=12"),
    ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
    ("https://vimeo.com/76979871/ab12cd34ef", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=ab12cd34ef"),
    ("https://www.dailymotion.com/video/x8abcde", "https://geo.dailymotion.com/player.html?video=x8abcde"),
    ("https://dai.ly/x8abcde", "https://geo.dailymotion.com/player.html?video=x8abcde"),
    (
        "https://open.spotify.com/intl-de/episode/0123456789abcdefABCDEF?si=1",
        "https://open.spotify.com/embed/episode/0123456789abcdefABCDEF",
    ),
    (
        "https://soundcloud.com/some-band/sets/some-songs",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsome-band%2Fsets%2Fsome-songs&auto_play=true",
    ),
    ("https://datawrapper.dwcdn.net/aB3dE/2/", "https://datawrapper.dwcdn.net/aB3dE/"),
    ("https://www.datawrapper.de/_/aB3dE/", "https://datawrapper.dwcdn.net/aB3dE/"),
    (
        "https://www.openstreetmap.org/?mlat=1#map=0/0/0",
        "https://www.openstreetmap.org/export/embed.html?bbox=-450.00000%2C-337.50000%2C450.00000%2C337.50000&layer=mapnik",
    ),
    (
        "https://www.openstreetmap.org/#map=10/60.0/25.5&layers=N",
        "https://www.openstreetmap.org/export/embed.html?bbox=25.06055%2C59.83521%2C25.93945%2C60.16479&layer=mapnik",
    ),
]
#: Near an address of a service, or made to look like one.
OTHERS = [
    "https://www.youtube.com/",
    "https://www.youtube.com/@channel",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
    "https://evil.example#https://youtu.be/dQw4w9WgXcQ",
    "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ/../../x",
    "https://vimeo.com/channels/staffpicks",
    "https://open.spotify.com/user/somebody",
    "https://soundcloud.com/some-band",
    "https://www.openstreetmap.org/#map=99/0/0",
    "https://www.openstreetmap.org/#map=10/1e9/0",
    "mailto:video@youtube.com",
    "/en/articles/youtube-1/",
]


def paragraph(address: str, words: str = "A film") -> str:
    return show_article(clean_article(f'<p><a href="{escape(address)}">{words}</a></p>'))


@pytest.mark.parametrize(("address", "frame"), FRAMES)
def test_a_link_alone_becomes_a_card_that_opens_its_frame(address, frame):
    html = paragraph(address)
    assert f'data-frame="{escape(frame)}"' in embeds.shown(html)
    assert embeds.origins(html) == [re.match(r"https://[^/]+", frame)[0]]


@pytest.mark.parametrize("address", OTHERS)
def test_other_addresses_stay_links(address):
    html = paragraph(address)
    assert "<a href" in html
    assert embeds.shown(html) == html
    assert embeds.origins(html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p>See <a href="https://youtu.be/dQw4w9WgXcQ">this</a></p>',
        '<p><a href="https://youtu.be/dQw4w9WgXcQ">this</a> and more</p>',
        '<p><a href="https://youtu.be/dQw4w9WgXcQ">this</a> <a href="https://youtu.be/dQw4w9WgXcQ">that</a></p>',
        '<ul><li><a href="https://youtu.be/dQw4w9WgXcQ">this</a></li></ul>',
    ],
)
def test_a_link_among_words_stays_one(html):
    html = show_article(clean_article(html))
    assert embeds.shown(html) == html


def test_a_service_that_the_newsroom_leaves_out_is_a_link(settings):
    settings.EMBEDS = ["vimeo"]
    html = paragraph(FRAMES[0][0])
    assert embeds.shown(html) == html
    assert embeds.origins(html) == []


def test_the_services_of_the_settings_are_those_that_are_known():
    assert embeds.PROVIDERS.keys() == set(env.EMBEDS)


def test_the_words_of_a_link_name_the_card_and_are_never_markup():
    card = embeds.shown(paragraph(FRAMES[0][0], "Fish &amp; &quot;chips&quot; &lt;b onload=x&gt;"))
    assert "Fish &amp; &quot;chips&quot; &lt;b onload=x&gt;" in card
    assert "<b" not in card.replace("<bdi", "").replace("<button", "")


def test_a_bare_address_is_named_by_what_it_leads_to():
    assert 'data-title="Video (YouTube)"' in embeds.shown(paragraph(FRAMES[0][0], FRAMES[0][0]))
