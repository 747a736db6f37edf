"""What an export of WordPress says, in our words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.exchange.items import Item, LeftOut, Picture, Standing, Term, Unreadable
from articles.exchange.wordpress import WordPress
from articles.exchange.wordpress_text import markup, paragraphs

pytestmark = pytest.mark.once
FILE = Path(__file__).parent / "harbour.xml"


def items() -> dict[str, Item | LeftOut]:
    return {item.key: item for item in WordPress(FILE).items()}


def test_a_post_keeps_its_words_names_dates_terms_and_pictures():
    export, item = WordPress(FILE), items()["11"]
    assert (export.source, export.name) == ("wordpress:old.example.org", "The Old Harbour Paper")
    assert item.title == "The harbour opens"
    assert item.slug == "harbour-opens"
    assert item.summary == "At last."
    assert item.standing == Standing.PUBLISHED
    assert item.published_at == datetime(2019, 5, 12, 8, tzinfo=UTC)
    assert item.changed_at == datetime(2019, 5, 13, 9, 30, tzinfo=UTC)
    assert item.names == ["Ada Quill"]
    assert item.addresses == [
        "https://old.example.org/2019/05/harbour-opens/",
        "https://old.example.org/?p=11",
    ]
    assert item.terms == [
        Term("port-news", "Port news", is_category=True),
        Term("transport", "Transport", is_category=True),
        Term("quays", "Quays"),
        Term("ferries", "Ferries"),
    ]
    assert item.pictures[0].alt == "Two boats at a quay"
    assert item.pictures[1] == Picture(
        "https://old.example.org/wp-content/uploads/2019/05/quay-300x200.png", "A quay", "The eastern quay"
    )


def test_blocks_become_paragraphs_and_cards_and_what_programs_filled_in_is_said():
    item = items()["11"]
    assert item.html.split("\n") == [
        "<p>The quays are <strong>open</strong> again.</p>",
        '<p><a href="https://youtu.be/abcdefghijk" rel="noopener">https://youtu.be/abcdefghijk</a></p>',
    ]
    assert [note.says for note in item.notes] == [
        "the block “latest-posts”, which its program filled in",
        "fields of its own: reading_time",
    ]


def test_shortcodes_become_pictures_and_links_or_are_said_to_be_left_out():
    item = items()["12"]
    assert "<p>The first ferry left at six [sic].<br>Nobody was late.</p>" in item.html
    assert "https://www.youtube.com/watch?v=abcdefghijk" in item.html
    assert not {"javascript", "script", "onclick", "[gallery", "[contact"} & set(item.html.split())
    assert [picture.caption for picture in item.pictures] == ["The ferry", "The eastern quay at noon", ""]
    assert [note.says for note in item.notes][:2] == [
        "a gallery of 2 pictures",
        "the shortcode [contact-form-7]: 7",
    ]


def test_a_mailbox_is_nobodys_name():
    assert items()["12"].names == ["Ben Inkwell"]


@pytest.mark.parametrize(
    ("key", "standing", "said"),
    [
        pytest.param("13", Standing.DRAFT, [], id="a draft"),
        pytest.param("14", Standing.IN_REVIEW, [], id="one that waits for review"),
        pytest.param("15", Standing.SCHEDULED, [], id="one that will appear"),
        pytest.param("17", Standing.DRAFT, ["a draft: it was “private”"], id="a private one"),
        pytest.param("18", Standing.DRAFT, ["a draft: a password protected it"], id="one with a password"),
    ],
)
def test_states_are_kept_and_what_was_not_for_all_becomes_a_draft(key, standing, said):
    item = items()[key]
    assert (item.standing, [note.says for note in item.notes]) == (standing, said)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        pytest.param("19", "it lay in the waste", id="what was thrown away"),
        pytest.param("20", "of type “page”: articles alone are taken over", id="a page"),
        pytest.param("21", "of type “nav_menu_item”: articles alone are taken over", id="an entry of a menu"),
    ],
)
def test_what_is_no_article_is_left_out_by_name(key, why):
    assert items()[key].why == why


def test_words_of_an_address_are_decoded():
    assert items()["22"].slug == "الميناء"


HEAD = '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
VERSION = "<wp:wxr_version>1.2</wp:wxr_version>"


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        pytest.param(
            '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD, "document type", id="entities within"
        ),
        pytest.param('<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + HEAD, "document type", id="a file"),
        pytest.param(
            '<!DOCTYPE rss SYSTEM "https://example.net/rss.dtd">' + HEAD, "document type", id="a foreign type"
        ),
        pytest.param(HEAD + "</channel></rss>", "no version of WXR", id="another feed"),
        pytest.param(HEAD + VERSION + "<item><title>T", "breaks off", id="a file cut off"),
        pytest.param(HEAD + VERSION + "<item>" + "<a>" * 30, "deep", id="deep nesting"),
        pytest.param("<html></html>", "no feed", id="a page"),
        pytest.param(HEAD + VERSION + "<item><title>&unknown;", "malformed", id="an unknown entity"),
        pytest.param('<?xml version="1.0" encoding="made-up"?>' + HEAD, "malformed", id="an unknown encoding"),
        pytest.param('<?xml version="1.0" encoding="shift_jis"?>' + HEAD, "malformed", id="an encoding of two bytes"),
    ],
)
def test_hostile_and_broken_files_are_refused(tmp_path, xml, says):
    file = tmp_path / "x.xml"
    file.write_text(xml)
    with pytest.raises(Unreadable, match=says):
        list(WordPress(file).items())


def test_an_item_of_no_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("articles.exchange.xml.MOST_OF_ONE", 100_000)
    file = tmp_path / "x.xml"
    file.write_text(HEAD + VERSION + "<item><title>" + "x" * 1_000_000)
    with pytest.raises(Unreadable, match="more than 100000"):
        WordPress(file)


def test_control_characters_of_a_database_are_read_as_blanks(tmp_path):
    file = tmp_path / "x.xml"
    file.write_text(FILE.read_text().replace("The harbour opens", "The harbour\x0b opens\x00"))
    assert {item.key: item for item in WordPress(file).items()}["11"].title == "The harbour opens"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("one\n\ntwo", "<p>one</p>\n<p>two</p>", id="a blank line parts paragraphs"),
        pytest.param("one\ntwo", "<p>one<br>two</p>", id="a line end breaks the line"),
        pytest.param("<h2>Head</h2>\ntext", "<h2>Head</h2>\n<p>text</p>", id="a heading stands by itself"),
        pytest.param("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>", id="what is set as it is stays so"),
    ],
)
def test_paragraphs_are_set_where_wordpress_would(text, html):
    assert paragraphs(text) == html


def test_a_text_that_is_made_to_cost_does_not(monkeypatch):
    for piece in ("[caption]", "<pre>", "[embed ", "[x ", "[gallery ids=", "<p>", "<!--"):
        markup(piece * 20_000, [])
