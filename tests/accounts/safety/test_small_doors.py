import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from accounts.safety.names import skeleton, validate_name
from accounts.safety.redirects import next_url
from accounts.safety.spreadsheet import cell
from accounts.safety.text import has_bidi_control, is_blank, validate_usable


@pytest.mark.parametrize("name", [
    "Mira Sand", "Jörg", "Zoë K.", "أمينة", "李雷", "O'Neil", "Anne-Marie 2", "علی\u200cرضا", "J.R. Sandberg",
    "Mary Stafford", "Badminton Fan", "Modesta", "Modi", "Edith Orr", "Systa", "Arnold Cornwell", "Ødegård", "Владимир",
    "Ελένη", "राम कुमार", "श्री", "สมชาย", "김민준", "はなこ", "ქეთევან", "Հայկ", "שרה", "Nguyễn Thị Ánh", "McDonald",
    "DeShawn", "O´Hara", "Ida & Jan", "Iłona", "José María", "ක\u0dca\u200dර",
])  # fmt: skip
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
        "admin1",
        "1admin",
        "adm1n",
        "Adm\u0131n",
        "rnoderator",
        "GazetteTeam",
        "gazetteteam",
        "TheAdmin",
        "admin_42",
        "Mod",
        "ModTeam",
        "evil.co.uk",
        "see evil.example",
        "Mira\u200cSand",
        "علی\u200c",
        "a\u2060b",
        "Ida Berg ✓",
        "Ida Berg ✔\ufe0f",
        "☑ Ida",
        "Ida 🅥",
        "Ida √",
        "Ida ①",
        "1\ufe0f\u20e3 Ida",
        "Ida 👩\u200d🔬",
        "Ida ★",
        "Verified Ida",
        "IdaVerified",
        "ida-verifiziert",
        "Ida (𝐯𝐞𝐫𝐢𝐟𝐢𝐞𝐝)",
        "Ida Berg, Expert",
        "Ехреrt Ida",
        "Ida Berg Author",
        "Autorin Ida",
        "Ida, experte",
        "خبيرة أمينة",
        "أمينة كاتبة المقال",
        "Ida Newsroom",
    ],
)
def test_misleading_names_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mira", "mirа"),
        ("Paul", "PauI"),
        ("Zoe", "Zoë"),
        ("Bob", "B0b"),
        ("A B", "ab"),
        ("Arnold", "Amold"),
        ("Mine", "M\u0131ne"),
        ("علیرضا", "علی\u200cرضا"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


NAMES = ("Mira", "Mara", "أمينة", "ليلى", "李雷", "王芳", "राम", "रीमा", "रोमा", "สม", "สาม", "김", "기")


def test_names_that_differ_have_different_skeletons():
    assert len({skeleton(name) for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "x", ""]
)
def test_nothing_leads_off_the_site(next_):
    assert next_url(RequestFactory().get("/", {"next": next_}), "/en/") == "/en/"


def test_a_page_of_the_site_is_kept():
    assert next_url(RequestFactory().get("/", {"next": "/en/x-1/?a=b"}), "/en/") == "/en/x-1/?a=b"


@pytest.mark.parametrize("value", [
    "=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "\u00a0=1", "\u200b=1", "\u200e\u2060=1", "\ufeff=1", " \t =1",
    "\r\n=1", "\x0b=1", "\x1f@x", "\u3000+1", "\u2028-1", "\u115f=1", "\u3164=1", "\u00ad=1", "\u034f=1",
    "\u180e\u202e=1", "\ufe0f=1",
])  # fmt: skip
def test_no_cell_starts_a_formula(value):
    assert str(cell(value)).startswith("'")


@pytest.mark.parametrize(
    ("value", "kept"), [(-1, -1), (2.5, 2.5), ("plain", "plain"), (None, ""), ("a=1", "a=1"), (" a", " a")]
)
def test_ordinary_cells_are_kept(value, kept):
    assert cell(value) == kept


def test_control_characters_are_named_beside_the_field():
    with pytest.raises(ValidationError):
        validate_usable("a\x00b")
    validate_usable("line\n\ttab\r\n")


def test_direction_overrides_are_seen():
    assert has_bidi_control("abc\u202edef")
    assert not has_bidi_control("مرحبا abc")


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        pytest.param("\u200b", True, id="a space without width"),
        pytest.param(" \u00ad\u2060\u200d\ufe0f", True, id="hyphens, joiners and selectors"),
        pytest.param("\u3164\u2800", True, id="fillers"),
        pytest.param("\u0301\u0301", True, id="accents on nothing"),
        pytest.param("\U000e0041", True, id="tags"),
        pytest.param("👍🏽", False, id="an emoji"),
        pytest.param("?", False, id="a sign"),
        pytest.param("می\u200cخواهم", False, id="words with a joiner"),
    ],
)
def test_a_text_of_which_nothing_is_seen_is_blank(text, blank):
    assert is_blank(text) == blank
