"""The store in front of Django, asked as a server asks it."""

import multiprocessing
import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import transaction

from articles import pages
from articles.pages.stamps import stamps
from tests.articles import making
from tests.articles.pages.asking import Server, addresses, cookie

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server():
    return Server()


def test_a_kept_page_costs_no_statement(server):
    for address in addresses(making.article()):
        assert server.get(address).status == 200
        assert server.statements(address) == 0


def test_a_member_is_served_from_the_same_page_without_a_statement(server):
    address = making.article().get_absolute_url()
    server.get(address)
    assert server.statements(address, cookie=cookie()) == 0
    answer = server.get(address, cookie=cookie("Zoë <b>"))
    assert "Zoë &lt;b&gt;" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


#: What no two answers share: the tokens of the comment form.
TOKENS = re.compile(r'value="[-._A-Za-z0-9]{36,80}"')


@pytest.mark.parametrize("coding", ["", "gzip", "br", "gzip, br", "br;q=0, gzip"])
def test_every_encoding_gives_the_same_page(server, coding):
    address = making.article().get_absolute_url()
    plain = server.get(address).body.decode()
    member = server.get(address, cookie=cookie()).body.decode()
    assert server.get(address, accept_encoding=coding).text == plain
    again = server.get(address, accept_encoding=coding, cookie=cookie()).text
    assert TOKENS.sub("", again) == TOKENS.sub("", member)
    assert "<!--" not in plain + member


def test_a_forged_reader_cookie_names_nobody(server):
    address = making.article().get_absolute_url()
    assert server.get(address, cookie="reader=Mira:1abc:forged").text == server.get(address).text


def test_a_visitor_gets_no_cookie_and_may_be_served_by_shared_caches(server):
    answer = server.get(making.article().get_absolute_url())
    assert answer.cookies == []
    assert answer.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=50"
    )
    assert answer.headers["Vary"] == "Accept-Encoding, Cookie, Accept"


def test_a_kept_page_carries_the_headers_that_django_sends(server):
    address = making.article().get_absolute_url()
    first, kept = server.get(address), server.get(address)
    assert first.headers == kept.headers
    for header in (
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Resource-Policy",
    ):
        assert kept.headers[header]


def test_an_unchanged_page_is_not_sent_again(server):
    address = making.article().get_absolute_url()
    etag = server.get(address).headers["ETag"]
    answer = server.get(address, if_none_match=f'"other", {etag}')
    assert (answer.status, answer.body) == (304, b"")
    assert server.get(address, if_none_match=etag, cookie=cookie()).status == 200


def test_head_is_answered_like_get_without_the_page(server):
    address = making.article().get_absolute_url()
    for _ in range(2):
        head, get = server.get(address, method="HEAD"), server.get(address)
        assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "a b"])
def test_a_foreign_host_gets_neither_a_kept_page_nor_leaves_one(server, host):
    address = making.article().get_absolute_url()
    assert server.get(address, host=host).status == 400
    server.get(address)
    assert server.get(address, host=host).status == 400
    assert "evil" not in server.get(address).text


def test_unknown_parameters_are_served_the_kept_page_and_fill_nothing(server):
    making.article()
    server.get("/en/")
    for number in range(50):
        assert server.statements("/en/", query=f"utm_source={number}") == 0
    server.get("/en/", query="after=999")
    server.get("/en/", query="after=999")  # an article that is not there: nothing to keep
    assert server.find("/en/") is not None


def test_the_next_page_of_a_list_is_kept_by_its_whole_address(server):
    told = [making.article(slug=f"story-{n}") for n in range(3)]
    server.get("/en/", query=f"after={told[2].pk}")
    assert server.statements("/en/", query=f"after={told[2].pk}") == 0
    assert server.statements("/en/", query=f"after={told[1].pk}") > 0


@pytest.mark.parametrize("spelling", ["%61fter", "x=&%61fter", "afte%72"])
def test_no_spelling_of_a_parameter_puts_an_older_page_in_the_place_of_the_first(server, spelling):
    for title in ("Oldest", "Newest"):
        last = making.article(title=title)
    assert "Newest" not in server.get("/en/", query=f"{spelling}={last.pk}").text
    assert "Newest" in server.get("/en/").text
    assert "Newest" not in server.get("/en/", query=f"{spelling}={last.pk}").text


def test_asking_for_many_next_pages_puts_out_no_first_page():
    server = Server(capacity=60_000)
    told = [making.article(slug=f"story-{n}") for n in range(12)]
    server.get("/en/")
    for article in told:
        server.get("/en/", query=f"after={article.pk}")
    assert server.statements("/en/") == 0


def test_memory_is_bounded_by_putting_out_what_was_asked_for_longest_ago():
    server = Server(capacity=60_000)
    told = [making.article(slug=f"story-{n}") for n in range(12)]
    for article in told:
        server.get(article.get_absolute_url())
    assert server.find(told[-1].get_absolute_url()) is not None
    assert server.find(told[0].get_absolute_url()) is None


def test_errors_and_redirects_are_not_kept(server):
    article = making.article()
    for address in (f"/en/wrong-{article.pk}/", "/en/none-99999/", "/"):
        server.get(address)
        assert server.find(address) is None


@pytest.mark.parametrize("what", ["article", "edition", "site"])
def test_a_touch_puts_out_what_shows_the_thing_and_nothing_else(server, what):
    article, other = making.article(), making.article("de")
    own = [article.get_absolute_url(), f"{article.get_absolute_url()}text.md"]
    lists = [one for one in addresses(article) if one not in own]
    shown = {
        "article": own,
        "edition": [*lists, "/de/sitemap-2026-3.xml"],  # which names the other languages
        "site": addresses(article) + addresses(other),
    }[what]
    everything = [*addresses(article), *addresses(other)]
    for address in everything:
        server.get(address)

    with transaction.atomic():
        pages.touch(
            **{
                "article": {"article": article.pk},
                "edition": {"edition": "en"},
                "site": {"site": True},
            }[what]
        )
        assert all(server.find(address) for address in everything)

    for address in everything:
        assert (server.find(address) is None) == (address in shown), address


def test_a_page_made_while_a_change_is_committed_is_not_kept_as_current(server):
    """The clock is read before the page is made, so a change in between puts it out."""
    article = making.article()
    inner = server.store.application

    def slow(environ, start_response):
        body = inner(environ, start_response)
        pages.touch(article=article.pk)
        return body

    server.store.application = slow
    server.get(article.get_absolute_url())
    assert server.find(article.get_absolute_url()) is None


def test_a_scheduled_article_appears_and_ends_at_its_minute_with_nothing_running(server, noon):
    making.article(title="Old")
    coming = making.article(title="Coming soon", published_at=making.NOW + timedelta(seconds=5))
    coming.expires_at = making.NOW + timedelta(seconds=30)
    coming.save()
    listings = addresses(coming)[1:4]
    for address in listings:
        answer = server.get(address)
        assert "Coming soon" not in answer.text
        assert "s-maxage=3, stale-while-revalidate=0, stale-if-error=0" in answer.headers["Cache-Control"]
    assert server.get(coming.get_absolute_url()).status == 404

    noon.shift(5)
    for address in listings:
        assert "Coming soon" in server.get(address).text
    assert server.get(coming.get_absolute_url()).status == 200

    noon.shift(25)
    for address in listings:
        assert "Coming soon" not in server.get(address).text
    assert server.get(coming.get_absolute_url()).status == 410


def test_a_page_is_made_anew_after_a_minute_in_any_case(server, noon):
    address = making.article().get_absolute_url()
    server.get(address)
    noon.shift(61)
    assert server.find(address) is None


def _touch_elsewhere() -> None:
    import_module("articles.pages.stamps")._opened.cache_clear()
    stamps().touch(["article:7"])


def test_a_touch_in_one_process_is_seen_in_another():
    before = stamps().read()
    assert stamps().is_current(before, ("article:7",))

    other = multiprocessing.get_context("fork").Process(target=_touch_elsewhere)
    other.start()
    other.join()

    assert other.exitcode == 0
    assert not stamps().is_current(before, ("article:7",))
    assert stamps().is_current(stamps().read(), ("article:7",))


def test_each_stretch_of_a_list_is_kept_under_its_own_query(server):
    for title in ("Oldest", "Middle", "Newest"):
        last = making.article(title=title)
    first = server.get("/en/").text
    further = f"after={last.pk}"
    assert "Newest" in first
    assert "Newest" not in server.get("/en/", query=further).text
    assert server.statements("/en/", query=further) == 0
    assert "Newest" not in server.get("/en/", query=further).text
    assert server.get("/en/").text == first
    assert server.get("/en/", query="utm_source=x").text == first
