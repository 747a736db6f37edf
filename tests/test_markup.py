"""Every page that a role can open, read by a parser of HTML5: what validators and screen readers trip over (QW4).

The addresses are those of the table of rights, so that a new page is looked at without a line here. STOCK is what
is not asked of the pages of Django's admin.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.rights.admin import ADMIN
from tests.rights.site import SITE
from tests.test_rights import ROLES, _english, address_of, people, places  # noqa: F401 # its fixtures, used by name

pytestmark = [pytest.mark.django_db, pytest.mark.once]
#: Its lists and forms have names for none of their forms, and nobody searches for them.
STOCK = ("forms told apart", "no description")
LABELLED = {"input", "select", "textarea", "button", "meter", "output", "progress"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$")


def faults(html: str) -> Iterator[str]:
    """Say what is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    yield from (f"not HTML5: {code} at {place}" for place, code, _data in parser.errors)
    elements = list(page.iter())
    if not {element.get("name") for element in elements if element.tag == "meta"} & {"description", "robots"}:
        yield "no description"
    yield from _ids(elements)
    yield from _headings(elements)
    yield from _labels(elements)
    yield from _forms(elements)
    for element in elements:
        if element.tag == "time" and not MOMENT.match(element.get("datetime", "")):
            yield f"no moment: {element.get('datetime')}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"no alt: {element.get('src')}"
    for before, line in pairwise(["", *_outside_of_texts(html).splitlines()]):
        if line != line.rstrip():
            yield f"spaces at the end of {line.strip() or 'the line after ' + before.strip()}"


def _ids(elements: list[Element]) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    for name, count in ids.items():
        if count > 1:
            yield f"id twice: {name}"
        if not re.fullmatch(r"\S+", name):
            yield f"no id: {name!r}"
    for element in elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            yield from (
                f"{attribute} of nothing: {name}" for name in element.get(attribute, "").split() if not ids[name]
            )


def _headings(elements: list[Element]) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in elements if re.fullmatch("h[1-6]", str(element.tag))]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    yield from (f"from h{before} to h{after}" for before, after in pairwise(levels) if after > before + 1)


def _labels(elements: list[Element]) -> Iterator[str]:
    by_id = {element.get("id"): element for element in elements}
    named = {element.get("for") for element in elements if element.tag == "label"}
    within = {child for element in elements if element.tag == "label" for child in element.iter()}
    for name in named - {None}:
        field = by_id.get(name)
        if field is None or field.tag not in LABELLED or field.get("type") == "hidden":
            yield f"label for nothing: {name}"
    for element in elements:
        if element.tag not in ("input", "select", "textarea") or element.get("type") in ("hidden", "submit", "image"):
            continue
        spoken = element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
        if not (spoken or element.get("id") in named or element in within):
            yield f"no label: {element.get('name')}"


def _forms(elements: list[Element]) -> Iterator[str]:
    names = Counter(
        element.get("aria-label") or element.get("aria-labelledby")
        for element in elements
        if element.tag == "form" and element.get("role") != "search"
    )
    yield from (f"forms told apart by nothing: {count} × {name}" for name, count in names.items() if count > 1)


def _outside_of_texts(html: str) -> str:
    """Leave out what somebody wrote, which may end in what they like."""
    return re.sub(r"<(textarea|pre)\b.*?</\1>", "…", html, flags=re.DOTALL)


def opened(client, lines: dict[str, str], role: str, places) -> Iterator[tuple[str, str]]:  # noqa: F811 # as above
    """Open every address that the table says the role gets, and that answers with a page."""
    for line, outcomes in lines.items():
        method, _, name = line.rpartition(" ")
        if "POST" in method or outcomes.split()[ROLES.index(role)] in ("login", "blocked", "gate", "away"):
            continue
        answer = client.get(address_of(name, places["own" if "own" in method else "other"] | places["all"]))
        html = answer.content.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""
        if "<html" in html:  # a fragment is no page
            yield name, html


@pytest.mark.parametrize("role", ["visitor", "member", "blocked member", "administrator"])
def test_no_page_has_a_fault_that_a_validator_finds(client, people, places, role):  # noqa: F811 # as above
    places = places | {"own": {"pk": places["own"][role]}}
    if people[role]:
        client.force_login(people[role])
    lines = SITE | (ADMIN if role == "administrator" else {})
    found = {}
    for name, html in opened(client, lines, role, places):
        said = [one for one in faults(html) if not (name in ADMIN and one.startswith(STOCK))]
        if said:
            found[name] = sorted(set(said))
    assert found == {}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param("<h1>a</h1><p id=b></p><p id=b></p>", "id twice: b", id="an id twice"),
        pytest.param("<h1>a</h1><p id='b c'></p>", "no id: 'b c'", id="an id with a space"),
        pytest.param("<h1>a</h1><h3>b</h3>", "from h1 to h3", id="a level left out"),
        pytest.param("<h1>a</h1><input name=b>", "no label: b", id="a field without a name"),
        pytest.param("<h1>a</h1><label for=b>c</label>", "label for nothing: b", id="a label of nothing"),
        pytest.param("<h1>a</h1><p aria-describedby=b></p>", "aria-describedby of nothing: b", id="a help of nothing"),
        pytest.param("<h1>a</h1><time datetime=2026-11-28T16:08:20.344444+00:00></time>",
                     "no moment: 2026-11-28T16:08:20.344444+00:00", id="microseconds"),
        pytest.param("<h1>a</h1><form></form><form></form>", "forms told apart by nothing: 2 × None", id="two forms"),
        pytest.param("<h1>a</h1>\n<p>b \nc</p>", "spaces at the end of <p>b", id="spaces"),
    ],
)  # fmt: skip
def test_each_fault_is_found(body, fault):
    head = '<title>t</title><meta name="description" content="d">'
    page = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    assert list(faults(page)) == [fault]
