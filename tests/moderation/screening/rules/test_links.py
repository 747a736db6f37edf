"""Grounds 15 and 10: links."""

from pathlib import Path

import pytest

from moderation.screening import Facts
from moderation.screening.rules import links
from tests.moderation.screening.rules.reading import kinds, seen

#: A hundred and thirty hosts of news, video, government and knowledge that readers link to.
HOSTS = Path(__file__).with_name("well-known.txt")
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
        pytest.param("look at hxxps[:]//malware-site.top/x", id="bracketed colon"),
        pytest.param("look at http[://]malware-site.top", id="bracketed colon and strokes"),
        pytest.param("look at htps://malware-site.top", id="a letter left out of the scheme"),
        pytest.param("look at ttps://malware-site.top/x", id="the first letter left out of the scheme"),
        pytest.param("look at h++p://malware-site.top", id="crosses in the scheme"),
        pytest.param("look at https colon slash slash malware-site dot com", id="told in words"),
        pytest.param("look at malware-site-dot-com", id="dot between dashes"),
        pytest.param("look at malware-site_dot_com", id="dot between low lines"),
        pytest.param("look at malwaresitedotcom", id="dot run together"),
        pytest.param('look at malware-site" . "com', id="a dot in quotation marks"),
        pytest.param("look at malware-site{dot}bet", id="a betting shop's ending"),
        pytest.param("look at malware-site ● com", id="a bullet for a dot"),
        pytest.param("look at malware-site‧com", id="a dot between syllables"),
        pytest.param("look at malware-site. com/free", id="space after the dot"),
        pytest.param("look at malware-site,com", id="comma at the end"),
        pytest.param("veja malware-site ponto com ponto br", id="dot in Portuguese"),
        pytest.param("regardez malware-site point fr", id="dot in French"),
        pytest.param("смотри malware-site точка ру", id="dot in Russian"),
        pytest.param("bak malware-site nokta com", id="dot in Turkish"),
        pytest.param("انظر malware-site نقطة كوم", id="dot in Arabic"),
        pytest.param("look at http://gооgle.com", id="Cyrillic letters in a Latin name"),
        pytest.param("look at аррӏе.com", id="a name in Cyrillic letters that look Latin"),
        pytest.param("look at malware-site.cοm", id="a Greek letter in the ending"),
        pytest.param("look at malware-site.c0m", id="a figure in the ending"),
        pytest.param("look at ht\u200btp://malware-site.com", id="an invisible sign in the scheme"),
        pytest.param("look at \u202emoc.etis-erawlam", id="turned round"),
        pytest.param("look at http://[::ffff:93.184.216.34]/x", id="an address of six"),
        pytest.param("look at 93.184.216.34:8080", id="a bare address with a door"),
        pytest.param("look at 93.184.216.34/load", id="a bare address with a page"),
        pytest.param("look at http://0xC0.0xA8.0x01.0x01/", id="address in base sixteen"),
        pytest.param("[bbc.com](http://malware-site.top/x)", id="another host shown in Markdown"),
        pytest.param(
            "[url=http://malware-site.top]www.bbc.com/news[/url]", id="another host shown in a forum's brackets"
        ),
        pytest.param('<a href="http://malware-site.top/x">www.bbc.com</a>', id="another host shown in HTML"),
        pytest.param("look at malware-site&#46;com", id="a dot as HTML writes it"),
        pytest.param("look at malware-site%2Ecom", id="a dot as addresses write it"),
        pytest.param("look at https://%6dalware-site.com", id="letters as addresses write them"),
        pytest.param("look at malware-site . c o m", id="an ending spaced out"),
        pytest.param("look at w w w . malware-site . c o m", id="all of it spaced out"),
        pytest.param("look at www malware-site com", id="no dot at all"),
        pytest.param("look at malware-site .com (remove the space)", id="with what to do"),
        pytest.param("look at bit dot ly/abc1", id="a shortener in words"),
        pytest.param("look at t . me/joinus", id="a chat set apart"),
        pytest.param("look at bbc.com.malware-site.top/x", id="a known host before its own name"),
        pytest.param("look at faceb00k.com/x", id="figures in a known name"),
        pytest.param("look at rnicrosoft.com/x", id="two letters that look like one in a known name"),
        pytest.param("open ipfs://Qm123456789abcdef", id="where no host is"),
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
            "see https://translate.google.com/translate?u=evil-unheard.xyz",
            KNOWN_WRITER,
            ["shortener"],
            id="passed on without a scheme",
        ),
        pytest.param(
            "see https://www.google.com/url?q=evil-unheard.xyz", KNOWN_WRITER, ["shortener"], id="a search's way"
        ),
        pytest.param("see https://www.google.com/search?q=node.ws", KNOWN_WRITER, [], id="a search"),
        pytest.param(
            "see https://www.google.com/amp/s/evil-unheard.xyz/x", KNOWN_WRITER, ["shortener"], id="a page kept"
        ),
        pytest.param(
            "see https://www.bing.com/ck/a?u=a1aHR0cDovL2V2aWwueHl6",
            KNOWN_WRITER,
            ["shortener"],
            id="passed on in code",
        ),
        pytest.param("[BBC](https://www.bbc.com/news)", KNOWN_WRITER, [], id="a link in Markdown"),
        pytest.param("[bbc.com](https://www.bbc.com/news)", KNOWN_WRITER, [], id="the host itself shown"),
        pytest.param("see facebook.com.br", KNOWN_WRITER, ["unlisted host"], id="another country's"),
        pytest.param("- evil-unheard.xyz", KNOWN_WRITER, ["unlisted host"], id="in a list"),
        pytest.param("-evil-unheard.xyz", KNOWN_WRITER, ["unlisted host"], id="in a list without a space"),
        pytest.param("//evil-unheard.xyz", KNOWN_WRITER, ["unlisted host"], id="without a scheme"),
        pytest.param("win88.bet", KNOWN_WRITER, ["unlisted host"], id="a figure in the name"),
        pytest.param("кремль.рф", KNOWN_WRITER, ["unlisted host"], id="in Cyrillic"),
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
        pytest.param(
            "Adorei,com certeza. Concordo nesse ponto com voce, acabou. com isso nada.", id="with in Portuguese"
        ),
        pytest.param("The pre-dot-com years and the dotcom crash", id="times"),
        pytest.param("Так и сказал.ну и что.со мной так нельзя", id="missing spaces in Russian"),
        pytest.param("Un point net, ce point ça me va, et un autre point", id="clear points in French"),
        pytest.param("Music • In the city • De Gaulle • It was", id="a list with bullets"),
        pytest.param("Mix 1.2.3.4 and version 10.0.0.1, ratio 1.2.3.4/24", id="versions and ranges"),
        pytest.param("My server at 192.168.0.12:8080 and 127.0.0.1:8000/admin is down", id="one's own machines"),
        pytest.param("He wrote [sic] (in 1990) and [see above](below).", id="brackets"),
        pytest.param("No spaces between the brackets. Delete the stars.", id="how to write"),
        pytest.param("use /etc/hosts.allow, src/links.py or my-site.example@x", id="paths"),
    ],
)
def test_what_is_no_link_is_left_alone(body):
    assert kinds(links, body, NEW_WRITER) == []


def test_too_many_links_are_marked():
    assert "many" in kinds(links, "bbc.com cnn.com nytimes.com reuters.com", KNOWN_WRITER)


@pytest.mark.parametrize("host", HOSTS.read_text(encoding="utf-8").split())
def test_a_known_writer_may_link_to_well_known_hosts(host):
    assert kinds(links, f"see https://{host}/2024/05/a-page.html?id=3 or {host}", KNOWN_WRITER) == []
