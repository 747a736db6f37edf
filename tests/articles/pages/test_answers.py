"""What a page's answer says to browsers and to caches between them and us (A23, A9)."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from articles import pages
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server, addresses, cookie
from tests.articles.pages.test_store import TOKENS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return Server()


@pytest.fixture
def shown() -> list[str]:
    """The address of each kind of page that readers open."""
    article = making.article(byline="Ada Quill")
    tag = making.tag("Harbour", article).get_absolute_url()
    thread = f"/en/articles/{article.pk}/comments"
    others = [tag, f"{tag}feed.rss", "/robots.txt", "/sitemap.xml"]
    return [*addresses(article), *others, f"{thread}/", f"{thread}/fragment/", f"{thread}.json"]


def windows(answer) -> dict[str, int]:
    """Read for how many seconds a shared cache may use an answer: as it is, while it asks, while we do not answer."""
    said = dict(one.split("=") for one in answer.headers["Cache-Control"].split(", ") if "=" in one)
    return {name: int(seconds) for name, seconds in said.items()}


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def said(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0).astimezone(UTC), usegmt=True)


def test_every_kind_of_page_tells_visitors_what_may_be_kept_and_sets_no_cookie(site, shown, noon):
    for address in shown:
        noon.move_to(NOW)
        site.get(address)
        noon.move_to(at(1))
        answer = site.get(address)
        assert (answer.status, answer.cookies) == (200, []), address
        assert answer.headers["ETag"], address
        assert answer.headers["Last-Modified"] == said(NOW), address
        assert answer.headers["Vary"].startswith("Accept-Encoding, Cookie"), address
        names = {"max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"}
        assert windows(answer).keys() == names, address
        for asked in ({"if_none_match": answer.headers["ETag"]}, {"if_modified_since": said(NOW)}):
            again = site.get(address, **asked)
            assert (again.status, again.body) == (304, b""), (address, asked)
            for header in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
                assert again.headers[header] == answer.headers[header], (address, asked)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({"if_modified_since": said(at(0))}, 304, id="as new as the page"),
        pytest.param({"if_modified_since": said(at(2))}, 304, id="newer"),
        pytest.param({"if_modified_since": said(at(-1))}, 200, id="older"),
        pytest.param({"if_modified_since": said(at(60))}, 200, id="from a time that has not come"),
        pytest.param({"if_modified_since": "yesterday"}, 200, id="no date"),
        pytest.param({"if_modified_since": said(at(2)), "if_none_match": '"other"'}, 200, id="another tag counts more"),
    ],
)
def test_a_date_is_heeded_as_the_protocol_has_it(site, noon, asked, status):
    address = making.article().get_absolute_url()
    site.get(address)
    noon.move_to(at(3))
    assert site.get(address, **asked).status == status


def test_the_date_stays_when_a_page_is_made_anew_as_it_was_and_moves_with_each_change(site, noon):
    article = making.article()
    address = article.get_absolute_url()
    site.get(address)
    noon.move_to(at(70))
    assert site.get(address).headers["Last-Modified"] == said(NOW)

    pages.touch(article=article.pk)  # and back: another may have been served meanwhile
    noon.move_to(at(80))
    site.get(address)
    noon.move_to(at(90))
    assert site.get(address).headers["Last-Modified"] == said(at(80))


def test_two_pages_made_within_one_second_are_not_taken_for_one(site, noon):
    article = making.article()
    address = article.get_absolute_url()
    noon.move_to(at(0.2))
    first = site.get(address)
    noon.move_to(at(0.5))
    article.title = "Another"
    article.save()
    pages.touch(article=article.pk)
    assert "Another" in site.get(address, if_modified_since=first.headers["Last-Modified"]).text
    noon.move_to(at(5))
    assert "Another" in site.get(address, if_modified_since=first.headers["Last-Modified"]).text


#: What a visitor's browser may bring along.
STRANGERS = ["theme=dark", "sessionid=0123456789abcdef", "csrftoken=" + "a" * 32, "reader=Mira:1abc:forged", "reader="]


def test_what_may_be_kept_at_an_address_is_the_same_for_everybody(site, shown):
    """Members get what is theirs alone, from the same page, and nothing that anybody may keep or ask for by a tag."""
    for address in shown:
        first = site.get(address)
        for brought in STRANGERS:
            answer = site.get(address, cookie=brought)
            assert (answer.body, answer.headers, answer.cookies) == (first.body, first.headers, []), (address, brought)
        mira, theo = (
            site.get(address, cookie=cookie(name), if_none_match=first.headers["ETag"], if_modified_since=said(NOW))
            for name in ("Mira", "Theo")
        )
        assert mira.headers["Cache-Control"] == "private, no-store", address
        assert not {"ETag", "Last-Modified"} & mira.headers.keys(), address
        alike = [TOKENS.sub("", one.text).replace(name, "") for one, name in ((mira, "Mira"), (theo, "Theo"))]
        assert (mira.status, alike[0]) == (200, alike[1]), address


def test_nothing_kept_anywhere_outlives_a_planned_change(site, noon):
    """By clocks that count whole seconds, for an answer that is half a second on its way."""
    coming, address = 90, "/en/"
    making.article(published_at=at(coming))
    for moment in [*range(0, 80, 9), *(80 + tenth / 10 for tenth in range(99))]:
        noon.move_to(at(moment))
        allowed = windows(site.get(address))
        longest = allowed["s-maxage"] + max(allowed["stale-while-revalidate"], allowed["stale-if-error"])
        begins = (at(moment + 0.5)).replace(microsecond=0)
        assert begins + timedelta(seconds=longest + 1) <= at(coming) or longest == 0, moment
    noon.move_to(at(coming))
    assert windows(site.get(address))["s-maxage"] == 10


def test_nothing_is_kept_anywhere_longer_than_a_minute(site, noon):
    """What is planned after a page went out, nobody told the caches that have it."""
    making.article()
    for moment in range(0, 61, 5):
        noon.move_to(at(moment))
        answer = site.get("/en/")
        allowed = windows(answer)
        assert allowed["s-maxage"] + allowed["stale-while-revalidate"] <= 60
        assert allowed["s-maxage"] + allowed["stale-if-error"] <= 60
        assert parsedate_to_datetime(answer.headers["Last-Modified"]) <= at(moment)
