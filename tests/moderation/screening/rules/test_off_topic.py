"""Ground 1: distance from the article and its thread."""

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.rules import off_topic
from tests.moderation.screening.rules.reading import seen

ARTICLE = """
The council put the library budget to the citizens: mayor and building committee asked for another million because the
construction had cost more than the tender of the architect. After a delay the district planning office checked the
contract of the company whose workers poured the concrete roof above the reading room for children. The minister of
finance paid a subsidy, and the opposition party demanded an audit report before taxpayers vote in the referendum.
"""
NEAR = "The council budget for this library building was far above what citizens vote for"
FAR = "Yesterday evening Barcelona played brilliant football against Madrid before thousands watching"


def score(body, languages=("en",), thread=()):
    return screen(Draft(body, languages, article=ARTICLE), Facts(thread=thread), fresh()).scores[1]


def test_what_shares_no_words_is_further_than_what_does():
    assert score(NEAR) < 0.05
    assert score(FAR) > 0.15


def test_common_words_in_common_say_nothing():
    assert score("and the of which had been to the for") > score("another million for concrete")


def test_a_language_of_which_nothing_is_known_is_measured_too():
    assert score(NEAR, ("eo",)) < score(FAR, ("eo",))


def test_what_the_thread_talks_about_is_on_topic():
    thread = ("Will Barcelona play football in the new library?", "Madrid has football, we have a library", *["x"] * 8)
    assert score(FAR, thread=thread) < score(FAR, thread=("Nothing of the kind",) * 10)


def test_only_what_is_far_off_is_a_finding():
    assert seen(off_topic, NEAR, article=ARTICLE) == []
    thread = ("The council should read the library budget before the referendum.",) * 10
    football = (
        f"{FAR}. Did you see that penalty? Messi never misses those, and what about Ronaldo! Great match, guys."
        " Tomorrow the Italian league begins: Milan plays Naples, Juventus meets Turin, then everybody sleeps late."
    )
    assert [one.kind for one in seen(off_topic, football, Facts(thread=thread), article=ARTICLE)] == ["distant"]

    assert seen(off_topic, football, Facts(thread=thread), languages=("ko",), article=ARTICLE) == []


def test_without_an_article_nothing_is_measured():
    assert seen(off_topic, FAR) == []


def test_what_says_nothing_is_neither_near_nor_far():
    assert score(NEAR) < score("👍 ok") == 0.3
