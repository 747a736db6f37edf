"""Ground 6: the publisher."""

from moderation.screening import Facts
from moderation.screening.rules import publisher
from tests.moderation.screening.rules.reading import kinds

FACTS = Facts(publisher_names=("The Daily Harbour",))


def test_an_insult_beside_the_name_is_found():
    assert kinds(publisher, "The daily harbour is run by idiots", FACTS) == ["insult"]


def test_the_name_alone_is_no_matter():
    assert kinds(publisher, "I read it in the Daily Harbour yesterday", FACTS) == []


def test_an_insult_far_away_is_no_matter():
    assert kinds(publisher, f"The Daily Harbour wrote it. {'And so on. ' * 20} You idiot", FACTS) == []
