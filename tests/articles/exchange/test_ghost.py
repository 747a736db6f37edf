"""What an export of Ghost says, in our words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.exchange import jsonstream, lexical, mobiledoc
from articles.exchange.ghost import Ghost
from articles.exchange.items import Item, LeftOut, Standing, Term, Unreadable

pytestmark = pytest.mark.once
FILE = Path(__file__).parent / "bell.json"
SITE = "https://bell.example.org"


def items() -> dict[str, Item | LeftOut]:
    return {item.title: item for item in Ghost(FILE, SITE).items()}


def test_a_post_keeps_its_words_names_dates_tags_and_pictures():
    export, item = Ghost(FILE, SITE), items()["Bells at noon"]
    assert (export.source, export.name) == ("ghost:bell.example.org", "The Bell")
    assert (item.slug, item.summary, item.standing) == ("bells-at-noon", "They rang.", Standing.PUBLISHED)
    assert item.published_at == datetime(2023, 3, 1, 9, tzinfo=UTC)
    assert item.changed_at == datetime(2023, 3, 2, 8, tzinfo=UTC)
    assert item.names == ["Cleo Type", "Dan Serif"]
    assert item.terms == [Term("port-news", "Port news"), Term("bells", "Bells")]
    assert item.addresses == [f"{SITE}/bells-at-noon/"]
    assert [picture.alt for picture in item.pictures] == ["A bell in a tower", "A bell"]
    assert item.pictures[0].caption == "Photo: nobody"


def test_its_markup_becomes_ours():
    assert items()["Bells at noon"].html == (
        "<p>The bells rang <em>twice</em>.</p>"
        '<p><a href="https://vimeo.com/12345" rel="noopener">https://vimeo.com/12345</a></p>'
        '<p><a href="https://bells.example.net/" rel="noopener">All about bells</a></p>'
        f'<p><a href="{SITE}/the-old-tower/" rel="noopener">The old tower</a></p>'
    )


def test_a_text_that_was_not_written_out_is_read_as_its_editor_keeps_it():
    item = items()["The old tower"]
    assert item.html == (
        "<p>Bricks<strong> bold</strong><code> &amp; code</code></p><h2>Heading</h2>"
        '<ol><li>one</li><li><a href="https://example.net/two" rel="noopener">two</a></li></ol><hr>'
        '<p><a href="https://vimeo.com/777" rel="noopener">https://vimeo.com/777</a></p>'
        '<p><a href="https://example.net/b" rel="noopener">B &amp; C</a></p>'
        "<blockquote><p>Mind the step</p></blockquote><pre><code>a &lt; b</code></pre>"
    )
    assert [note.says for note in item.notes] == ["a card of Ghost’s: signup"]
    assert (item.pictures[0].alt, item.pictures[0].caption) == ("A tower", "The tower")


def test_an_older_editors_text_is_read_too():
    item = items()["From long ago"]
    assert item.html == (
        "<h2>Mobile</h2><p><strong>Strong</strong> and <br>"
        '<a href="https://example.net/m" rel="noopener">linked</a></p><ul><li>one</li><li>two</li></ul><hr>'
        '<p><a href="https://youtu.be/abcdefghijk" rel="noopener">https://youtu.be/abcdefghijk</a></p>'
    )
    assert [note.says for note in item.notes] == ["a card of Ghost’s: product"]
    assert (item.source_url, item.addresses) == ("https://first.example.net/long-ago/", [f"{SITE}/from-long-ago/"])


@pytest.mark.parametrize(
    ("title", "standing", "said"),
    [
        pytest.param("For members", Standing.DRAFT, ["a draft: it was for “paid” alone"], id="what was paid for"),
        pytest.param("By letter", Standing.DRAFT, ["a draft: it was “sent”"], id="what was sent by mail alone"),
        pytest.param("Tomorrow", Standing.SCHEDULED, [], id="what will appear"),
    ],
)
def test_what_was_not_for_all_becomes_a_draft(title, standing, said):
    item = items()[title]
    assert (item.standing, [note.says for note in item.notes]) == (standing, said)


def test_pages_are_left_out():
    assert items()["About"].why == "a page: articles alone are taken over"


@pytest.mark.parametrize("chunk", [7, 64, 1 << 16])
def test_rows_are_the_same_however_the_file_is_cut(monkeypatch, chunk):
    monkeypatch.setattr(jsonstream, "CHUNK", chunk)
    read = list(jsonstream.rows(FILE, frozenset({"posts", "users"})))
    export = json.loads(FILE.read_text())["db"][0]
    rows = [(table, row) for table in ("posts", "users") for row in export["data"][table]]
    assert read == [("meta", export["meta"]), *rows]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param("[]", "belongs", id="another file"),
        pytest.param("{", "breaks off", id="a file cut off"),
        pytest.param(
            '{"db": [{"meta": {"version": "5.0"}, "data": {"posts": [{"id": 1}', "breaks off", id="a row cut off"
        ),
        pytest.param('{"meta": {"version": "003"}, "data": {}}', "no such version", id="Ghost before 1"),
        pytest.param('{"data": {"posts": [' + "[" * 100_000, "deep|malformed", id="deep nesting"),
        pytest.param('{"data": {"posts": ["\xff', "UTF-8", id="another encoding"),
    ],
)
def test_hostile_and_broken_files_are_refused(tmp_path, written, says):
    file = tmp_path / "x.json"
    file.write_text(written, encoding="latin-1")
    with pytest.raises(Unreadable, match=says):
        Ghost(file)


@pytest.mark.parametrize("written", ["", "[]", '{"root": 1}', '{"sections": [[9]]}', '{"sections": [[10, 5]]}', "nul"])
def test_a_form_of_an_editor_that_makes_no_sense_loses_its_text_alone(written):
    assert lexical.markup(written)[0] == mobiledoc.markup(written)[0] == ""
