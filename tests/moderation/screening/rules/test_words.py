"""Listed words in the open and in every disguise."""

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen
from moderation.screening.rules import words
from tests.moderation.screening.rules.reading import passages, seen


@pytest.mark.parametrize(
    ("body", "passage"),
    [
        pytest.param("what an asshole he is", "asshole", id="plain"),
        pytest.param("what an ASSHOLE he is", "ASSHOLE", id="capitals"),
        pytest.param("what an a.s.s.h.o.l.e he is", "a.s.s.h.o.l.e", id="dotted"),
        pytest.param("what an a s s h o l e he is", "a s s h o l e", id="spaced"),
        pytest.param("what an a-s-s-h-o-l-e he is", "a-s-s-h-o-l-e", id="hyphened"),
        pytest.param("what an a_s_s_h_o_l_e he is", "a_s_s_h_o_l_e", id="underscored"),
        pytest.param("what an @55h0l3 he is", "@55h0l3", id="digits and signs for letters"),
        pytest.param("what an assssshole he is", "assssshole", id="stretched"),
        pytest.param("what an *ssh*l* he is", "*ssh*l*", id="stars for vowels"),
        pytest.param("what an аsshоlе he is", "аsshоlе", id="Cyrillic look-alikes"),
        pytest.param("what an ａｓｓｈｏｌｅ he is", "ａｓｓｈｏｌｅ", id="full width"),
        pytest.param("what an 𝐚𝐬𝐬𝐡𝐨𝐥𝐞 he is", "𝐚𝐬𝐬𝐡𝐨𝐥𝐞", id="mathematical letters"),
        pytest.param("what an ass\u200bhole he is", "ass\u200bhole", id="zero-width space"),
        pytest.param("what an ass\u00adhole he is", "ass\u00adhole", id="soft hyphen"),
        pytest.param("what an asshöle he is", "asshöle", id="accents"),
        pytest.param("what an assohle he is", "assohle", id="letters swapped"),
        pytest.param("what an asshhole he is", "asshhole", id="a letter doubled"),
        pytest.param("what an elohssa he is", "elohssa", id="backwards"),
        pytest.param("what an a🔥s🔥s🔥h🔥o🔥l🔥e he is", "a🔥s🔥s🔥h🔥o🔥l🔥e", id="emoji between"),
    ],
)
def test_a_listed_word_is_found_however_it_is_spelt(body, passage):
    assert passages(words, body) == [passage]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("The Scunthorpe council assessed the classic cocktail bar in Essex.", id="inside other words"),
        pytest.param("A sextant, a peacock, Matsushita, an assassin, a title and the cockpit.", id="look-alikes"),
        pytest.param("We met in the U. S. A. at 5 p. m. with J. R. R. Tolkien.", id="initials"),
        pytest.param("She was raped, and the rapist was sentenced for sexual assault.", id="news of a crime"),
        pytest.param("Gays, lesbians, Jews, Muslims and black people live here.", id="names of groups"),
        pytest.param("The clitoris, the penis and the anus are parts of the body.", id="plain anatomy"),
        pytest.param("Moby Dick was published in 1851; he graduated cum laude.", id="allowed contexts"),
    ],
)
def test_innocent_words_are_left_alone(body):
    assert [one for one in seen(words, body) if one.action is not Action.NONE] == []


def test_a_disguise_is_evidence_even_for_a_word_that_is_innocent_in_the_open():
    [evidence] = seen(words, "show me your p.e.n.i.s now")

    assert (evidence.disguised, evidence.action) == (True, Action.NUDGE)


def test_a_slur_is_held_as_hatred_and_named_an_oath():
    assert {(one.ground, one.action) for one in seen(words, "you kike")} == {(2, Action.HOLD), (12, Action.NUDGE)}


def test_only_the_lists_of_the_edition_and_english_apply():
    assert passages(words, "Du Arschloch", languages=("de",)) == ["Arschloch"]
    assert passages(words, "Du Arschloch", languages=("fr",)) == []


@pytest.mark.parametrize(
    ("body", "language"),
    [
        pytest.param("Les retards du train, et la douche en plus", "fr", id="French words spelt like English ones"),
        pytest.param("Der dicke Regen, der Schmuck im Fenster", "de", id="a German word that is one backwards"),
        pytest.param("Det er slut med det fag", "da", id="Danish words"),
        pytest.param("O arroz no es sexo", "es", id="a Spanish word with letters swapped"),
        pytest.param("she does the twist and eats a crepe", "en", id="English words with letters swapped"),
    ],
)
def test_ordinary_words_of_a_language_are_let_be(body, language):
    assert seen(words, body, languages=(language,)) == []


def test_the_same_word_counts_where_it_is_meant():
    assert passages(words, "what a slut") == ["slut"]
    assert seen(words, "det er slut", languages=("da",)) == []


@pytest.mark.parametrize("body", ["#nazis everywhere", "that liar's friend", "idiot!!!😅", "هؤلاء الخنازير، كلهم"])
def test_signs_around_an_open_word_disguise_nothing(body):
    languages = ("ar",) if "،" in body else ("en",)
    found = seen(words, body, languages=languages)
    assert found
    assert not any(one.disguised for one in found)


def test_a_mild_word_is_let_be_under_every_ground_it_goes_with():
    verdict = screen(Draft("A exposição sobre o mongol abre hoje no museu da cidade", ("pt",)), Facts(), fresh())
    marked = [(one.ground, one.action) for one in verdict.findings if one.rule == "words"]
    assert marked == [(5, Action.NONE), (18, Action.NONE)]
