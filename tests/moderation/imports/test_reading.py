"""Each reader makes the one shape of what its system exports (C71)."""

import gzip
from datetime import UTC, datetime

import pytest

from moderation.imports import formats
from moderation.imports.formats import FORMATS
from moderation.imports.shapes import BadFile, Fate, Lost, Old, Page, Person, Unreadable
from tests.moderation.imports.exporting import FILES, read

pytestmark = pytest.mark.once
HARBOUR = "https://old.example.org/2019/05/harbour/"


def found(name):
    return list(formats.read(FORMATS[name], FILES[name]))


def comments(name) -> dict[str, Old]:
    return {one.key: one for one in found(name) if isinstance(one, Old)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_says_where_when_and_by_whom(name):
    pages = {one.key: one.url for one in found(name) if isinstance(one, Page)}
    people = {one.key: one.name for one in found(name) if isinstance(one, Person)}
    first = min((one for one in comments(name).values() if one.at), key=lambda one: one.at)
    assert pages[first.page] == HARBOUR
    assert first.at.replace(microsecond=0) == datetime(2019, 5, 4, 7, 15, tzinfo=UTC)
    assert people.get(first.author) or first.name == "Ada Mirel"
    assert (first.parent, first.fate) == ("", Fate.STANDS)
    assert "ferry" in first.body


@pytest.mark.parametrize(
    ("name", "fates"),
    [
        ("disqus", {"9001": "stands", "9002": "stands", "9003": "spam", "9004": "deleted", "9005": "stands",
                    "9006": "stands"}),
        ("wordpress", {"31": "stands", "32": "waits", "33": "notice", "34": "rejected"}),
        ("remark42", {"1": "stands", "2": "stands", "3": "deleted"}),
        ("coral", {"1": "stands", "2": "waits", "3": "rejected"}),
    ],
)  # fmt: skip
def test_every_state_has_its_fate(name, fates):
    assert {key[-1] if len(key) > 8 else key: one.fate.value for key, one in comments(name).items()} == fates


def test_people_are_told_apart_by_account_or_mailbox_and_never_by_a_name_alone():
    assert {one.key: one.author for one in comments("disqus").values()} == {
        "9001": "user adamirel", "9002": "mail ben@example.com", "9003": "", "9004": "", "9005": "user adamirel",
        "9006": "",
    }  # fmt: skip
    assert comments("wordpress")["31"].author == "user 4"
    assert comments("wordpress")["32"].author == "mail ben@example.com"


def test_what_no_field_of_ours_takes_is_named():
    assert comments("wordpress")["31"].lost == (Lost.MAIL, Lost.NETWORK, Lost.WEBSITE)
    assert [one.lost for one in comments("remark42").values()] == [
        (Lost.NETWORK, Lost.VOTES), (Lost.EDITS, Lost.PINNED), (),
    ]  # fmt: skip
    (featured,) = (one for one in comments("coral").values() if one.lost)
    assert featured.lost == (Lost.VOTES, Lost.EDITS, Lost.MEDIA, Lost.PINNED)


def test_wordpress_keeps_its_own_time_where_it_tells_no_other():
    assert comments("wordpress")["34"].at == datetime(2019, 5, 4, 11, tzinfo=UTC)


def test_a_line_that_cannot_be_read_is_named_and_the_next_ones_are_read():
    assert [one for one in found("remark42") if isinstance(one, Unreadable)] == [Unreadable("line 5")]
    assert read("coral", '{"id": "1", "username": "A"}\n[1]\nnull\n{}\n{"id": "2", "username": "B"}') == [
        Person("user 1", "A"), Unreadable("line 2"), Unreadable("line 3"), Unreadable("object 4"),
        Person("user 2", "B"),
    ]  # fmt: skip


def test_a_packed_file_reads_the_same(tmp_path):
    packed = tmp_path / "backup.gz"
    packed.write_bytes(gzip.compress(FILES["remark42"].read_bytes()))
    assert list(formats.read(FORMATS["remark42"], packed)) == found("remark42")
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(BadFile, match=r"backup\.gz"):
        list(formats.read(FORMATS["remark42"], packed))


def test_several_files_of_one_export_are_read_together(tmp_path):
    for number in (1, 2):
        (tmp_path / f"part-{number}.xml").write_bytes(FILES["wordpress"].read_bytes())
    both = [one for one in formats.read(FORMATS["wordpress"], tmp_path) if isinstance(one, Page)]
    assert len({one.key for one in both}) == 2


@pytest.mark.parametrize(
    ("name", "url", "permalink"),
    [
        ("disqus", HARBOUR, f"{HARBOUR}#comment-7"),
        ("wordpress", HARBOUR, f"{HARBOUR}#comment-7"),
        ("remark42", HARBOUR, f"{HARBOUR}#remark42__comment-7"),
        ("coral", HARBOUR, f"{HARBOUR}?commentID=7"),
        ("coral", "https://old.example.org/?p=7", "https://old.example.org/?p=7&commentID=7"),
        ("coral", "", ""),
    ],
)
def test_the_address_of_a_comment_is_made_as_it_was_there(name, url, permalink):
    assert FORMATS[name].permalink_of(url, "7") == permalink
