"""The language check."""

import pytest

from moderation.screening.rules import language
from tests.moderation.screening.rules.reading import kinds

GERMAN = "Das ist ein ganz normaler deutscher Satz über das Wetter in Berlin."
ENGLISH = "This is a perfectly normal English sentence about the weather in London."


@pytest.mark.parametrize(
    ("body", "languages", "found"),
    [
        pytest.param(GERMAN, ("en",), ["language"], id="German under an English article"),
        pytest.param(GERMAN, ("de",), [], id="German under a German one"),
        pytest.param(GERMAN, ("en", "de"), [], id="German where both are accepted"),
        pytest.param(GERMAN, ("de-AT",), [], id="German of Austria"),
        pytest.param(ENGLISH, ("DE_at",), ["language"], id="a language however it is written"),
        pytest.param("Это обычное предложение о погоде.", ("en",), ["script"], id="another script"),
        pytest.param("これは普通の文です、天気について。", ("en",), ["script"], id="mixed Japanese scripts"),
        pytest.param(ENGLISH, ("ar",), ["script"], id="English under an Arabic article"),
        pytest.param("오늘 날씨가 좋네요 weather", ("ko",), [], id="a script that one language alone is written in"),
        pytest.param("Ok.", ("de",), [], id="too short to tell"),
        pytest.param("She's a good man and so am I", ("de",), ["language"], id="a few little words"),
        pytest.param("Your union is what it is", ("fr",), ["language"], id="a few more"),
        pytest.param("This is a joke", ("de",), ["language"], id="four words"),
        pytest.param("How do you know", ("fr",), ["language"], id="nothing but little words"),
        pytest.param("What a shame", ("de",), ["language"], id="one little word among known ones"),
        pytest.param("Ich glaube das nicht", ("en",), ["language"], id="four words of German"),
        pytest.param("Não é verdade, você sabe disso", ("es",), ["language"], id="Portuguese under a Spanish article"),
        pytest.param("Ceci n'est pas vrai", ("it",), ["language"], id="French under an Italian one"),
        pytest.param("Game of Thrones ist besser", ("de",), [], id="a title in a sentence"),
        pytest.param("Make America Great Again, das war sein Plan", ("de",), [], id="a quotation in a sentence"),
        pytest.param("In Berlin was los", ("de",), [], id="words that English has, too"),
        pytest.param("c'est so british", ("fr",), [], id="a borrowed saying"),
        pytest.param("Donald Trump, Joe Biden, Barack Obama", ("de",), [], id="names alone"),
        pytest.param("Nu am nimic de spus", ("ro",), [], id="a language whose little words we do not know"),
        pytest.param("Trump using TELEPROMTER AGAIN", ("en",), [], id="names and slips"),
        pytest.param("6 million? try 100 million, in USSR alone", ("en",), [], id="figures"),
        pytest.param("Climate? Institutional racism? Idiot.", ("en",), [], id="words that many languages have"),
        pytest.param(GERMAN, (), [], id="nothing is known of the edition"),
        pytest.param("https://example.org/a/long/path/in/english", ("ar",), [], id="a link is no language"),
    ],
)
def test_a_text_is_judged_by_script_and_statistics(body, languages, found):
    assert kinds(language, body, languages=languages) == found
