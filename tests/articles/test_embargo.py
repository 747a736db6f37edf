"""No reader-facing address, letter or push message carries a text under embargo before its minute (A43)."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import OutboxItem
from articles import previews
from articles.actions import articles, digests, embargoes, pushing
from articles.actions import previews as preview_links
from articles.enums import Role
from articles.models import Article, Tag, Text
from articles.schedule import Embargo
from tests.articles import making, subscribing
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.push.service import subscribe
from tests.moderation import making as people
from tests.rights.site import SITE
from tests.test_rights import address_of

pytestmark = pytest.mark.django_db

UNTIL = NOW + timedelta(hours=2)
TITLE, SUMMARY, BODY, NAME, WORD = "Quokkas land", "They swam.", "Nobody saw them.", "Quincy Quill", "Wallabies"
#: What of it might be seen somewhere; the words of its address, too.
SAID = (TITLE, SUMMARY, BODY, NAME, WORD, "quokkas-land")
#: What a member opens of others' texts.
ABOUT = ("articles:", "moderation:", "api:")
KINDS = ("rss", "atom", "json")
#: Where readers find it once it is out: so the test would see it there before.
SHOWN = (
    "articles:home", "articles:section", "articles:feed", "articles:section_feed", "articles:tag",
    "articles:tag_feed", "articles:byline", "articles:byline_feed", "articles:sitemap", "articles:article",
    "articles:search", "sitemap_news",
)  # fmt: skip


def held(state: str) -> Article:
    """An article under embargo, and with it all else that a paper has."""
    editor = making.staff(Role.PUBLISHER)
    making.article(slug="ferry", title="The ferry is late")
    making.Section.objects.update(needs_four_eyes=False)
    tag = making.tag(WORD)
    text = Text("quokkas-land", TITLE, SUMMARY, f"<p>{BODY}</p>", byline=NAME, tags=str(tag.pk))
    article = articles.begin(edition=making.edition(), section=making.section(), text=text, author=editor, now=NOW)
    if state == "taken back":
        articles.publish(article=article, by=editor, now=NOW, revision=1)
        articles.unpublish(article=article, by=editor, now=NOW)
    embargoes.change(article=article, to=Embargo(UNTIL), by=editor, now=NOW)
    if state == "in review":
        articles.submit(article=article, by=editor, now=NOW)
    if state == "scheduled":
        articles.publish(article=article, by=editor, now=NOW, revision=1, at=UNTIL)
    return Article.objects.get(pk=article.pk)


def places(article: Article) -> dict[str, object]:
    keys = {f"{line.rpartition(' ')[2]}.pk": article.pk for line in SITE}
    tag = Tag.objects.get(name=WORD).pk
    return keys | {
        "articles:tag.pk": tag, "articles:tag_feed.pk": tag,
        "articles:tag.slug": "wallabies", "articles:tag_feed.slug": "wallabies",
        "articles:byline.name": NAME, "articles:byline_feed.name": NAME,
        "articles:section.slug": "news-en", "articles:section_feed.slug": "news-en",
        "slug": "x", "kind": "atom", "number": 1, "year": 2026, "month": 3, "code": "x", "token": "x", "reference": "x",
        "provider_id": "x", "key": "x", "uidb36": "x", "name": "x.jpg", "cadence": "daily",
    }  # fmt: skip


def answered(server: Server, values: dict[str, object], names: Iterable[str] = SITE) -> dict[str, str]:
    """Ask every address that readers have, or these; return what each answers, where it leads included."""
    found = {}
    asked = [(line, kind) for line in names if " " not in line for kind in (KINDS if line.endswith("feed") else ("",))]
    for name, kind in asked:
        query = "q=quokkas" if name == "articles:search" else ""
        answer = server.get(unquote(address_of(name, values | {"kind": kind})), query=query)
        found[f"{name} {kind}".strip()] = f"{answer.headers.get('Location', '')} {answer.text if answer.body else ''}"
    return found


def said_in(told: dict[str, str], words: Iterable[str] = SAID) -> dict[str, list[str]]:
    found = {name: [word for word in words if word in text] for name, text in told.items()}
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("state", ["in review", "taken back"])
def test_no_address_of_readers_carries_it_before_somebody_publishes_it(state):
    assert said_in(answered(Server(), places(held(state)))) == {}


@pytest.mark.django_db(transaction=True)
def test_no_address_of_readers_carries_it_before_its_minute_and_from_then_on_no_kept_page_is_without(noon):
    values, server = places(held("scheduled")), Server()
    assert said_in(answered(server, values)) == {}
    noon.move_to(UNTIL - timedelta(seconds=1))
    assert said_in(answered(server, values, SHOWN)) == {}
    noon.move_to(UNTIL)
    shown = answered(server, values, SHOWN)
    assert set(said_in(shown)) == set(shown)


def test_a_member_sees_no_more_of_it(client):
    people.rules()
    values = places(held("scheduled"))
    client.force_login(people.member())
    opened = {name: client.get(address_of(name, values)) for name in SITE if name.startswith(ABOUT)}
    told = {name: f"{answer.get('Location', '')} {answer.getvalue().decode()}" for name, answer in opened.items()}
    assert said_in(told) == {}
    assert told["moderation:own_comments"] != ""


def test_no_letter_carries_it_before(noon):
    subscribing.paper()
    article = held("scheduled")
    subscribing.subscriber()
    at = UNTIL + timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(published_at=at, embargo_until=at)
    for moment, told in ((at - timedelta(hours=1), []), (at + timedelta(days=1), [f"Gazette: {TITLE}"])):
        mail.outbox.clear()
        noon.move_to(moment)
        digests.begin_due(now=moment)
        subscribing.work(moment)
        assert [letter.subject for letter in mail.outbox if TITLE in letter.body] == told


def test_no_push_message_leaves_before(push_service, noon):
    article = held("scheduled")
    subscribe(push_service)
    pushing.send(article=article, title=TITLE, text="", is_urgent=True, by=making.staff(Role.EDITOR), now=NOW)
    for moment, sent in ((UNTIL - timedelta(seconds=1), 0), (UNTIL, 1)):
        noon.move_to(moment)
        subscribing.work(moment)
        assert len(push_service.got) == sent


def test_nobody_writes_below_it_and_no_webhook_tells_of_it(client):
    people.rules()
    article = held("scheduled")
    client.force_login(people.member())
    answer = client.post(reverse("moderation:submit", args=[article.pk]), {"body": "I know already."})
    assert answer.status_code == 404
    assert not OutboxItem.objects.exclude(channel__in=("purge",)).exists()


def test_a_shared_preview_says_that_nobody_may_quote_it(client):
    article = held("in review")
    link = preview_links.share(revision=article.newest_revision(), by=making.staff(Role.EDITOR), now=NOW)
    page = client.get(previews.address(link)).content.decode()
    assert "Under embargo until 2 March 2026, 14:00 (UTC)." in page
    assert "Nobody may publish or quote it before." in page


def test_a_preview_of_what_is_under_none_says_nothing_of_it(client, noon):
    article = held("in review")
    link = preview_links.share(revision=article.newest_revision(), by=making.staff(Role.EDITOR), now=NOW)
    noon.move_to(UNTIL)
    assert "Under embargo" not in client.get(previews.address(link)).content.decode()
