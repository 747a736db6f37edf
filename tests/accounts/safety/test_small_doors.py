import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from accounts.safety.names import skeleton, validate_name
from accounts.safety.redirects import next_url
from accounts.safety.spreadsheet import cell
from accounts.safety.text import has_bidi_control, validate_usable


@pytest.mark.parametrize("name", ["Mira Sand", "Jörg", "Zoë K.", "أمينة", "李雷", "O'Neil", "Anne-Marie 2"])
def test_ordinary_names_are_accepted(name):
    validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "y" * 61,
        "Moderator",
        "m0derator",
        "Мoderator",
        "The Gazette",
        "mira@example.org",
        "buy.com",
        "12345",
        "a\u202eb",
        "a\u200bb",
        "\x00ab",
    ],
)
def test_misleading_names_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@pytest.mark.parametrize(
    ("one", "other"), [("Mira", "mirа"), ("Paul", "PauI"), ("Zoe", "Zoë"), ("Bob", "B0b"), ("A B", "ab")]
)
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_have_different_skeletons():
    assert len({skeleton(name) for name in ("Mira", "Mara", "أمينة", "ليلى", "李雷", "王芳")}) == 6


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "x", ""]
)
def test_nothing_leads_off_the_site(next_):
    assert next_url(RequestFactory().get("/", {"next": next_}), "/en/") == "/en/"


def test_a_page_of_the_site_is_kept():
    assert next_url(RequestFactory().get("/", {"next": "/en/x-1/?a=b"}), "/en/") == "/en/x-1/?a=b"


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_no_cell_starts_a_formula(value):
    assert str(cell(value)).startswith("'")


@pytest.mark.parametrize(("value", "kept"), [(-1, -1), (2.5, 2.5), ("plain", "plain"), (None, "")])
def test_ordinary_cells_are_kept(value, kept):
    assert cell(value) == kept


def test_control_characters_are_named_beside_the_field():
    with pytest.raises(ValidationError):
        validate_usable("a\x00b")
    validate_usable("line\n\ttab\r\n")


def test_direction_overrides_are_seen():
    assert has_bidi_control("abc\u202edef")
    assert not has_bidi_control("مرحبا abc")
