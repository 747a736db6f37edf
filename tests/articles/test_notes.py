"""No reader ever reaches what colleagues say about a text: no page, feed, search, API, preview or copy has it (A42)."""

import pytest

from articles import previews
from articles.actions import notes
from articles.actions import previews as preview_links
from articles.enums import Role
from articles.exchange import packing
from articles.exchange.tables import TABLES
from articles.models import Article
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.test_embargo import BODY, SHOWN, UNTIL, answered, held, places, said_in
from tests.moderation import making as people
from tests.moderation.api.asking import Program, token
from tests.rights.api import API
from tests.rights.site import SITE
from tests.test_rights import address_of

pytestmark = pytest.mark.django_db

#: What of notes might be seen somewhere: their words, who is named, who wrote them.
WORDS = ("Zebras say so?", "Okapis do.", "Quaggas", "Zora Zebu", "Otto Okapi")


@pytest.fixture
def article(noon) -> Article:
    """What is out, with a note that is open and one that is resolved."""
    article = held("scheduled")
    zora = making.joining(making.person("Zora Zebu", is_staff=True), Role.EDITOR)
    otto = making.joining(making.person("Otto Okapi", is_staff=True), Role.REPORTER)
    for quote in (BODY, "They swam."):
        note = notes.leave(article=article, quote=quote, body="@Otto Okapi, Zebras say so?", by=zora, now=NOW)
        notes.answer(note=note, body="Okapis do.", by=otto, now=NOW)
    notes.resolve(note=note, body="Quaggas, too.", by=zora, now=NOW)
    noon.move_to(UNTIL)
    return article


def values(article: Article) -> dict[str, object]:
    """Where its page itself is, not only where it leads from."""
    return places(article) | {"articles:article.slug": article.slug}


@pytest.mark.django_db(transaction=True)
def test_no_address_of_readers_carries_a_note_on_what_they_read_there(article):
    told = answered(Server(), values(article))
    assert {name for name in SHOWN if "feed" not in name} <= set(said_in(told))
    assert BODY in told["articles:article"]
    assert said_in(told, WORDS) == {}


def test_a_member_gets_none_and_a_reader_is_sent_to_sign_in(article, client):
    people.rules()
    address = address_of("admin:articles_article_notes", {})
    assert "login" in client.get(address)["Location"]
    client.force_login(people.member())
    opened = {name: client.get(address_of(name, values(article))) for name in SITE if name.startswith("articles:")}
    told = {name: f"{answer.get('Location', '')} {answer.getvalue().decode()}" for name, answer in opened.items()}
    assert BODY in told["articles:article"]
    assert said_in(told, WORDS) == {}
    assert client.get(address).status_code in (302, 403)


@pytest.mark.parametrize("role", [Role.PUBLISHER, "moderator"])
def test_no_program_gets_one_whoever_lets_it_in(article, role):
    people.rules()
    person = people.moderator() if role == "moderator" else people.accepting(making.staff(role))
    there = places(article) | {"pk": article.pk}
    program = Program(token(person))
    told = {
        line: program.ask("GET", address_of(line.removeprefix("GET "), there)).content.decode()
        for line in API
        if line.startswith("GET ")
    }
    assert "openapi" in told["GET api:openapi"]
    assert said_in(told, WORDS) == {}


def test_whoever_is_sent_a_preview_sees_none(article, client):
    link = preview_links.share(revision=article.newest_revision(), by=making.staff(Role.EDITOR), now=UNTIL)
    page = client.get(previews.address(link)).content.decode()
    assert BODY in page
    assert said_in({"preview": page}, WORDS) == {}


def test_the_export_of_the_paper_leaves_them_out(article):
    told = {table.name: b"".join(map(packing.line, table.rows())).decode() for table in TABLES}
    assert BODY in told["articles"]
    assert said_in(told, WORDS) == {}
