"""What an article tells other programs, checked against their vocabularies (A27)."""

import json
import re

import pytest

from articles.models import Correction, Rendition
from tests.articles import making

pytestmark = pytest.mark.django_db

#: An extract of schema.org: the types that we use, what each is a kind of, and what its properties hold.
PARENTS = {
    "NewsArticle": "Article",
    "Article": "CreativeWork",
    "CreativeWork": "Thing",
    "ImageObject": "MediaObject",
    "MediaObject": "CreativeWork",
    "CorrectionComment": "Comment",
    "Comment": "CreativeWork",
    "NewsMediaOrganization": "Organization",
    "Organization": "Thing",
    "Person": "Thing",
}
PROPERTIES = {
    "Thing": {
        "name": {"Text"},
        "description": {"Text"},
        "url": {"URL"},
        "image": {"ImageObject", "URL"},
        "mainEntityOfPage": {"CreativeWork", "URL"},
    },
    "CreativeWork": {
        "headline": {"Text"},
        "inLanguage": {"Text"},
        "datePublished": {"DateTime"},
        "dateModified": {"DateTime"},
        "author": {"Person", "Organization"},
        "publisher": {"Person", "Organization"},
        "isAccessibleForFree": {"Boolean"},
        "correction": {"CorrectionComment", "Text", "URL"},
        "license": {"URL", "CreativeWork"},
        "text": {"Text"},
        "creditText": {"Text"},
        "copyrightNotice": {"Text"},
        "acquireLicensePage": {"URL", "CreativeWork"},
    },
    "MediaObject": {"width": {"Distance"}, "height": {"Distance"}},
}
FORMS = {
    "URL": re.compile(r"https?://\S+"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "Distance": re.compile(r"\d+ px"),
    "Text": re.compile(r".+", re.DOTALL),
}


def line_of(kind: str) -> list[str]:
    return [kind, *line_of(PARENTS[kind])] if kind in PARENTS else [kind]


def faults(described: dict, at: str = "") -> list[str]:
    """Say where a description leaves the vocabulary."""
    line = line_of(described["@type"])
    known = {name: expected for kind in line for name, expected in PROPERTIES.get(kind, {}).items()}
    found = []
    for name, value in described.items():
        if name.startswith("@"):
            continue
        for one in value if isinstance(value, list) else [value]:
            place = f"{at}/{described['@type']}.{name}"
            if name not in known:
                found.append(f"{place} is unknown")
            elif not holds(one, known[name]):
                found.append(f"{place} holds {one!r}")
            if isinstance(one, dict):
                found += faults(one, place)
    return found


def holds(value: object, expected: set[str]) -> bool:
    if isinstance(value, dict):
        return not expected.isdisjoint(line_of(value["@type"]))
    if isinstance(value, bool):
        return "Boolean" in expected
    return isinstance(value, str) and any(FORMS[kind].fullmatch(value) for kind in expected if kind in FORMS)


def shown(**fields):
    photo = making.photo(
        rights="© 2026 Agency", licence_url="https://l.example/by", source_url="https://a.example/1", **fields
    )
    for ratio, height in (("1:1", 1200), ("4:3", 900), ("16:9", 675)):
        file = f"photos/made-{ratio.replace(':', 'x')}-0-0.jpeg"
        Rendition.objects.create(photo=photo, ratio=ratio, width=1200, height=height, format="jpeg", file=file)
    return photo


def page_of(client, photo, **fields) -> str:
    article = making.article(photo=photo, byline="Mira Stone", changed_at=making.NOW, **fields)
    written = {"made_by": making.person(), "made_at": making.NOW, "public_at": making.NOW}
    Correction.objects.create(article=article, kind="correction", text="It was one.", **written)
    return client.get(article.get_absolute_url()).content.decode()


def linked_data(page: str) -> dict:
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)


def test_linked_data_stay_within_the_vocabulary(client):
    described = linked_data(page_of(client, shown(), licence_url="https://l.example/text"))
    assert faults(described) == []
    assert {"correction", "image", "license"} <= described.keys()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"photoCredit": "A"}, "/NewsArticle.photoCredit is unknown", id="a word that is not in it"),
        pytest.param({"dateModified": None}, "/NewsArticle.dateModified holds None", id="nothing"),
        pytest.param({"url": "/en/"}, "/NewsArticle.url holds '/en/'", id="an address that is none outside"),
    ],
)
def test_the_check_finds_what_leaves_the_vocabulary(client, changed, fault):
    assert faults(linked_data(page_of(client, shown())) | changed) == [fault]


def test_the_photo_is_told_in_three_ratios_with_whose_it_is(client):
    images = linked_data(page_of(client, shown()))["image"]
    sizes = [tuple(int(one[side].removesuffix(" px")) for side in ("width", "height")) for one in images]
    assert [width / height for width, height in sizes] == [pytest.approx(16 / 9), pytest.approx(4 / 3), 1]
    for one in images:
        assert (one["creditText"], one["copyrightNotice"]) == ("A. Photographer", "© 2026 Agency")
        assert (one["license"], one["acquireLicensePage"]) == ("https://l.example/by", "https://a.example/1")


def test_a_photo_that_is_not_cut_yet_is_told_whole(client):
    [image] = linked_data(page_of(client, making.photo()))["image"]
    assert image["url"].endswith("/media/photos/made.jpg")


def test_a_shared_page_has_its_card(client):
    page = page_of(client, shown(), photo_alt="A ferry")
    told = dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)"', page))
    [address] = [told.pop("og:image")]
    assert address.endswith("/media/photos/made-16x9-0-0.jpeg")
    assert told == {
        "og:image:width": "1200",
        "og:image:height": "675",
        "og:image:alt": "A ferry",
        "twitter:card": "summary_large_image",
    }


def test_no_shape_is_offered_as_a_size_of_the_photo(client):
    assert "16x9" not in "".join(re.findall('srcset="[^"]*"', page_of(client, shown())))
