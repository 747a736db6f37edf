"""What the look promises: small, readable in both schemes, the same in both directions, and nothing inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parent.parent.parent
SHEETS = ROOT / "articles/static/articles/css"
READER = ("paper.css", "people.css", "print.css")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
)


def test_a_reader_page_needs_less_than_eight_kilobytes_of_style():
    assert sum(len(gzip.compress((SHEETS / name).read_bytes())) for name in READER) <= 8 * 1024


def test_an_article_needs_little_more():
    assert len(gzip.compress((SHEETS / "sizes.css").read_bytes())) <= 640


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.css")), ids=lambda path: path.name)
def test_style_serves_both_directions(sheet):
    without_queries = re.sub(r"@media[^{]*\{", "{", sheet.read_text())
    assert PHYSICAL.findall(without_queries) == []
    assert not re.search(r"(?:text-align|float|clear):\s*(?:left|right)", without_queries)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_nothing_is_inline(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert all("src=" in tag or "ld+json" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize(
    "component", sorted((ROOT / "templates/components").glob("_*.html")), ids=lambda path: path.name
)
def test_a_component_names_its_inputs(component):
    assert re.search(r"\{[#%].*Inputs?:", component.read_text()[:600], re.DOTALL)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{([^}]*)\}", (SHEETS / "paper.css").read_text())
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        pytest.param("ink", "paper", 7, id="text"),
        pytest.param("ink", "wash", 7, id="text on a tint"),
        pytest.param("ink", "mark", 4.5, id="marked text"),
        pytest.param("quiet", "paper", 4.5, id="quiet text"),
        pytest.param("quiet", "wash", 4.5, id="quiet text on a tint"),
        pytest.param("accent", "paper", 4.5, id="accent"),
        pytest.param("accent", "wash", 4.5, id="accent on a tint"),
        pytest.param("accent", "accent-wash", 4.5, id="an error, or what was taken out"),
        pytest.param("ink", "accent-wash", 7, id="text of an error summary"),
        pytest.param("good", "paper", 4.5, id="what was added"),
        pytest.param("on-ink", "ink", 7, id="the leading button"),
        pytest.param("on-ink", "accent", 4.5, id="a button under the pointer"),
        pytest.param("edge", "paper", 3, id="the edge of a field"),
    ],
)
def test_colours_can_be_told_apart(scheme, text, ground, least):
    colours = _schemes()[scheme]
    assert _contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("page", ["400", "403_csrf", "500", "503"])
def test_an_error_page_needs_neither_database_nor_request(page, settings):
    settings.PUBLISHER_NAME = "The Evening Star"
    shown = render_to_string(f"{page}.html")
    assert shown.count("<h1>") == 1
    assert "Evening Star" in shown
    assert "paper.css" in shown
