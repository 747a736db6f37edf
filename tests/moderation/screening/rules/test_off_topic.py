"""Ground 1: distance from the article."""

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.rules import off_topic
from tests.moderation.screening.rules.reading import seen

ARTICLE = """
The council put the library budget to the citizens: mayor and building committee asked for another million because the
construction had cost more than the tender of the architect. After a delay the district planning office checked the
contract of the company whose workers poured the concrete roof above the reading room for children. The minister of
finance paid a subsidy, and the opposition party demanded an audit report before taxpayers vote in the referendum.
"""


def test_what_shares_no_words_is_further_than_what_does():
    near = "The council budget for this library building was far above what citizens vote for"
    far = "Yesterday evening Barcelona played brilliant football against Madrid before thousands watching"
    scores = [screen(Draft(body, article=ARTICLE), Facts(), fresh()).scores[1] for body in (near, far)]

    assert scores[0] < scores[1]


def test_only_what_is_far_off_is_a_finding():
    assert (
        seen(
            off_topic, "The council budget for this library building was above what citizens vote for", article=ARTICLE
        )
        == []
    )


def test_without_an_article_nothing_is_measured():
    assert seen(off_topic, "Yesterday evening Barcelona played brilliant football against Madrid") == []
