"""A paper that is written down and brought back into an empty site: the same rows, the same file (A50)."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import User
from articles import images
from articles.actions import articles, bringing_back, corrections, embargoes, live, photos, tags
from articles.enums import CorrectionKind, Role, State
from articles.exchange import packing
from articles.exchange.tables import TABLES
from articles.models import Article, ArticleEvent, Correction, OldAddress, Photo, Provenance, Revision, Tag, Text
from articles.schedule import Embargo
from tests import emptying
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def told(by: User, title: str, language: str = "en", **said) -> Article:
    text = Text(
        slug=Text.slug_from(title), title=title, summary="S.", body=f"<p>{title}.</p>", byline="Ada\nBen", **said
    )
    return articles.begin(
        edition=making.edition(language), section=making.section(), text=text, author=by, now=NOW - 9 * DAY
    )


def out(article: Article, by: User, **times) -> Article:
    number = article.newest_revision().number
    now = times.pop("now", NOW - 8 * DAY)
    return articles.publish(article=article, by=by, now=now, revision=number, **times)


def picture(by: User, colour: str) -> Photo:
    upload = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(upload, "PNG")
    upload.seek(0)
    photo = Photo(credit="A. Photographer", caption="A quay", focal_x=0.25, rights="All", expires_at=NOW + 30 * DAY)
    return photos.store(photo=photo, taken=images.taken(upload), by=by, now=NOW)


def paper() -> None:
    """Make a paper with one of everything that an export holds."""
    making.section(needs_four_eyes=False)
    by, photo = making.staff(Role.PUBLISHER), None
    photo, gone = picture(by, "teal"), picture(by, "navy")
    named = {
        name: tags.make(edition=making.edition(), name=name, by=by, now=NOW) for name in ("Quays", "Docks", "Port")
    }
    keys = Tag.keys(named.values())
    first = out(told(by, "The first", photo_id=photo.pk, photo_alt="A quay", tags=keys), by)
    second = out(told(by, "The second", photo_id=gone.pk, photo_alt="Gone", related=str(first.pk)), by)
    text = Text.of(first.newest_revision())
    articles.revise(article=first, text=Text(**vars(text) | {"title": "Anew"}), base=1, author=by, now=NOW)
    german = articles.add_edition(article=first, edition=making.edition("de"), author=by, now=NOW)
    embargoes.change(article=german, to=Embargo(NOW + DAY), by=by, now=NOW)
    out(german, by, now=NOW, at=NOW + DAY, expires_at=NOW + 3 * DAY)
    articles.unpublish(article=out(told(by, "Taken back"), by), by=by, now=NOW)
    out(told(by, "Over"), by, expires_at=NOW - DAY)
    articles.submit(article=told(by, "In review"), by=by, now=NOW)
    told(by, "مسودة", "ar")
    tags.merge(tag=named["Docks"], into=named["Quays"], by=by, now=NOW)
    note = corrections.Note(CorrectionKind.CORRECTION, "It was Monday.")
    earlier = corrections.record(article=second, note=note, by=by, now=NOW - 7 * DAY)
    later = corrections.Note(CorrectionKind.CLARIFICATION, "Monday at noon.", supersedes=earlier)
    corrections.record(article=second, note=later, by=by, now=NOW - DAY)
    photos.remove(photo=gone, by=by, now=NOW)
    live.begin(article=first, by=by, now=NOW - 2 * DAY)
    kicked, gone_again = (
        live.add(article=first, said=live.Said(f"<p>{words}</p>", byline="Ada\nBo"), by=by, now=NOW - 2 * DAY)
        for words in ("Kick-off.", "Withdrawn.")
    )
    live.edit(entry=kicked, said=live.Said("<p>Kick-off at noon.</p>", "It begins"), base=1, by=by, now=NOW - DAY)
    live.pin(entry=kicked, by=by, now=NOW - DAY)
    live.withdraw(entry=gone_again, by=by, now=NOW - DAY)
    live.end(article=first, by=by, now=NOW - DAY)
    OldAddress.objects.create(host="old.example.org", path="/first", article=first)
    Provenance.objects.create(source="wordpress:old.example.org", key="1", article=first)
    Provenance.objects.create(source="wordpress:old.example.org", key="media:q.png", photo=photo)


def exported(path: Path) -> Path:
    call_command("export_articles", str(path), stdout=io.StringIO())
    return path


def brought_back(path: Path, **options) -> str:
    by, said = making.staff(Role.PUBLISHER), io.StringIO()
    call_command("import_articles", "gazette", str(path), by=by.email, stdout=said, **options)
    return said.getvalue()


def emptied() -> None:
    """Leave a site that was set up and has told nothing."""
    for stored in default_storage.listdir("photos")[1]:
        default_storage.delete(f"photos/{stored}")
    emptying.empty(emptying.rights())


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    """The file of the paper, once it was made."""
    return {}


@pytest.fixture
def packed(tmp_path, kept) -> Path:
    """The file of a paper that is no more."""
    path = tmp_path / "paper.zip"
    if "file" not in kept:
        paper()
        kept["file"] = exported(path).read_bytes()
        emptied()
    path.write_bytes(kept["file"])
    return path


def test_a_paper_comes_back_byte_for_byte(packed, tmp_path):
    said = brought_back(packed)
    assert "7 taken over" in said
    assert exported(tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_everything_is_in_the_file(packed):
    with zipfile.ZipFile(packed) as file:
        lines = {table.name: file.read(f"{table.name}.jsonl").decode().splitlines() for table in TABLES}
        assert all(lines.values())
        assert len(lines["revisions"]) == 8
        assert {json.loads(one)["status"] for one in lines["articles"]} == {
            "draft",
            "in-review",
            "published",
            "unpublished",
        }
        assert [name for name in file.namelist() if name.startswith("photos/")] == [
            json.loads(lines["photos"][0])["file"]
        ]


def test_every_line_is_as_the_published_schema_has_it(packed):
    with zipfile.ZipFile(packed) as file:
        schema = json.loads(file.read("schema.json"))
        for table in TABLES:
            one = jsonschema.Draft202012Validator(schema["$defs"][table.name])
            for line in file.read(f"{table.name}.jsonl").splitlines():
                one.validate(json.loads(line))
        jsonschema.validate(json.loads(file.read("gazette.json")), schema)


def test_readers_find_what_they_found(packed, client):
    brought_back(packed)
    first = Article.objects.get(title="The first", edition="en")
    assert client.get(first.get_absolute_url()).status_code == 200
    assert client.get("/first/", headers={"host": "testserver"}).headers["Location"] == first.get_absolute_url()
    assert client.get(Article.objects.get(title="Taken back").get_absolute_url()).status_code == 410
    assert first.get_absolute_url() in client.get("/en/search/?q=first").content.decode()
    assert [tag.name for tag in Tag.objects.filter(taggings__article=first)] == ["Port", "Quays"]
    assert {article.state(NOW) for article in Article.objects.all()} >= {State.SCHEDULED, State.EXPIRED}


def test_new_rows_are_numbered_after_those_that_came_and_old_guards_stand(packed):
    brought_back(packed)
    newest = max(Article.objects.values_list("pk", flat=True))
    assert making.draft(title="New").pk > newest
    with pytest.raises(Exception, match="append-only"):
        Correction.objects.filter(text="It was Monday.").update(text="It was Tuesday.")


def test_the_log_says_who_brought_it_back(packed):
    brought_back(packed)
    events = ArticleEvent.objects.all()
    assert {(event.act, event.from_state, event.note) for event in events} == {("revise", "", "from an export")}
    assert events.count() == Article.objects.count()
    assert set(Revision.objects.values_list("made_by", flat=True)) == {None}


def test_a_second_run_changes_nothing_and_a_rehearsal_stores_nothing(packed):
    assert "Nothing was stored (dry run). 7 taken over" in brought_back(packed, dry_run=True)
    assert not Article.objects.exists()
    brought_back(packed)
    before = [list(table.model.objects.order_by("pk").values()) for table in TABLES]
    assert "0 taken over, 7 here already" in brought_back(packed)
    assert [list(table.model.objects.order_by("pk").values()) for table in TABLES] == before


def test_a_run_that_was_killed_goes_on(packed, tmp_path, monkeypatch):
    whole = bringing_back._article

    def cut_off(row, *rest):
        if row["title"] == "Over":
            raise KeyboardInterrupt
        return whole(row, *rest)

    monkeypatch.setattr(bringing_back, "_article", cut_off)
    with pytest.raises(KeyboardInterrupt):
        brought_back(packed)
    monkeypatch.undo()
    assert "here already" in brought_back(packed)
    assert exported(tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_a_site_that_has_something_else_there_is_left_as_it_is(packed):
    making.edition("en", name="Another")
    with pytest.raises(CommandError, match="another row of “editions” at en"):
        brought_back(packed)
    assert not Article.objects.exists()


def test_whoever_may_not_order_the_paper_brings_nothing_back(packed):
    by = making.staff(Role.EDITOR)
    with pytest.raises(CommandError, match="Your role"):
        call_command("import_articles", "gazette", str(packed), by=by.email)


def remade(path: Path, change: dict[str, bytes]) -> Path:
    """Write an export anew with other files in it."""
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()} | change
    manifest = json.loads(files.pop("gazette.json"))
    manifest["files"] = {name: {"sha256": packing.sha256(data).hexdigest()} for name, data in files.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name, data)
        new.writestr("gazette.json", json.dumps(manifest))
    return path


def changed(path: Path, table: str, **columns) -> bytes:
    with zipfile.ZipFile(path) as file:
        rows = [json.loads(line) for line in file.read(f"{table}.jsonl").splitlines()]
    rows[0] |= columns
    return b"".join(packing.line(row) for row in rows)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        pytest.param({"live_revision": 9}, "revision 9", id="a revision that is not there"),
        pytest.param({"status": "published", "live_revision": None}, "contradicts", id="out without a text"),
        pytest.param({"embargo_until": "2030-01-01T00:00:00+00:00"}, "contradicts", id="out before its embargo"),
        pytest.param({"section": "sports"}, "no section", id="a section that is not there"),
    ],
)
def test_a_row_that_contradicts_another_is_refused(packed, columns, says):
    with pytest.raises(CommandError, match=says):
        brought_back(remade(packed, {"articles.jsonl": changed(packed, "articles", **columns)}))
    assert not Article.objects.exists()


def test_hostile_markup_in_an_export_is_cleaned_and_told(packed):
    hostile = changed(packed, "articles", body="<p>Hi</p><script>alert(1)</script>")
    assert "markup that no article may hold" in brought_back(remade(packed, {"articles.jsonl": hostile}))
    assert not Article.objects.filter(body__contains="script").exists()


def test_a_photo_with_something_behind_it_is_made_anew(packed):
    with zipfile.ZipFile(packed) as file:
        name = next(name for name in file.namelist() if name.startswith("photos/"))
        data = file.read(name)
    said = brought_back(remade(packed, {name: data + b"<?php"}))
    assert "its file was made anew" in said
    with default_storage.open(Photo.objects.get().file.name) as stored:
        assert b"php" not in stored.read()


def test_a_photo_whose_file_is_gone_comes_without_it(tmp_path):
    paper()
    default_storage.delete(Photo.objects.get().file.name)
    path = exported(tmp_path / "paper.zip")
    emptied()
    assert "its file is not in the export" in brought_back(path)
    assert Photo.objects.get().credit == "A. Photographer"


def test_an_export_overwrites_nothing(tmp_path):
    (tmp_path / "x.zip").touch()
    with pytest.raises(CommandError, match="exists"):
        exported(tmp_path / "x.zip")
