"""One switch: a strip on every page, shorter lives in caches, news first, who did it, its end by the clock (A64)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem
from articles.actions import articles, breaking, pushing
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import Deed, Role
from articles.lifecycle import Obstacle
from articles.models import Breaking, PaperEvent, Text
from articles.pages.kept import BREAKING_FRESH, FRESH
from tests.articles import making
from tests.articles.actions.test_rounds import work
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.push.service import subscribe

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
STRIP, SHEET = '<aside class="breaking"', "css/breaking"


def begin(article, *, headline="The bridge is closed", hours=2, seen=None, by=None, now=NOW) -> Breaking:
    by = by or making.staff(Role.PUBLISHER)
    seen = [*Breaking.objects.values_list("pk", flat=True)] if seen is None else seen
    return breaking.begin(article=article, headline=headline, hours=hours, seen=seen, by=by, now=now)


def reader_pages(article) -> list[str]:
    """A page of each kind: front, section, article, corrections, search, and one that no store keeps."""
    below = f"/{article.edition_id}"
    lists = ("/", f"/sections/news-{article.edition_id}/", "/corrections/", "/search/", "/account/login/")
    return [article.get_absolute_url(), *(f"{below}{one}" for one in lists)]


def shared(answer) -> int:
    """Seconds for which shared caches may use an answer."""
    said = dict(one.strip().partition("=")[::2] for one in answer.headers["Cache-Control"].split(","))
    return int(said["s-maxage"])


@pytest.mark.django_db(transaction=True)
def test_it_stands_on_each_page_of_its_edition_from_then_until_its_end_with_no_worker(noon):
    article, german, server = making.article(), making.article("de"), Server()
    theirs, others = reader_pages(article), reader_pages(german)
    for address in [*theirs, *others]:
        assert STRIP not in server.get(address).text
    assert shared(server.get("/en/")) == FRESH

    standing = begin(article)

    for address in theirs:
        page = server.get(address).text
        assert (page.count(STRIP), SHEET in page, "The bridge is closed" in page) == (1, True, True), address
    assert [address for address in others if STRIP in server.get(address).text] == []
    assert [shared(server.get(address)) for address in ("/en/", "/de/")] == [BREAKING_FRESH, FRESH]
    noon.move_to(standing.ends_at() - SECOND)
    assert server.get("/en/").text.count(STRIP) == 1
    assert shared(server.get("/en/")) == 0
    noon.move_to(standing.ends_at())
    for address in theirs:
        page = server.get(address).text
        assert (STRIP in page, SHEET in page) == (False, False), address
    assert shared(server.get("/en/")) == FRESH


@pytest.mark.django_db(transaction=True)
def test_one_press_ends_it_and_a_cache_in_front_is_told_of_both(noon, settings):
    settings.PURGE_WITH, settings.PURGE_AT = "varnish", ["http://cache.example"]
    article, server, by = making.article(), Server(), making.staff(Role.PUBLISHER)
    standing = begin(article, by=by)
    assert STRIP in server.get("/en/").text

    breaking.end(breaking=standing, by=by, now=NOW + HOUR)

    assert STRIP not in server.get("/en/").text
    assert [item.payload["names"] for item in OutboxItem.objects.filter(channel="purge")] == [["site"], ["site"]]
    with pytest.raises(breaking.Over):
        breaking.end(breaking=standing, by=by, now=NOW + HOUR)


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_its_article_and_follows_its_address(noon):
    making.section(needs_four_eyes=False)
    article, server, by = making.article(), Server(), making.staff(Role.PUBLISHER)
    begin(article, by=by)
    assert f'href="/en/harbour-{article.pk}/"' in server.get("/en/corrections/").text
    text = Text(**{**vars(Text.of(article.newest_revision())), "slug": "bridge"})
    articles.revise(article=article, text=text, base=1, author=by, now=NOW)
    articles.publish(article=article, by=by, now=NOW, revision=2)
    assert f'href="/en/bridge-{article.pk}/"' in server.get("/en/corrections/").text

    articles.unpublish(article=article, by=by, now=NOW)

    assert STRIP not in server.get("/en/corrections/").text
    ended = Breaking.objects.get()
    assert (ended.ended_at, ended.ended_by) == (NOW, by)


@pytest.mark.django_db
def test_nobody_replaces_what_they_have_not_seen_nor_ends_what_took_its_place():
    by, article = making.staff(Role.PUBLISHER), making.article()
    first = begin(article, by=by)
    second = begin(making.article(slug="ferry"), by=by, seen=[first.pk])
    with pytest.raises(Crossed):
        begin(article, by=by, seen=[first.pk])
    with pytest.raises(breaking.Over):
        breaking.end(breaking=first, by=by, now=NOW)
    assert Breaking.objects.open().get() == second


@pytest.mark.django_db(transaction=True)
def test_an_update_of_its_text_leaves_all_other_pages_as_they_are(noon):
    making.section(needs_four_eyes=False)
    article, other, server, by = making.article(), making.article("de"), Server(), making.staff(Role.PUBLISHER)
    begin(article, by=by)
    server.get(other.get_absolute_url())
    text = Text(**{**vars(Text.of(article.newest_revision())), "body": "<p>More.</p>"})
    articles.revise(article=article, text=text, base=1, author=by, now=NOW)
    articles.publish(article=article, by=by, now=NOW, revision=2)
    assert server.find(other.get_absolute_url()) is not None


@pytest.mark.django_db
def test_it_is_over_with_its_article_and_does_not_come_back_with_it():
    making.section(needs_four_eyes=False)
    article, by, later = making.article(expires_at=NOW + HOUR / 2), making.staff(Role.PUBLISHER), NOW + HOUR
    standing = begin(article, by=by)
    assert standing.shown_until(NOW) == NOW + HOUR / 2
    assert standing.shown_until(later) <= later
    articles.publish(article=article, by=by, now=later, revision=1)
    assert Breaking.objects.get().ended_at == later


@pytest.mark.django_db
def test_it_is_logged_who_switched_it_on_and_off():
    first, second, article = making.staff(Role.PUBLISHER), making.staff(Role.EDITOR), making.article()
    breaking.end(breaking=begin(article, by=first), by=second, now=NOW + HOUR)

    kept = Breaking.objects.get()
    assert (kept.began_by, kept.began_at, kept.ended_by, kept.ended_at) == (first, NOW, second, NOW + HOUR)
    events = PaperEvent.objects.order_by("pk").values_list("key", "act", "made_by", "made_at")
    assert list(events) == [
        ("en:breaking", Deed.ADD, first.pk, NOW),
        ("en:breaking", Deed.REMOVE, second.pk, NOW + HOUR),
    ]


@pytest.mark.django_db
def test_another_takes_its_place_and_what_the_clock_ended_is_ended_by_nobody():
    by, article = making.staff(Role.PUBLISHER), making.article()
    begin(article, by=by, hours=1)
    begin(making.article(slug="ferry"), by=by, headline="", now=NOW + HOUR / 2)
    begin(article, by=by, now=NOW + 9 * HOUR)

    ended = Breaking.objects.order_by("pk").values_list("headline", "ended_at", "ended_by")
    assert list(ended) == [
        ("The bridge is closed", NOW + HOUR / 2, by.pk),
        ("The harbour opens", NOW + HOUR / 2 + 2 * HOUR, None),
        ("The bridge is closed", None, None),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [0, 25])
def test_the_database_refuses_one_without_an_end_within_a_day(hours):
    with pytest.raises(IntegrityError), transaction.atomic():
        begin(making.article(), hours=hours)


@pytest.mark.django_db
def test_who_does_not_lead_the_whole_front_page_may_not():
    article = making.article()
    for by, obstacle in (
        (making.staff(Role.REPORTER), Obstacle.RIGHT),
        (making.limited(Role.PUBLISHER, ["news"], ["en"]), Obstacle.PLACE),
        (making.limited(Role.PUBLISHER, [], ["de"]), Obstacle.PLACE),
    ):
        with pytest.raises(NotAllowed) as refused:
            begin(article, by=by)
        assert refused.value.obstacle == obstacle
    assert begin(article, by=making.limited(Role.EDITOR, [], ["en"]))


@pytest.mark.django_db
def test_what_readers_do_not_see_is_none():
    with pytest.raises(breaking.NotOut):
        begin(making.draft())


@pytest.mark.django_db
@pytest.mark.parametrize(("is_breaking", "urgency"), [(True, "high"), (False, "normal")])
def test_push_news_of_its_article_goes_first_while_it_lasts(push_service, noon, is_breaking, urgency):
    subscribe(push_service)
    article, by = making.article(), making.staff(Role.EDITOR)
    begin(article if is_breaking else making.article(slug="ferry"), by=by)
    pushing.send(article=article, title="A bridge", text="", is_urgent=False, by=by, now=NOW)
    work(noon)
    [(_path, headers, _body)] = push_service.got
    assert headers["Urgency"] == urgency
