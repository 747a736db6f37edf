"""Nothing that a reader types is an error, or anybody's syntax (QS2, QS3)."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.search.finding import Asked, find
from articles.search.marking import Result
from articles.search.questions import LONGEST, MOST_TERMS, read
from tests.articles import making
from tests.articles.making import NOW
from tests.hostile.payloads import PAYLOADS

pytestmark = pytest.mark.django_db

#: Words and signs that mean something to one database or the other.
SIGNS = (
    'NEAR(a b, 2)|NEAR|AND|OR|NOT|head:|{head}|^|+|*|**|"|""|\'|(|)|-|&|!|<->|<1>|:*|:A|\\|%|%s|%%|;|--|/*|$1|?|'
    "rowid|ferry"
)
SYNTAX = st.lists(st.sampled_from(["|", *SIGNS.split("|")]), max_size=30).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
#: Elements of the page, and an attribute that would run something.
OURS = re.compile(
    "( id=|</?(main|h[123]|form|div|label|input|details|summary|select|option|button|p|ol|ul|li|article|a|mark|time|bdi"
    r"|strong)\b)"
)
ATTRIBUTE = re.compile(r"\son\w+\s*=|javascript:", re.IGNORECASE)
#: What the door lets in (accounts.safety.text).
TYPED = st.one_of(SYNTAX, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.sampled_from(["en", "ar"]), TYPED)
@example("a" * 5000, "en", "'")
@example('"' + "the " * 3000, "en", "")
@example("-a -b -c", "en", "")
@example("\ufdfa" * 100, "ar", "\ufdfa" * 100)
def test_no_question_is_an_error(typed, language, byline):
    making.article(title="Ferry & <b>harbour</b>", body="<p>A ferry, NEAR (or) \"not\" AND 'so'.</p>")
    found = find(Asked(typed, language, byline=byline), now=NOW)
    for article in found.articles:
        result = Result(article, found.question)
        assert "".join(passage.text for passage in result.title) == article.title
        assert result.words


@given(TYPED)
def test_a_question_is_short(typed):
    question = read(typed, "en")
    assert len(question.terms) + len(question.unwanted) <= MOST_TERMS
    assert all(len(term.words) <= MOST_TERMS for term in question.terms)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("q=%00", 400, id="NUL"),
        pytest.param("q=a%1b", 400, id="a control character"),
        pytest.param("q=%ed%a0%80", 200, id="half a surrogate, which is no UTF-8"),
        pytest.param("q=%ff%fe", 200, id="no UTF-8"),
        pytest.param("q=ferry&section=nowhere", 400, id="a section that there is not"),
        pytest.param("q=ferry&since=yesterday", 400, id="no day"),
        pytest.param("q=ferry&until=9999-12-31", 400, id="a day at the end of time"),
        pytest.param("q=ferry&since=0001-01-01", 400, id="and at its beginning"),
        pytest.param("q=ferry&since=1600-01-01&until=2999-12-31", 200, id="days that can be told"),
        pytest.param("q=ferry&after=h99999999999999999999", 404, id="a place beyond all keys"),
        pytest.param("q=ferry&after=%27", 404, id="no place"),
        pytest.param("q=" + "a" * (LONGEST + 1), 400, id="too long"),
        pytest.param("q=ferry&byline=" + "a" * 101, 400, id="too long a name"),
        pytest.param("q=ferry&q=bridge&page=99999999999", 200, id="given twice, and what is not known"),
        pytest.param("q[]=ferry&q%5B%24ne%5D=1", 200, id="names of other languages"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_every_address_is_answered_in_words(client, query, status, zone):
    making.edition(time_zone=zone)
    response = client.get(f"{reverse('articles:search')}?{query}")
    assert response.status_code == status
    assert "<h1" in response.content.decode()


def test_nothing_typed_or_found_becomes_markup(client):
    """What is shown is escaped, marked or not: in the title, the field, the title of the page and the way on."""
    for number, payload in enumerate(PAYLOADS[::4]):
        making.article(title=f"zq {payload}"[:200], summary=payload[:600], slug=f"s{number}", body=f"zq {payload}")
    for payload in ["zq", *PAYLOADS[::4]]:
        html = client.get(f"{reverse('articles:search')}?{urlencode({'q': payload[:LONGEST]})}").content.decode()
        main = html.partition("<main")[2].partition("</main>")[0]
        for tag in re.findall(r"<[^>]*>", main):
            assert OURS.match(tag), tag
            # what was typed stands in the field and in addresses, within quotation marks
            assert not ATTRIBUTE.search(re.sub('"[^"]*"', "", tag)), tag


def test_words_are_marked_where_they_stand_escaped(client):
    making.article(title="Tom & <Jerry>", summary="It's <b>Jerry</b> & co", body="<p>x</p>")
    html = client.get(f"{reverse('articles:search')}?q={quote('jerry')}").content.decode()
    assert "Tom &amp; &lt;<mark>Jerry</mark>&gt;</a>" in html
    assert "It&#x27;s &lt;b&gt;<mark>Jerry</mark>&lt;/b&gt; &amp; co" in html
