"""What a version changes, told word by word."""

from hypothesis import given
from hypothesis import strategies as st

from accounts import differences

words = st.lists(st.sampled_from(["we", "keep", "your", "name", "for", "a", "year"]), max_size=60).map(" ".join)


def test_a_changed_word_is_shown_beside_the_one_before():
    steps = differences.between("We keep it for one year.", "We keep it for two years.")

    assert steps == [("kept", "We keep it for"), ("removed", "one year."), ("added", "two years.")]


def test_a_long_unchanged_stretch_is_shortened_to_its_ends():
    same = " ".join(str(number) for number in range(100))

    steps = differences.between(same, f"{same} new")

    assert steps[0] == ("kept", "0 1 2 3 4 5 6 7 8 9 … 90 91 92 93 94 95 96 97 98 99")
    assert steps[1] == ("added", "new")


@given(words, words)
def test_every_word_that_came_or_went_is_told(old, new):
    steps = differences.between(old, new)

    told = [word for kind, stretch in steps if kind != "removed" for word in stretch.split()]
    if "…" not in told:
        assert told == new.split()
