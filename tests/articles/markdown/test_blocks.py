"""An article's text comes out of its Markdown as it went in: another program's reader of CommonMark says so (A63)."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from accounts.safety.sanitize import clean_article
from articles.markdown.blocks import markdown
from articles.markdown.tree import Element, tree

BASE = "http://localhost:8000/en/harbour-1/"
READER = MarkdownIt("commonmark").enable("table")

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("html", "written"),
    [
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("<h2>One</h2><h3>C #</h3>", "## One\n\n### C \\#", id="headings"),
        pytest.param("<p>a<br>- b</p>", "a\\\n\\- b", id="a line that ends, and no list"),
        pytest.param("<p><strong>a </strong><em>b</em></p>", "**a** *b*", id="marks beside letters"),
        pytest.param(
            "<p>a<em>“b”</em> <em>c</em><strong>d</strong></p>",
            "a<em>“b”</em> <em>c</em>**d**",
            id="signs between letters",
        ),
        pytest.param("<p>snake_case &amp; 1 &lt; 2</p>", "snake_case & 1 < 2", id="signs that mean nothing"),
        pytest.param("<p>1. *a* &lt;b&gt; [c]</p>", r"1\. \*a\* \<b> \[c\]", id="signs that would mean something"),
        pytest.param('<p><a href="/en/x-2/">w</a></p>', "[w](http://localhost:8000/en/x-2/)", id="a path"),
        pytest.param('<p>So!<a href="/x/">w</a></p>', "So\\![w](http://localhost:8000/x/)", id="a link, no picture"),
        pytest.param('<p><a href="#x">w</a></p>', f"[w]({BASE}#x)", id="an anchor"),
        pytest.param(
            '<p><a href="https://x.org/a_(b)">w</a></p>', "[w](<https://x.org/a_(b)>)", id="an address with signs"
        ),
        pytest.param(
            '<p><a href="https://x.org/">https://x.org/</a></p>', "<https://x.org/>", id="an address as it is"
        ),
        pytest.param("<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c", id="a list"),
        pytest.param("<ul><li>a</li></ul><p> </p><ul><li>b</li></ul>", "- a\n\n* b", id="two lists"),
        pytest.param('<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>', "9. a\n\n10. b\n\n    c", id="numbers"),
        pytest.param("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b", id="a quotation"),
        pytest.param("<pre>a\n  ```\n</pre>", "````\na\n  ```\n````", id="code"),
        pytest.param("<p><code>a`b</code></p>", "``a`b``", id="code in a line"),
        pytest.param("<p><code>a\\|b</code></p>", "<code>a\\\\\\|b</code>", id="code that a cell would break"),
        pytest.param("<p>H<sub>2</sub>O</p><hr>", "H<sub>2</sub>O\n\n___", id="what has no sign, and a rule"),
        pytest.param("<ul><li><hr></li></ul>", "- ___", id="a rule in a list"),
        pytest.param(
            "<table><caption>T</caption><tr><th>a|b</th><th>c</th></tr><tr><td><p>1</p><p>2</p></td></tr></table>",
            "T\n\n| a\\|b | c |\n| --- | --- |\n| 1 2 |  |",
            id="a table",
        ),
        pytest.param("<table><tr><td>1</td></tr></table>", "|  |\n| --- |\n| 1 |", id="a table without a head"),
        pytest.param("<figure><pre>a</pre><figcaption>b</figcaption></figure>", "```\na\n```\n\nb", id="a figure"),
        pytest.param("", "", id="nothing"),
        pytest.param("<p> </p><p><em> </em><br></p><ul><li></li></ul><h2></h2>", "", id="what is empty"),
    ],
)
def test_markup_is_written_with_the_signs_of_markdown(html, written):
    assert markdown(clean_article(html), BASE) == written


TEXTS = st.text(alphabet="ab1 9*_`[]()<>&|~#+-=.:!\\\nü\u0627", min_size=1, max_size=14)
WORDS = TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
PIECES = st.one_of(
    WORDS,
    WORDS.map(lambda words: f"<code>{words}</code>"),
    WORDS.map(lambda words: f"<strong>{words}</strong>"),
    WORDS.map(lambda words: f"<em>{words}<strong>{words}</strong></em>"),
    WORDS.map(lambda words: f'<a href="https://x.org/(a)">x{words}x</a>'),
    st.just("<br>"),
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map("".join)
PARAGRAPHS = LINES.map(lambda line: f"<p>{line}</p>")
ITEMS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inner: f"<li>{''.join(inner)}</li>")
LISTS = st.lists(ITEMS, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(items)}</ul>")
BLOCKS = st.one_of(
    PARAGRAPHS,
    LISTS,
    LISTS.map(lambda made: made.replace("ul>", "ol>")),
    WORDS.map(lambda words: f"<h2>{words}</h2>"),
    WORDS.map(lambda words: f"<pre>a{words}a</pre>"),
    PARAGRAPHS.map(lambda inner: f"<blockquote>{inner}</blockquote>"),
    LINES.map(lambda line: f"<table><tr><th>a</th></tr><tr><td>{line}</td></tr></table>"),
)


@settings(max_examples=60)
@given(html=st.lists(BLOCKS, min_size=1, max_size=3).map("".join))
def test_no_word_of_a_text_is_lost_or_obeyed(html):
    stored = clean_article(html)
    read = tree(READER.render(markdown(stored, BASE)))
    assert (words(read), shape(read)) == (words(tree(stored)), shape(tree(stored)))


def words(read: Element) -> str:
    """Return the words, however they are spaced."""
    return re.sub(r"\s", "", read.words)


def shape(read: Element) -> list[str]:
    """Name the elements that hold words, but for those that make lists loose and tables whole."""
    inner = [one for one in read.inner if isinstance(one, Element)]
    names = [[] if one.name in ("p", "br", "thead", "tbody", "code") else [one.name] for one in inner]
    return [name for one, named in zip(inner, names, strict=True) if words(one) for name in (*named, *shape(one))]
