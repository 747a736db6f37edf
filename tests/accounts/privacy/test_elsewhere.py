"""The page of record lists what browsers keep, and who else gets data as the site is set up (V49)."""

import re
from html import unescape

import pytest

from accounts.privacy.declarations import registry
from tests.articles import making

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/en/account/privacy/record/"


@pytest.fixture(autouse=True)
def _alone(settings):
    """A site that works with nobody, and has an edition."""
    making.edition()
    settings.EMAIL_HOST, settings.SOCIAL_PROVIDERS, settings.PROCESSORS = "localhost", [], []
    settings.MEDIA_STORE, settings.PURGE_WITH, settings.EMBEDS = "", "", []


def rows(client, section: str) -> list[list[str]]:
    """Read the lines of a table of the page."""
    page = client.get(PAGE).content.decode().partition(f'<h2 id="{section}">')[2].partition("<h2")[0]
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in body.split("</tr>")]
    return [[unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in line] for line in cells if line]


def test_all_that_is_kept_is_told_with_why_and_until_when(client):
    told = rows(client, "devices")
    assert [line[0] for line in told] == [", ".join(one.names) for one in registry().stored]
    assert all(all(line) for line in told)


def test_a_site_that_works_with_nobody_says_so(client):
    assert rows(client, "recipients") == []
    assert "Nobody, as this site is set up now." in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("setting", "value", "who"),
    [
        ("EMAIL_HOST", "smtp.example.com", ["smtp.example.com"]),
        ("EMAIL_HOST", "mail.internal", []),
        ("EMAIL_HOST", "10.0.0.5", []),
        ("PROCESSORS", ["A Host, Oslo: servers", " An Accountant "], ["A Host, Oslo", "An Accountant"]),
        ("SOCIAL_PROVIDERS", [{"name": "Village", "server_url": "https://village.example"}], ["Village"]),
        ("MEDIA_STORE", "https://key:secret@s3.example.com/bucket", ["s3.example.com"]),
        ("MEDIA_STORE", "http://key:secret@127.0.0.1:9000/bucket", []),
        ("PURGE_WITH", "fastly", ["Fastly"]),
        ("PURGE_WITH", "varnish", []),
        ("EMBEDS", ["youtube", "vimeo"], ["Google (YouTube)", "Vimeo"]),
    ],
)  # fmt: skip
def test_whoever_a_setting_names_is_told(client, settings, setting, value, who):
    setattr(settings, setting, value)
    told = rows(client, "recipients")
    assert [line[0] for line in told] == who
    assert not [line for line in told if "secret" in "".join(line)]


def test_push_services_are_told_where_push_is_offered(client, settings):
    settings.PUSH_PUBLIC_KEY = settings.PUSH_PRIVATE_KEY = "a"
    ((who, what, _when),) = rows(client, "recipients")
    assert "web.push.apple.com" in who
    assert "sealed" in what
