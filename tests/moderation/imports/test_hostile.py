"""A file that means harm is refused or read for what it says: nothing is expanded, loaded or run."""

import pytest

from moderation.imports import wording
from moderation.imports.elements import DEEPEST, LONGEST
from moderation.imports.shapes import BadFile, Old, Unreadable
from tests.moderation.imports.exporting import read

pytestmark = pytest.mark.once
POST = '<disqus><post id="1"><message>{}</message></post></disqus>'
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>', id="entities within entities"),
        pytest.param('<!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>', id="a file of ours"),
        pytest.param('<!DOCTYPE d SYSTEM "https://evil.example.net/d.dtd">', id="a document type elsewhere"),
        pytest.param('<!DOCTYPE d [<!ENTITY % p SYSTEM "https://evil.example.net/p"> %p;]>', id="a parameter entity"),
    ],
)
@pytest.mark.parametrize("name", ["disqus", "wordpress"])
def test_nothing_is_declared(name, head):
    with pytest.raises(BadFile, match="declares"):
        read(name, head + POST.format("&l9;"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<disqus><post></disqus>", id="not closed in order"),
        pytest.param(POST.format("&nbsp;"), id="an entity that XML does not know"),
        pytest.param("<disqus>" + "<a>" * DEEPEST, id="too deep"),
        pytest.param(POST.format("x" * (LONGEST + 1)), id="an entry without an end"),
        pytest.param("", id="nothing"),
        pytest.param(b"<disqus>\xff</disqus>", id="no UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="utf-99"?><disqus/>', id="an encoding that nobody knows"),
    ],
)
def test_what_is_no_export_is_refused(text):
    with pytest.raises(BadFile):
        read("disqus", text)


def test_json_may_hold_anything():
    deep = "[" * 100_000
    odd = [
        '{"id": {"a": 1}, "storyID": [], "revisions": 7}', f'{{"id": {deep}', f'{{"id": {"9" * 5000}}}',
        '{"id": true, "username": "A"}', '{"id": "1", "storyID": 2, "revisions": [null], "createdAt": {"$date": 1e99}}',
        '{"id": "2", "storyID": "s", "revisions": "x", "createdAt": {"$date": {"$numberLong": "9e9"}}, "tags": 3}',
    ]  # fmt: skip
    found = read("coral", "\n".join(odd))
    assert [type(one) for one in found] == [Unreadable] * 4 + [Old] * 2
    assert [one.at for one in found if isinstance(one, Old)] == [None, None]


def test_one_list_is_refused_with_what_to_do():
    with pytest.raises(BadFile, match="--jsonArray"):
        read("coral", '[{"id": 1}]')


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two<br>three.</p>", "One.\n\nTwo\nthree."),
        ("<div>One.</div><div>Two.</div>", "One.\nTwo."),
        ("<p>One\n  line.</p>\n", "One line."),
        ("Typed\nas it is", "Typed\nas it is"),
        ("<blockquote><p>Said.</p></blockquote><p>Why?</p>", "> Said.\n\nWhy?"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('See <a href="https://ferry.example.net/t?a=1&amp;b=2">the <b>times</b></a>.',
         "See the times (https://ferry.example.net/t?a=1&b=2)."),
        ('<a href="https://ferry.example.net/long/way">ferry.example.net/lo...</a>',
         "https://ferry.example.net/long/way"),
        ('<a href="https://disq.us/url?url=https%3A%2F%2Fferry.example.net%2Fx%3AkQ3&amp;cuid=1">it</a>',
         "it (https://ferry.example.net/x)"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<a href="https://a.example/pic"><img src="https://a.example/pic"></a>', "https://a.example/pic"),
        ("<script>alert(1)</script>a &lt;b&gt;", "a <b>"),
        ('<img src=x onerror="alert(1)">', ""),
    ],
)  # fmt: skip
def test_markup_becomes_what_somebody_would_have_typed(html, text):
    assert wording.typed(html, has_lines=False) == text


def test_a_name_cannot_turn_what_follows():
    assert wording.name_of("Ada\u202e\u0000 \n Mirel" + "x" * 99) == "Ada Mirel" + "x" * 51
