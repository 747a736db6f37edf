"""Ground 6: the publisher."""

import pytest

from moderation.screening import Action, Facts
from moderation.screening.rules import phrases, publisher
from tests.moderation.screening.rules.reading import kinds, seen

FACTS = Facts(publisher_names=("The Daily Harbour",))


def test_an_insult_beside_the_name_is_found():
    assert kinds(publisher, "The daily harbour is run by idiots", FACTS) == ["insult"]


def test_the_name_alone_is_no_matter():
    assert kinds(publisher, "I read it in the Daily Harbour yesterday", FACTS) == []


def test_an_insult_far_away_is_no_matter():
    assert kinds(publisher, f"The Daily Harbour wrote it. {'And so on. ' * 20} You idiot", FACTS) == []


@pytest.mark.parametrize(
    ("name", "language", "body"),
    [
        pytest.param("Der Bote", "de", "Die Redakteure des Boten sind Idioten", id="a German genitive"),
        pytest.param("Neue Zeitung", "de", "In der Neuen Zeitung schreiben nur Trottel", id="a declined adjective"),
        pytest.param("Gazette", "de", "Gazettes Autoren sind Idioten", id="an ending"),
        pytest.param("The Daily Harbour", "en", "the Daily Harbour's writers are idiots", id="a possessive"),
        pytest.param("The Daily Harbour", "en", "Only morons read Daily Harbour", id="without its article"),
        pytest.param("Le Courrier", "fr", "les journalistes du Courrier sont des abrutis", id="a French contraction"),
        pytest.param("الجريدة", "ar", "كتاب بالجريدة أغبياء", id="an Arabic preposition"),
        pytest.param("海港日报", "zh", "海港日报都是白痴", id="a script without spaces"),
    ],
)
def test_a_name_is_found_in_the_forms_of_its_language(name, language, body):
    assert kinds(publisher, body, Facts(publisher_names=(name,)), languages=(language,)) == ["insult"]


@pytest.mark.parametrize(
    ("name", "language", "body"),
    [
        pytest.param("Der Bote", "de", "Idioten, das ist doch verboten", id="inside another word"),
        pytest.param("The Times", "en", "These idiots lied three times", id="a common word without the article"),
        pytest.param("The Daily Harbour", "en", 'He wrote "you are all idiots here" to the Daily Harbour', id="quoted"),
    ],
)
def test_what_only_looks_like_a_name_or_an_insult_is_no_matter(name, language, body):
    assert kinds(publisher, body, Facts(publisher_names=(name,)), languages=(language,)) == []


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "This paper is garbage."),
        ("en", "What a pathetic rag this site has become."),
        ("en", "The journalists here are morons."),
        ("en", "Your editors are liars and hacks."),
        ("de", "Dieses Schmierblatt ist das Letzte."),
        ("de", "Eure Redaktion ist ein Haufen Idioten."),
        ("de", "Was für ein Käseblatt!"),
        ("fr", "Ce journal est un torchon."),
        ("fr", "Vos journalistes sont des menteurs."),
        ("ar", "هذه الجريدة زبالة."),
        ("ar", "صحفيو هذا الموقع كذابون."),
    ],
)
def test_an_insult_to_this_paper_is_found_without_its_name(language, body):
    found = seen(phrases, body, languages=(language,))
    assert Action.FLAG in {one.action for one in found if one.ground == 6}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "This paper is well written."),
        ("en", "The paper says the minister is a liar."),
        ("en", "Your editors missed a typo in the second paragraph."),
        ("de", "Diese Zeitung ist gut."),
        ("de", "Die Redaktion hat die Überschrift geändert."),
        ("fr", "Ce journal est sérieux."),
        ("ar", "هذه الجريدة ممتازة."),
    ],
)
def test_a_word_about_the_paper_is_no_matter(language, body):
    assert [one for one in seen(phrases, body, languages=(language,)) if one.ground == 6] == []
