"""Grounds 15 and 10: links."""

import pytest

from moderation.screening import Facts
from moderation.screening.rules import links
from tests.moderation.screening.rules.reading import kinds, seen

KNOWN_WRITER = Facts(approved_count=10)
NEW_WRITER = Facts(approved_count=0)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("look at hxxp://malware-site.top/load", id="hxxp"),
        pytest.param("look at h**p://malware-site.top", id="starred scheme"),
        pytest.param("look at malware-site[.]com", id="bracketed dot"),
        pytest.param("look at malware-site(dot)com", id="dot in words in brackets"),
        pytest.param("look at malware-site dot com", id="dot in words"),
        pytest.param("look at www . malware-site . com", id="spaced"),
        pytest.param("look at https:// malware-site.com", id="space after the scheme"),
        pytest.param("look at https:\\\\malware-site.com", id="backslashes"),
        pytest.param("look at malware\u200b-site.com", id="zero-width space"),
        pytest.param("look at ｍａｌｗａｒｅ.com", id="full width"),
        pytest.param("look at http://93.184.216.34/x", id="bare address"),
        pytest.param("look at https://bbc.com@malware-site.top/", id="a name before an at sign"),
        pytest.param("look at http://xn--pple-43d.com", id="punycode"),
        pytest.param("look at malware-site。com", id="ideographic full stop"),
        pytest.param("look at h t t p : / / malware-site . com", id="spaced out"),
        pytest.param("look at malware-site . com/free", id="space before the dot"),
        pytest.param("look at malware-site,com/free", id="comma"),
        pytest.param("schau auf malware-site punkt com", id="dot in German"),
        pytest.param("look at http://0300.0250.0.1/x", id="address in octal"),
        pytest.param("click javascript:alert(1)", id="script"),
        pytest.param("click data:text/html;base64,PHNjcmlwdD4=", id="a page in the link"),
        pytest.param("click tg://join?invite=abc", id="another program"),
        pytest.param("open invoice.pdf.exe", id="a program dressed as a paper"),
    ],
)
def test_a_disguised_link_is_held_as_malware(body):
    assert [(one.kind, one.ground) for one in seen(links, body, KNOWN_WRITER)] == [("disguised", 15)]


@pytest.mark.parametrize(
    ("body", "facts", "kind"),
    [
        pytest.param("see www.bbc.com/news", KNOWN_WRITER, [], id="well-known host"),
        pytest.param("see https://en.wikipedia.org/wiki/A_(b)", Facts(), [], id="well-known host in an archive"),
        pytest.param("see https://www.justice.gov/x", Facts(), [], id="public body"),
        pytest.param("see www.bbc.com/news", NEW_WRITER, ["newcomer"], id="any host from a new writer"),
        pytest.param("see evil-unheard.xyz", Facts(), ["unknown host"], id="unknown host in an archive"),
        pytest.param("see evil-unheard.xyz", KNOWN_WRITER, ["unlisted host"], id="unknown host from a known writer"),
        pytest.param("see https://bit.ly/3x", KNOWN_WRITER, ["shortener"], id="shortener"),
        pytest.param("see https://bbc.com/a/setup.exe", KNOWN_WRITER, ["download"], id="program on a known host"),
        pytest.param(
            "see https://google.com/url?q=http://evil-unheard.xyz", KNOWN_WRITER, ["shortener"], id="passed on"
        ),
        pytest.param(
            "see https://facebook.com/s?u=https://bbc.com/x", KNOWN_WRITER, [], id="passed on to a known host"
        ),
        pytest.param("see https://www.gob.mx/x and https://www.ox.ac.uk", Facts(), [], id="public bodies elsewhere"),
    ],
)
def test_a_link_is_judged_by_host_and_writer(body, facts, kind):
    assert kinds(links, body, facts) == kind


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("That is it.In the end nobody came.", id="missing space"),
        pytest.param("The dot com bubble burst.", id="what is spoken of"),
        pytest.param("Ce point de vue est juste, en tout point.", id="point in French"),
        pytest.param("Write to jane@mail.example.com", id="an e-mail address"),
        pytest.param("It cost 3.50 and 12.000 people came at 10.30.", id="numbers"),
        pytest.param("He said no. Com on, do it. Net gain is zero, de facto.", id="slips of the pen"),
    ],
)
def test_what_is_no_link_is_left_alone(body):
    assert kinds(links, body, NEW_WRITER) == []


def test_too_many_links_are_marked():
    assert "many" in kinds(links, "bbc.com cnn.com nytimes.com reuters.com", KNOWN_WRITER)
