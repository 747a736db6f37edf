"""Ground 7: contact and payment details of people, confirmed by checksum or numbering plan where there is one."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

import phonenumbers
import re2
from stdnum import iban, luhn

from moderation.screening.identifiers import birth_dates, credentials, network_addresses, papers, wallets
from moderation.screening.links import ENDINGS
from moderation.screening.places import POSTCODE, addresses, coordinates, is_named
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 7
_AT = r"(?: ?[\[({] ?(?:@|at|arobase) ?[\])}] ?| ?@ ?| at )"
_DOT = r"(?:\.| ?[\[({] ?(?:dot|\.) ?[\])}] ?| dot )"
EMAIL = re2.compile(rf"[a-z0-9][\w.%+\-]{{0,63}}({_AT})(?:[a-z0-9][a-z0-9\-]{{0,62}}({_DOT})){{1,5}}[a-z]{{2,18}}\b")
#: An "at" in brackets, which like the sign itself needs no "dot" said.
BRACKETED_AT = re.compile(r"[\[({] ?(?:at|arobase) ?[\])}]")
IBAN = re2.compile(r"\b[a-z]{2}[0-9]{2}(?:[ \-]?[a-z0-9]{2,4}){3,8}(?:[ \-]?[a-z0-9]{1,4})?\b")
#: Words that announce an account or a card whose checksum is mistyped.
ACCOUNT = re2.compile(r"(?:iban|account|konto|compte|cuenta|conto)\w*\W{1,3}(?:\w+\W{1,2}){0,2}$|(?:from|to|auf) $")
CARD = re2.compile(
    r"(?:(?:my|his|her|credit|debit|bank|for) ?card|karte|carte|tarjeta)\W{1,3}(?:(?:number|no|nr|is)\W{1,3}){0,2}$"
)
FEWEST_OF_A_CARD = 12
DIGITS = re2.compile(r"[+(]{0,2}[0-9][0-9 ()\-./]{5,26}[0-9]\b")
#: A day, or a span of years: rows of digits that nobody dials.
DATE = re2.compile(
    r"[0-3]?[0-9]([/.\-])[0-3]?[0-9][/.\-](?:19|20)?[0-9]{2}(?: |$)|(?:19|20)[0-9]{2} ?[\-/] ?(?:19|20)[0-9]{2}$"
)
#: Words that announce whose number it is.
ANNOUNCED = re2.compile(
    r"(?:call|phone|tel|mobile|mob|cell|whatsapp|telegram|text|sms|fax|ring|reach|contact|anruf\w*|handy|telefon\w*"
    r"|telefono|celular|movil|llama\w*|portable|appel\w*|телефон\w*|звони\w*|тел|هاتف\w*|اتصل|واتساب|جوال\w*|手机|电话|電話|携帯|전화|연락처)\W{0,12}"
    r"(?:\w+\W{1,3}){0,4}$"
    r"|(?:number|nummer|numero|номер|رقم|رقمي)\W{1,4}(?:(?:is|ist|est|es|was)\W{1,3})?$"
)
IDENTITY = re2.compile(
    r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b|\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b"
)
#: How long the groups are in which people write numbers in North America, France and Russia.
DIALLED, FRENCH, RUSSIAN = ([3, 3, 4], [1, 3, 3, 4]), [2, 2, 2, 2, 2], [1, 3, 3, 2, 2]
#: The same in Brazil, behind an area code in brackets.
BRAZILIAN = ([2, 5, 4], [2, 4, 4])
#: Findings of one kind that are kept; a list of a hundred numbers is held for the first.
MOST_OF_A_KIND = 20
#: Lines of helplines and firms, which cost nothing and are nobody's own.
FREEPHONE = ("0800", "0808", "116")
#: Rows of digits that are looked at one by one; a person reads a text of more.
MOST_TRIED = 300
#: Digits of other scripts, such as Arabic and Devanagari.
OTHER_DIGITS = {
    first + value: str(value)
    for first in (0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0)
    for value in range(10)
}
Span = tuple[int, int]


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find e-mail addresses, telephone numbers, IBANs, payment cards, identity numbers and street addresses."""
    text = _in_ascii_digits(reading.folded.text)
    taken: list[Span] = []
    has_digits = any(map(str.isdigit, reading.body))
    for kind, search in SEARCHES if has_digits else WORDY_SEARCHES:
        for start, end in islice(search(text), MOST_OF_A_KIND):
            if search is addresses and not is_named(reading.folded.source(start, end)):
                continue
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield Evidence(kind, GROUND, 0.9, *reading.folded.origin(start, end))
    if has_digits:
        for found in islice(POSTCODE.finditer(reading.body), MOST_OF_A_KIND):
            yield Evidence("address", GROUND, 0.7, *found.span())
        if len(list(_tried(DIGITS, text))) == MOST_TRIED:
            yield Evidence("numbers", GROUND, 0.5)


def _in_ascii_digits(text: str) -> str:
    """Write the digits of other scripts as ASCII, one for one."""
    return text if text.isascii() else text.translate(OTHER_DIGITS)


def _emails(text: str) -> Iterator[Span]:
    if "@" not in text and " dot " not in text and not BRACKETED_AT.search(text):
        return
    for found in EMAIL.finditer(text):
        # "look at dot com" needs both words: each alone is everyday English
        is_wordy = "@" not in found.group(1) and found.group(1).strip() == "at"
        if not is_wordy or (found.group(2) == " dot " and found.group().rpartition(" ")[2] in ENDINGS):
            yield found.span()


def _accounts(text: str) -> Iterator[Span]:
    for found in _tried(IBAN, text):
        if iban.is_valid(found.group()) or ACCOUNT.search(text[max(0, found.start() - 40) : found.start()]):
            yield found.span()


def _identity_numbers(text: str) -> Iterator[Span]:
    return (found.span() for found in _tried(IDENTITY, text))


def _cards(text: str) -> Iterator[Span]:
    for found in _tried(DIGITS, text):
        digits = _digits(found.group())
        is_said = len(digits) >= FEWEST_OF_A_CARD and CARD.search(text[max(0, found.start() - 30) : found.start()])
        if is_said or _is_card(digits):
            yield found.span()


def _phones(text: str) -> Iterator[Span]:
    for found in _tried(DIGITS, text):
        if _is_phone(found.group(), text[max(0, found.start() - 60) : found.start()]):
            yield found.span()


def _tried(pattern: "re2._Regexp", text: str) -> "Iterator[re2._Match]":
    return islice(pattern.finditer(text), MOST_TRIED)


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and len(set(digits)) > 1 and luhn.is_valid(digits)


def _is_phone(written: str, before: str) -> bool:
    """Whether a row of digits is a telephone number: by its country's plan, by announcement, or by its grouping."""
    digits = _digits(written)
    if not 7 <= len(digits) <= 15 or DATE.match(written):
        return False
    if written.lstrip("(").startswith(("+", "00")):
        return _is_possible(digits.removeprefix("00"))
    return (ANNOUNCED.search(before) is not None and not digits.startswith(FREEPHONE)) or _looks_dialled(
        written, digits
    )


@lru_cache(maxsize=1024)
def _is_possible(digits: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}", None))
    except phonenumbers.NumberParseException:
        return False


def _looks_dialled(written: str, digits: str) -> bool:
    """Whether digits without a country code are grouped as people write telephone numbers."""
    groups = [len(group) for group in re2.split(r"[^0-9]+", written) if group]
    if groups in DIALLED or (digits.startswith("0") and groups == FRENCH) or (digits[0] in "78" and groups == RUSSIAN):
        return True
    if written.startswith("(") and groups in BRAZILIAN:
        return True
    if digits.startswith(FREEPHONE):
        return False
    return digits.startswith("0") and digits[:2] != "00" and len(digits) in {10, 11} and "." not in written


SEARCHES: tuple[tuple[str, Callable[[str], Iterator[Span]]], ...] = (
    ("e-mail", _emails),
    ("account", _accounts),
    ("identity number", _identity_numbers),
    ("card", _cards),
    ("network address", network_addresses),
    ("wallet", wallets),
    ("credential", credentials),
    ("birth date", birth_dates),
    ("identity number", papers),
    ("phone", _phones),
    ("address", addresses),
    ("address", coordinates),
)
#: What may be given away without a digit.
WORDY_SEARCHES = tuple(one for one in SEARCHES if one[1] in (_emails, network_addresses, credentials))
