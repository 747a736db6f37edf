"""A file that calls itself an exported paper, and what is believed of it: nothing."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from articles.exchange.items import Unreadable
from articles.exchange.packing import line
from articles.exchange.schema import published
from articles.exchange.tables import ARTICLES, TABLES
from articles.exchange.unpacked import opened

pytestmark = pytest.mark.once
DAY = "2026-03-02T12:00:00+00:00"
ARTICLE = {
    "key": 1,
    "story": 1,
    "edition": "en",
    "section": "news",
    "slug": "harbour",
    "title": "The harbour opens",
    "summary": "",
    "body": "<p>On Monday.</p>",
    "photo": None,
    "photo_alt": "",
    "photo_caption": "",
    "byline": "Ada Quill",
    "for_people_only": False,
    "credit": "",
    "licence": "",
    "licence_url": "",
    "source_url": "",
    "status": "draft",
    "published_at": None,
    "expires_at": None,
    "changed_at": None,
    "embargo_until": None,
    "coverage_began_at": None,
    "coverage_ended_at": None,
    "created_at": DAY,
    "live_revision": None,
}


def packed(path: Path, change: dict[str, bytes] | None = None, **manifest) -> Path:
    """Write a file as an export has it, with some of it otherwise."""
    files = {f"{table.name}.jsonl": b"" for table in TABLES} | {"articles.jsonl": line(ARTICLE)} | (change or {})
    said = {"format": "gazette-articles", "version": 1}
    said["files"] = {name: {"sha256": sha256(data).hexdigest()} for name, data in files.items()}
    with zipfile.ZipFile(path / "x.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
        file.writestr("gazette.json", json.dumps(said | manifest))
    return path / "x.zip"


def test_what_an_export_says_is_read(tmp_path):
    with opened(packed(tmp_path)) as file:
        assert list(file.rows(ARTICLES)) == [ARTICLE]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        pytest.param({"source_url": "javascript:alert(1)"}, "source_url is not as", id="an address of a program"),
        pytest.param({"status": "live"}, "status is none of", id="a state that is none"),
        pytest.param({"title": "x" * 201}, "title has more than 200", id="more than a column takes"),
        pytest.param({"title": "a\x00b"}, "control characters", id="a NUL"),
        pytest.param({"created_at": "yesterday"}, "no moment", id="a moment that is none"),
        pytest.param({"created_at": "2026-03-02T12:00:00"}, "no moment", id="a moment without a zone"),
        pytest.param({"key": True}, "key is no integer", id="a key that is none"),
        pytest.param({"key": 2**63}, "out of its bounds", id="a key that no database takes"),
        pytest.param({"extra": 1}, "columns", id="a column too many"),
        pytest.param({"slug": "a/../b"}, "slug is not as", id="a path in an address"),
    ],
)
def test_a_row_that_no_site_wrote_is_refused_by_its_column(tmp_path, columns, says):
    path = packed(tmp_path, {"articles.jsonl": line(ARTICLE | columns)})
    with opened(path) as file, pytest.raises(Unreadable, match=says):
        list(file.rows(ARTICLES))


@pytest.mark.parametrize("written", [b"[" * 100_000, b"\xff\n", b"{", b"[]\n"])
def test_a_line_that_is_no_row_is_refused(tmp_path, written):
    with opened(packed(tmp_path, {"articles.jsonl": written})) as file, pytest.raises(Unreadable, match="line 1"):
        list(file.rows(ARTICLES))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"../../etc/cron.d/x": b"x"}, "belongs in no export", id="a path out of the folder"),
        pytest.param({"photos/../x.jpg": b"x"}, "belongs in no export", id="a path within a name"),
        pytest.param({"photos/x.php": b"x"}, "belongs in no export", id="a program"),
        pytest.param({"articles.jsonl": b"0" * 30_000_000}, "unpacks to 30000000", id="a bomb"),
        pytest.param({"photos/x.jpg": bytes(20_000_001)}, "unpacks to 20000001", id="a photo that is too large"),
    ],
)
def test_a_hostile_zip_is_refused(tmp_path, change, says):
    with pytest.raises(Unreadable, match=says), opened(packed(tmp_path, change)):
        pass


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        pytest.param({"format": "other"}, "does not say", id="another format"),
        pytest.param({"version": 2}, "does not say", id="a later version"),
        pytest.param({"files": {}}, "other files", id="files that it does not name"),
        pytest.param(
            {"files": {f"{table.name}.jsonl": {"sha256": ""} for table in TABLES}}, "changed", id="a changed file"
        ),
    ],
)
def test_what_its_manifest_does_not_say_is_refused(tmp_path, manifest, says):
    with pytest.raises(Unreadable, match=says), opened(packed(tmp_path, **manifest)):
        pass


def test_a_table_that_lies_behind_a_second_file_of_its_name_is_refused(tmp_path):
    path = packed(tmp_path)
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("articles.jsonl", b"")
    with pytest.raises(Unreadable, match="two of one name"), opened(path):
        pass


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(Unreadable, match="no export of Gazette"), opened(tmp_path / "x.zip"):
        pass


def test_the_schema_in_the_documents_is_that_of_the_code():
    written = Path(__file__).parents[3] / "docs" / "articles.schema.json"
    assert json.loads(written.read_text()) == published()
