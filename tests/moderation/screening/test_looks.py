"""A look that spares a search finds its sign in whatever the pattern finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening import hidden_links, identifiers, links
from moderation.screening.rules import personal_data


def found_by(pattern):
    """Texts in which a pattern finds something; re2 writes a character by its number as Python does not."""
    written = re.sub(r"\\x\{([0-9a-f]+)\}", lambda number: f"\\U{int(number[1], 16):08x}", pattern.pattern)
    return st.from_regex(re.compile(written, re.ASCII)).filter(lambda text: pattern.search(text) is not None)


@given(found_by(identifiers.CREDENTIAL))
def test_a_credential_has_a_sign(text):
    assert any(sign in text for sign in identifiers.CREDENTIAL_SIGNS)


@given(found_by(identifiers.NETWORK))
def test_an_address_of_a_machine_has_its_dots_or_colons(text):
    assert list(identifiers.NETWORK.finditer(text))
    searched = [found.span() for found in identifiers.NETWORK.finditer(text) if "." not in found.group()]
    assert set(searched) <= set(identifiers.network_addresses(text))


@settings(max_examples=10)  # each takes a second to make up
@given(found_by(links.PLAIN))
def test_a_link_has_a_dot_before_a_letter(text):
    assert links.JOINING_DOT.search(text)


@given(found_by(hidden_links.DOUBLE))
def test_a_file_that_pretends_has_an_ending_within(text):
    assert any(sign in text for sign in dict(hidden_links.ODDITIES)[hidden_links.DOUBLE])


@pytest.mark.parametrize("brackets", ["[]", "()", "{}", "(]"])
@given(st.sampled_from(["at", "arobase", "@"]), st.booleans())
def test_an_address_of_mail_is_found_in_all_brackets(brackets, word, is_spaced):
    first, last = brackets
    inner = f" {word} " if is_spaced else word
    text = f"jane {first}{inner}{last} mail.example"
    assert list(personal_data._emails(text)) == [(0, len(text))]
