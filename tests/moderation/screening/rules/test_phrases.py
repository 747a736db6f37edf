"""Listed phrases: threats, urging, despair, minors, calls, offers."""

import pytest

from moderation.screening import Action, Draft, Entry
from moderation.screening.entries import NAMED
from moderation.screening.phrases import ELEMENT, BadPhrase, PhraseMatcher, pattern_of
from moderation.screening.reading import Reading
from moderation.screening.rules import phrases
from moderation.screening.settings import fresh
from tests.moderation.screening.rules.reading import seen


@pytest.mark.parametrize(
    ("body", "language", "ground", "detail"),
    [
        pytest.param("I will kill you, just wait", "en", 5, "threat", id="threat"),
        pytest.param("We know where you live.", "en", 5, "threat", id="veiled threat"),
        pytest.param("Ich werde dich abstechen", "de", 5, "threat", id="threat in German"),
        pytest.param("Je vais te tuer", "fr", 5, "threat", id="threat in French"),
        pytest.param("Man sollte sie alle erschießen", "de", 5, "threat", id="a call to kill in German"),
        pytest.param("Ich bring dich um", "de", 5, "threat", id="threat of two words in German"),
        pytest.param("Crève donc, connard", "fr", 5, "threat", id="a curse in French"),
        pytest.param("Il faut les fusiller", "fr", 5, "threat", id="a call to kill in French"),
        pytest.param("Pends toi", "fr", 9, "urging", id="urging in French"),
        pytest.param("Je ne veux plus vivre", "fr", 9, "despair", id="despair in French"),
        pytest.param("سأقتلك", "ar", 5, "threat", id="threat in Arabic"),
        pytest.param("Do us a favor and kill yourself", "en", 9, "urging", id="urging"),
        pytest.param("What is the most painless way to kill myself?", "en", 9, "method", id="method"),
        pytest.param("I don't want to live anymore", "en", 9, "despair", id="despair"),
        pytest.param("Ich will nicht mehr leben", "de", 9, "despair", id="despair in German"),
        pytest.param("Muslims are all vermin", "en", 2, "hostile to a group", id="hatred"),
        pytest.param("Join ISIS, brothers", "en", 4, "extremism", id="a call"),
        pytest.param(
            "The girls left school to join the caliphate, the court heard.", "en", 4, "extremism", id="a name"
        ),
        pytest.param("Somebody should shoot him", "en", 5, "threat", id="a call to kill"),
        pytest.param("You deserve to be hanged", "en", 5, "threat", id="a wish"),
        pytest.param("Patriots, let's storm the Capitol", "en", 4, "extremism", id="a call to arms"),
        pytest.param("got underage pics, dm me", "en", 3, "minors", id="an offer of abuse"),
        pytest.param("13 yo girl nudes", "en", 3, "minors", id="a child and what is wanted"),
        pytest.param("go drink bleach", "en", 9, "urging", id="urging with a poison"),
        pytest.param("Best cocaine for sale, whatsapp", "en", 14, "drugs", id="an offer"),
    ],
)
def test_phrases_are_found(body, language, ground, detail):
    assert (ground, detail) in {(one.ground, one.detail) for one in seen(phrases, body, languages=(language,))}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Muslims are our neighbours, and many of them are friends.", id="a kind word about a group"),
        pytest.param("The minister said the police will shoot back only in self-defence.", id="news"),
        pytest.param("Suicide prevention helps; call a friend.", id="help"),
        pytest.param("The government killed the bill.", id="figure of speech"),
    ],
)
def test_ordinary_sentences_are_left_alone(body):
    assert [one.detail for one in seen(phrases, body) if one.action is not Action.NONE] == []


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "We had cheese pizza after the match."),
        ("en", "You can buy weed killer at the garden centre."),
        ("en", "They deliver high-speed internet to the valley, and got it up to speed in a week."),
        ("en", "I know where you live is a busy street, so take the bus."),
        ("en", "I hope you die laughing when you read this."),
        ("en", "We have two young children and no garden."),
        ("en", "The assassination of President Kennedy was in 1963."),
        ("en", "They told people to drink bleach, which is madness."),
        ("en", "The virus could take your life within days."),
        ("en", "The gang printed fake documents in a cellar."),
        ("en", "A judge was asked how to purge the voter rolls."),
        ("en", "We will beat them in the final on Sunday."),
        ("en", "We want to destroy them at the polls in November."),
        ("en", "She does not say that she would support Hamas or anybody else."),
        ("en", "Nobody may attack police officers or politicians."),
        ("en", "A lethal dose of fentanyl fits on the tip of a pencil."),
        ("en", "The principal will show the student body at the school."),
        ("en", "She was 14, and her body was found in the river."),
        ("en", "The 15 year old car runs hot on the motorway."),
        ("en", "Someone must kill this bill."),
        ("en", "We had to kill the rats in the cellar."),
        ("en", "The party signed a political suicide pact."),
        ("en", "We moved the sofa up to the wall and the lamp to the door."),
        ("en", "Journalists want to attack the government and destroy the system."),
        ("en", "He was dead when the ambulance arrived."),
        ("en", "The surgeon removed the bullet in his head."),
        ("en", "Enough fentanyl to kill a million people was seized."),
        ("en", "He wants us to fight the ruling in court."),
        ("en", "What is the best way to cut spending and end it, this war?"),
        ("en", "Don't tell anyone, but I love this show."),
        ("en", "They want to screw the kids out of their pensions."),
        ("en", "The town will light up today and all week."),
        ("en", "Sex with minors should be punished harder."),
        ("de", "Die Polizei musste den Angreifer erschießen."),
        ("de", "Sie wollte die Bilder im Flur aufhängen."),
        ("de", "Ich mache dir die Tür auf, wenn du klingelst."),
        ("de", "Ich bringe euch um acht Uhr nach Hause."),
        ("de", "Die Welt wäre ohne diesen Krieg besser dran."),
        ("de", "Wer will leben in einer Stadt ohne Bäume?"),
        ("fr", "Je suis rentré à vélo avec un pneu crevé, et je suis crevé."),
        ("fr", "Il est mort à Paris en 1987."),
        ("fr", "Il a été abattu par la police hier matin."),
        ("fr", "Cela va tuer le petit commerce, cela crève les yeux."),
        ("fr", "On va planter des arbres, et nous allons le retrouver au marché."),
        ("fr", "Allez vous faire vacciner, et cela va te plaire."),
        ("fr", "Je veux vivre ici, je vais finir mon livre."),
        ("fr", "Elle est très malade depuis le printemps."),
        ("ar", "انتحر البطل في نهاية الرواية."),
    ],
)
def test_everyday_sentences_with_the_same_words_are_left_alone(language, body):
    found = seen(phrases, body, languages=(language,))
    assert [one.detail for one in found if one.action is not Action.NONE] == []


def test_a_phrase_beside_an_allowed_word_is_passed_over_and_found_where_it_stands_alone():
    matcher = PhraseMatcher([Entry("buy weed", 14, Action.HOLD, allowed=("Killer",))])
    assert matcher.places(Reading(Draft("We buy weed killer."))) == []
    [found] = matcher.places(Reading(Draft("Not weed killer: buy weed killer or buy weed here.")))
    assert found.start == len("Not weed killer: buy weed killer or ")


def test_despair_is_never_held_by_itself():
    assert {entry.action for entry in fresh().phrases if entry.detail == "despair"} == {Action.FLAG}


@pytest.mark.parametrize(
    "phrase", ["", "*", "...", "(a)?", "a", "(open (nested) choice)", "(word)? (other)?", "(unclosed word"]
)
def test_a_phrase_that_matches_everything_or_cannot_be_read_is_refused(phrase):
    with pytest.raises(BadPhrase):
        pattern_of(phrase)


def test_every_shipped_phrase_can_be_read():
    assert [pattern_of(entry.pattern) for entry in fresh().phrases if isinstance(entry, Entry)]


def test_every_shipped_phrase_is_found_where_it_stands_word_by_word():
    missed = []
    for entry in fresh().phrases:
        said = _said(entry)
        found = fresh().matchers.phrases((entry.language,)).places(Reading(Draft(said, (entry.language,))))
        if entry not in {match.entry for match in found}:
            missed.append((entry.pattern, said))
    assert missed == []


def _said(entry: Entry) -> str:
    """Say a phrase with the first of each choice, and the first word of each class."""
    words = []
    for element in ELEMENT.findall(entry.pattern):
        option = element.removesuffix("?").strip("()").split("|")[0]
        words += [_named(word, entry.language) for word in option.split() if word != "..."]
    return f"so {' '.join(words)} so"


def _named(word: str, language: str) -> str:
    name = NAMED.fullmatch(word)
    if name is None:
        return word.strip("*")
    members = (row.members for row in fresh().classes if (row.language, row.name) == (language, name[1]))
    return " ".join(_named(part, language) for part in next(members)[0].split())
