"""Articles that come from another system, and the addresses that they had there (A50)."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import User
from articles.actions import importing
from articles.enums import Act, Role, State
from articles.exchange.wordpress import WordPress
from articles.models import (
    Article,
    ArticleEvent,
    ChecklistOverride,
    OldAddress,
    PaperEvent,
    Photo,
    Provenance,
    Revision,
    Tag,
)
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
FILES = Path(__file__).parent.parent / "exchange"
BLOG, BELL = FILES / "harbour.xml", FILES / "bell.json"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def publisher() -> User:
    making.edition("en")
    return making.staff(Role.PUBLISHER)


@pytest.fixture
def uploads(tmp_path) -> Path:
    """A folder as WordPress has it, with one of the two pictures."""
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    Image.new("RGB", (600, 400), "teal").save(folder / "quay.png")
    return tmp_path / "uploads"


def run(kind: str, file: Path, by: User, **options) -> str:
    out = io.StringIO()
    call_command("import_articles", kind, str(file), by=by.email, stdout=out, **options)
    return out.getvalue()


def blog(by: User, **options) -> str:
    return run("wordpress", BLOG, by, **{"section": ["news", "port-news=news"]} | options)


def taken(key: str) -> Article:
    return Provenance.objects.get(source="wordpress:old.example.org", key=key).article


def everything() -> list[int]:
    counted = (Article, Revision, ArticleEvent, PaperEvent, ChecklistOverride, OldAddress, Photo, Provenance, Tag)
    return [model.objects.count() for model in counted]


def test_what_was_out_is_out_with_its_words_date_byline_tags_and_photo(publisher, uploads):
    blog(publisher, media=uploads)
    article = taken("11")
    assert article.state(NOW) == State.PUBLISHED
    assert (article.title, article.slug, article.summary) == ("The harbour opens", "harbour-opens", "At last.")
    assert article.published_at == datetime(2019, 5, 12, 8, tzinfo=UTC)
    assert article.changed_at == datetime(2019, 5, 13, 9, 30, tzinfo=UTC)
    assert (article.byline, article.section.code) == ("Ada Quill", "news")
    assert [tagging.tag.name for tagging in article.taggings.all()] == ["Transport", "Quays", "Ferries"]
    assert (article.photo_alt, article.photo.credit) == ("Two boats at a quay", "The Old Harbour Paper")
    assert article.photo.width == 600
    assert article.created_by is None
    assert Revision.objects.get(article=article).made_by is None


def test_readers_find_it_at_its_address_at_its_old_one_and_in_the_search(publisher, client):
    blog(publisher)
    article = taken("11")
    assert client.get(article.get_absolute_url()).status_code == 200
    assert "The harbour opens" in client.get("/en/").content.decode()
    assert article.get_absolute_url() in client.get("/en/search/?q=open+again").content.decode()
    for address in ("/2019/05/harbour-opens/", "/2019/05/harbour-opens", "/2019/05/harbour-opens/?utm_source=x"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (301, article.get_absolute_url())
    assert client.get("/?p=12").headers["Location"] == taken("12").get_absolute_url()
    assert client.get("/?p=13").status_code == 302  # a draft's: as any front page
    assert client.get("/2019/05/nothing/").status_code == 404


def test_what_was_not_out_keeps_its_state_and_what_was_not_for_all_is_a_draft(publisher):
    blog(publisher)
    assert {key: taken(key).state(NOW) for key in ("13", "14", "15", "16", "17", "18")} == {
        "13": State.DRAFT,
        "14": State.IN_REVIEW,
        "15": State.SCHEDULED,
        "16": State.DRAFT,  # its hour has passed unseen
        "17": State.DRAFT,  # private
        "18": State.DRAFT,  # with a password
    }


def test_the_log_says_who_took_it_over_now_from_where_and_what_the_checklist_lacked(publisher):
    blog(publisher)
    events = ArticleEvent.objects.filter(article=taken("12")).order_by("pk")
    assert [(event.act, event.from_state, event.to_state, event.note) for event in events] == [
        (Act.REVISE, "", State.DRAFT, "wordpress:old.example.org 12"),
        (Act.PUBLISH, State.DRAFT, State.PUBLISHED, "2019-06-01T06:00Z – "),
    ]
    assert {event.made_by for event in events} == {publisher}
    assert {event.made_at for event in events} == {NOW}
    assert events[1].override.points == "summary"


def test_a_second_run_changes_nothing_and_says_so(publisher, uploads):
    blog(publisher, media=uploads)
    before = everything()
    assert "0 taken over, 9 here already, 3 left out, 0 refused" in blog(publisher, media=uploads)
    assert everything() == before


def test_a_run_that_was_killed_goes_on_where_it_was(publisher):
    export = WordPress(BLOG)
    into = importing.Into(making.edition("en"), publisher, {}, otherwise=making.section())
    importing.take_over(item=next(export.items()), export=export, into=into, now=NOW)
    assert "8 taken over, 1 here already" in blog(publisher)


def test_a_rehearsal_stores_nothing_and_tells_the_same(publisher, uploads):
    before = everything()
    said = blog(publisher, media=uploads, dry_run=True)
    assert "Nothing was stored (dry run). 9 taken over, 0 here already, 3 left out, 0 refused" in said
    assert everything() == before
    assert not (uploads.parent / "media").exists()


def test_pictures_come_from_the_folder_alone_and_what_is_missing_is_said(publisher, uploads):
    said = blog(publisher, media=uploads)
    assert "quay.png names no maker: “The Old Harbour Paper” stands there" in said
    assert (
        "a picture without a file in the folder: https://old.example.org/wp-content/uploads/2019/06/ferry.png" in said
    )
    assert Photo.objects.count() == 1
    assert taken("12").photo == Photo.objects.get()  # of its gallery, where the first is missing


def test_a_link_out_of_the_folder_leads_nowhere(publisher, uploads, tmp_path):
    picture = uploads / "2019" / "05" / "quay.png"
    picture.rename(tmp_path / "outside.png")
    picture.symlink_to(tmp_path / "outside.png")
    assert "quay.png" in blog(publisher, media=uploads)
    assert not Photo.objects.exists()


def test_the_report_tells_each_article_as_json(publisher, tmp_path):
    blog(publisher, report=tmp_path / "report.json")
    told = json.loads((tmp_path / "report.json").read_text())
    assert (told["source"], told["dry_run"], told["counts"]["taken"]) == ("wordpress:old.example.org", False, 9)
    by_key = {item["key"]: item for item in told["items"]}
    assert by_key["11"]["article"] == taken("11").pk
    assert by_key["19"] == {"key": "19", "title": "Thrown away", "outcome": "left-out", "why": "it lay in the waste"}
    assert {"fate": "mapped", "says": "a draft: it was “private”"} in by_key["17"]["notes"]


def test_no_mailbox_no_account_and_no_program_comes_along(publisher, tmp_path):
    people = User.objects.count()
    said = blog(publisher, report=tmp_path / "report.json") + (tmp_path / "report.json").read_text()
    stored = "".join(f"{article.body}{article.byline}" for article in Article.objects.all())
    assert "@example" not in said + stored
    assert User.objects.count() == people
    assert taken("12").byline == "Ben Inkwell"
    assert not any(hostile in stored for hostile in ("javascript", "script", "onclick", "iframe"))


def test_without_a_section_an_article_is_refused_and_the_others_come(publisher):
    with pytest.raises(CommandError, match="8 were refused"):
        blog(publisher, section=["port-news=news"])
    assert Article.objects.get() == taken("11")


def test_whoever_may_not_publish_takes_nothing_over(publisher):
    with pytest.raises(CommandError, match="were refused"):
        blog(making.staff(Role.REPORTER))
    assert {article.state(NOW) for article in Article.objects.all()} <= {State.DRAFT}


def test_an_address_that_two_had_leads_to_the_first_and_is_told(publisher):
    OldAddress.objects.create(host="old.example.org", path="/2019/05/harbour-opens", article=making.article())
    assert "which leads to another article already" in blog(publisher)


def test_an_address_of_two_hosts_leads_by_the_host(client, settings, publisher):
    settings.ALLOWED_HOSTS = ["first.example.org", "second.example.org"]
    first, second = making.article(slug="one"), making.article(slug="two")
    OldAddress.objects.create(host="first.example.org", path="/covid-19", article=first)
    OldAddress.objects.create(host="second.example.org", path="/covid-19", article=second)
    answer = client.get("/covid-19/", headers={"host": "second.example.org"})
    assert answer.headers["Location"] == second.get_absolute_url()


def test_ghost_comes_the_same_way(publisher):
    said = run("ghost", BELL, publisher, section=["news"], site="https://bell.example.org")
    assert "6 taken over, 0 here already, 1 left out, 0 refused" in said
    article = Article.objects.get(slug="bells-at-noon")
    assert article.byline == "Cleo Type\nDan Serif"
    assert [tagging.tag.name for tagging in article.taggings.all()] == ["Port news", "Bells"]
    assert article.old_addresses.get().path == "/bells-at-noon"
    assert Article.objects.get(slug="from-long-ago").source_url == "https://first.example.net/long-ago/"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"edition": "xx"}, "There are: en", id="an edition that is none"),
        pytest.param({"section": ["sports"]}, "There are: news", id="a section that is none"),
        pytest.param({"by": "nobody@example.org"}, "--by", id="an account that is none"),
        pytest.param({"media": Path("/nowhere")}, "no folder", id="a folder that is none"),
    ],
)
def test_what_is_asked_for_and_is_not_there_is_said_before_anything_is_read(publisher, options, says):
    with pytest.raises(CommandError, match=says):
        call_command("import_articles", "wordpress", str(BLOG), **{"by": publisher.email} | options)
