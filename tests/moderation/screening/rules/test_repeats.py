"""Grounds 16 and 17: near-copies."""

from moderation.screening import Earlier, Facts, bands
from moderation.screening.rules import repeats
from tests.moderation.screening.rules.reading import kinds

SAID = "The council lied to all of us about the price of the new library and must resign today"
PASSAGE = "the committee found that the mayor had known of the rising cost since the spring of last year"


def earlier(*bodies, author="writer"):
    return tuple(Earlier(f"{author}{number}", body) for number, body in enumerate(bodies))


def test_near_copies_by_several_authors_are_a_campaign():
    facts = Facts(author="third", on_article=earlier(f"Listen: {SAID}", f"{SAID}! Share this."))

    assert kinds(repeats, SAID, facts) == ["campaign"]


def test_a_word_changed_here_and_there_hides_no_campaign():
    facts = Facts(author="third", on_article=earlier(SAID.replace("price", "cost"), SAID.replace("lied to", "fooled")))

    assert kinds(repeats, SAID.replace("new", "big"), facts) == ["campaign"]


def test_one_near_copy_is_only_noted():
    assert kinds(repeats, SAID, Facts(author="b", on_article=earlier(SAID))) == ["copy"]


def test_quoting_one_passage_is_no_campaign():
    facts = Facts(
        author="x",
        on_article=earlier(f'"{PASSAGE}" I do not believe it', f'"{PASSAGE}" So what did he say then?'),
    )

    assert kinds(repeats, f'"{PASSAGE}" This is worth reading twice', facts) == []


def test_repeating_the_article_is_no_campaign():
    facts = Facts(author="x", on_article=earlier(f"{PASSAGE} wow", f"{PASSAGE} really?"))

    assert kinds(repeats, f"{PASSAGE} so there", facts, article=f"Yesterday {PASSAGE}, it was said.") == []


def test_a_writer_who_says_the_same_again_and_again_floods():
    facts = Facts(author="w", by_author=(Earlier("w", SAID), Earlier("w", f"{SAID} now")))

    assert kinds(repeats, SAID, facts) == ["again"]


def test_short_agreement_is_no_copy():
    assert kinds(repeats, "I agree!", Facts(author="b", on_article=earlier("I agree!", "I agree", "i agree."))) == []


def test_near_copies_share_a_band():
    assert set(enumerate(bands(SAID))) & set(enumerate(bands(f"Once more: {SAID}")))
