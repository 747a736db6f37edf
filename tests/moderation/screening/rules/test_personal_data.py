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
        pytest.param("write to jane at mail dot com", "e-mail", id="e-mail as it is read out"),
        pytest.param("Her passport number is X12345678", "identity number", id="passport"),
        pytest.param("Passport No: 533401829", "identity number", id="passport without letters"),
        pytest.param("driver's license D1234567, California", "identity number", id="driving licence"),
        pytest.param("NI number QQ 12 34 56 C", "identity number", id="British national insurance"),
        pytest.param("Medical record number MRN 00456789", "identity number", id="patient"),
        pytest.param("account number 000123456789", "identity number", id="account of another country"),
        pytest.param("Kennzeichen B-MW 1234", "identity number", id="licence plate"),
        pytest.param("mi DNI es 12345678Z", "identity number", id="Spanish paper"),
        pytest.param("RSSMRA85T10A562S", "identity number", id="Italian tax code"),
        pytest.param("CPF 529.982.247-25", "identity number", id="Brazilian taxpayer"),
        pytest.param("Aadhaar 2345 6789 0124", "identity number", id="Indian number"),
        pytest.param("PESEL 44051401359", "identity number", id="Polish number"),
        pytest.param("the card, cvv 123", "identity number", id="code of a card"),
        pytest.param("amex 378282246310005", "card", id="card without spaces"),
        pytest.param("his IP is 84.172.33.12", "network address", id="IP address"),
        pytest.param("2001:0db8:85a3:0000:0000:8a2e:0370:7334", "network address", id="IP address, version 6"),
        pytest.param("MAC 00:1A:2B:3C:4D:5E", "network address", id="hardware address"),
        pytest.param("pay 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "wallet", id="purse of digital money"),
        pytest.param("0x52908400098527886E0F7030069857D2E4169EE7", "wallet", id="another purse"),
        pytest.param("my password is Tr0ub4dor&3", "credential", id="password"),
        pytest.param("AKIAIOSFODNN7EXAMPLE", "credential", id="key of a service"),
        pytest.param("Date of birth: March 4, 1971", "birth date", id="birth date"),
        pytest.param("DOB 12/05/1990", "birth date", id="birth date in figures"),
        pytest.param("8 (916) 123-45-67", "phone", id="Russian number"),
        pytest.param("06.12.34.56.78", "phone", id="French number"),
        pytest.param("اتصل بي ٠٥٠١٢٣٤٥٦٧", "phone", id="number in Arabic digits"),
        pytest.param("au 5 bis avenue Victor Hugo", "address", id="French address with bis"),
        pytest.param("Keizersgracht 123 in Amsterdam", "address", id="Dutch address"),
        pytest.param("Calle Mayor 15, Madrid", "address", id="Spanish address"),
        pytest.param("Springfield, IL 62704", "address", id="American postcode"),
        pytest.param("somewhere in SW1A 1AA", "address", id="British postcode"),
        pytest.param("She lives at 333 Golfskálinn 78", "address", id="where somebody is said to live"),
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
        pytest.param("Version 10.0.19041.1 and section 1.2.3.4", id="versions and sections"),
        pytest.param("47 U.S.C. 230, case no. 12-1234", id="laws and cases"),
        pytest.param("He took 12 steps down the Street.", id="a count before a street"),
        pytest.param("Nobody knows the password of the minister.", id="a password not told"),
        pytest.param("The number fell from 1500000 to 900000 in 2019.", id="a number that fell"),
        pytest.param("Look at the dot on the map.", id="the words at and dot"),
        pytest.param("COVID-19, MH370, CO2 415 ppm, a C64", id="names with numbers"),
        pytest.param("DOI 10.1000/182 and arXiv 1706.03762", id="papers of science"),
        pytest.param("Look at the photo and meet me at noon.", id="the word at"),
    ],
)
def test_other_numbers_are_left_alone(body):
    assert seen(personal_data, body) == []
