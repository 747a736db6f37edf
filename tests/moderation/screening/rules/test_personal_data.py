"""Ground 7: personal data."""

import pytest

from moderation.screening.rules import personal_data
from tests.moderation.screening.rules.reading import seen


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("write to jane.doe@mail.example now", "e-mail", id="e-mail"),
        pytest.param("write to jane.doe (at) mail (dot) example", "e-mail", id="e-mail in words"),
        pytest.param("her number is +49 30 901820", "phone", id="international number"),
        pytest.param("call 555-867-5309 tonight", "phone", id="American number"),
        pytest.param("send it to DE89 3704 0044 0532 0130 00", "account", id="IBAN"),
        pytest.param("the card was 4111 1111 1111 1111", "card", id="card"),
        pytest.param("he lives at 14 Maple Street", "address", id="English address"),
        pytest.param("er wohnt Lindenstraße 5", "address", id="German address"),
        pytest.param("il habite 12 rue de Rivoli", "address", id="French address"),
        pytest.param("SSN 078-05-1120", "identity number", id="identity number"),
    ],
)
def test_personal_data_is_found(body, kind):
    assert [one.kind for one in seen(personal_data, body)] == [kind]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("call it 03/08/2019 10:07 or so", id="a day and an hour"),
        pytest.param("the record of 1976-1977", id="years"),
        pytest.param("It ended 8:3 after 67 minutes on 2024-05-03.", id="scores and dates"),
        pytest.param("They spent 12,500,000 dollars on 1,200 flats.", id="amounts"),
        pytest.param("The card 4111 1111 1111 1112 has a wrong checksum", id="no valid card"),
        pytest.param("ISBN 978-3-16-148410-0, DE00 1234 5678 9012 3456 78", id="no valid account"),
        pytest.param("Look at the photo and meet me at noon.", id="the word at"),
    ],
)
def test_other_numbers_are_left_alone(body):
    assert seen(personal_data, body) == []
