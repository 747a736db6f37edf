"""The readable side of a copy is a site of its own, whole without a network (V67)."""

import json
import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest
from django.utils import translation

from accounts.models import User
from accounts.privacy import offline
from accounts.privacy.declarations import registry
from accounts.privacy.parts import Part, shown
from tests.accounts.making import NOW

pytestmark = pytest.mark.once


def part(*bodies, code="moderation.Comment:author", name="Comments") -> Part:
    activity = registry().activities[0]
    rows = [(number, body, None, True) for number, body in enumerate(bodies)]
    labels, words = ("Id", "Text", "Edited", "Good"), ({}, {}, {}, {})
    return Part(code, name, activity, ("id", "body", "edited_at", "good"), labels, rows, words, len(rows), None, ())


def site(*parts, files=()) -> dict[str, str]:
    return dict(offline.site(offline.Copy(User(public_id="12345678"), NOW, list(parts), tuple(files))))


def searched(made: dict[str, str]):
    return json.loads(made["search-data.js"].removeprefix("globalThis.copied = ").removesuffix(";\n"))


class Reader(HTMLParser):
    """Collects what a page leads to, and fails where it could run or draw something of its own."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.ids: set[str] = set()
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        assert tag != "style"
        assert tag != "script" or given.get("src")
        assert not [name for name in given if name == "style" or name.startswith("on")]
        self.asked += [value for name, value in attrs if name in ("src", "href")]
        self.ids |= {given["id"]} if "id" in given else set()
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]


def test_every_link_leads_to_a_file_of_the_copy():
    made = site(part(*map(str, range(201))), part("x", code="a.B:c"), files=["files/letter-1.pdf"])
    there = {*made, "data.json", "schema.json", "files/letter-1.pdf"}
    led = set()
    for name, page in made.items():
        if name.endswith(".html"):
            read = Reader(page)
            led |= {normpath(join(dirname(name), asked)) for asked in read.asked}
            assert read.policy.startswith("default-src 'none'; script-src 'self' file:;")
    assert led == there


def test_a_prolific_writer_turns_pages_and_every_row_stands_on_one():
    made = site(part(*(f"text {number}" for number in range(201))))
    pages = [f"parts/moderation-comment-author-{number}.html" for number in (1, 2, 3)]
    assert sorted(name for name in made if name.startswith("parts/")) == pages
    ids = [sorted(int(one[1:]) for one in Reader(made[page]).ids if re.fullmatch(r"r\d+", one)) for page in pages]
    assert ids == [list(range(1, 101)), list(range(101, 201)), [201]]


def test_what_is_searched_says_on_which_page_it_stands():
    found = searched(site(part(*map("text {}".format, range(101)))))
    first, last = found["rows"][0], found["rows"][-1]
    assert (first[1:], last[1:]) == ([1, "0 · text 0 · yes"], [101, "100 · text 100 · yes"])
    assert found["pages"][last[0]] == ["Comments", "parts/moderation-comment-author-2.html"]


def test_markup_is_shown_and_not_run():
    made = site(part('<script>alert(1)</script>"', name="<b>Comments</b>"), files=['files/"><script>.pdf'])
    pages = [page for name, page in made.items() if name.endswith(".html")]
    assert [page for page in pages if "<script>" in page or "<b>" in page] == []
    assert "&lt;script&gt;alert(1)" in made["parts/moderation-comment-author-1.html"]
    assert searched(made)["rows"][0][2] == '0 · <script>alert(1)</script>" · yes'


def test_what_is_empty_is_left_out_of_a_row():
    page = site(part(""))["parts/moderation-comment-author-1.html"]
    assert re.findall(r"<dt>(\w+)</dt>", page) == ["Id", "Good"]


def test_the_site_runs_from_right_to_left_where_its_language_does():
    with translation.override("ar"):
        made = site(part("x"))
    assert '<html lang="ar" dir="rtl">' in made["index.html"]


def test_no_two_parts_share_a_file():
    paths = [offline.path(entry.code) for entry in registry().personal]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(None, "–", id="nothing is a dash"),
        pytest.param(True, "yes", id="a fact is a word"),
        pytest.param(False, "no", id="so is its opposite"),
        pytest.param({"name": "é"}, '{"name": "é"}', id="what programs keep is spelt as JSON"),
        pytest.param(NOW, "2 March 2026, 12:00", id="a time is spelt as the language has it"),
        pytest.param("<b>", "<b>", id="words stay as they are"),
    ],
)
def test_values_are_spelt_for_people(value, words):
    with translation.override("en"):
        assert shown(value) == words
