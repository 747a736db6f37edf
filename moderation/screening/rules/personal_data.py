"""Ground 7: contact and payment details of people, confirmed by checksum or numbering plan where there is one."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

import phonenumbers
import re2
from stdnum import iban, luhn

from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 7
_LETTER = r"[a-zß-\x{24f}]"
_AT = r"(?: ?[\[({] ?(?:@|at|arobase) ?[\])}] ?| ?@ ?| at )"
_DOT = r"(?:\.| ?[\[({] ?(?:dot|\.) ?[\])}] ?| dot )"
EMAIL = re2.compile(rf"[a-z0-9][\w.%+\-]{{0,63}}({_AT})(?:[a-z0-9][a-z0-9\-]{{0,62}}({_DOT})){{1,5}}[a-z]{{2,18}}\b")
IBAN = re2.compile(r"\b[a-z]{2}[0-9]{2}(?:[ \-]?[a-z0-9]{2,4}){3,8}(?:[ \-]?[a-z0-9]{1,4})?\b")
DIGITS = re2.compile(r"[+(]{0,2}[0-9][0-9 ()\-./]{5,26}[0-9]\b")
#: A day, or a span of years: rows of digits that nobody dials.
DATE = re2.compile(
    r"[0-3]?[0-9]([/.\-])[0-3]?[0-9][/.\-](?:19|20)?[0-9]{2}(?: |$)|(?:19|20)[0-9]{2} ?[\-/] ?(?:19|20)[0-9]{2}$"
)
#: Words that announce whose number it is.
ANNOUNCED = re2.compile(
    r"(?:call|phone|tel|mobile|cell|whatsapp|text|sms|number|fax|ring|reach|contact|nummer|anruf\w*|handy|telefon\w*"
    r"|portable|appel\w*|numero|هاتف|اتصل|واتساب)\W{0,12}(?:\w+\W{1,3}){0,4}$"
)
_ROAD = (
    "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|terrace|close|crescent|way"
    "|highway|parkway|circle"
)
STREET = re2.compile(
    rf"\b[0-9]{{1,5}}[a-z]? (?:[a-zß-\x{{24f}}.'\-]+ ){{1,4}}(?:{_ROAD})\b"
    rf"|\b{_LETTER}{{3,30}}(?:strasse|str\.|weg|platz|allee|gasse|straat|laan|gatan|vej|katu) ?[0-9]{{1,4}}[a-z]?\b"
    rf"|\b[0-9]{{1,4}},? (?:bis |ter )?(?:rue|avenue|boulevard|bd|chemin|impasse|allee|quai|place) "
    rf"(?:d[eu]s? |de la |d'|du )?{_LETTER}{{2,30}}"
    rf"|\b{_LETTER}{{3,30}}(?:vagen|veien|stien|gata|gade|plads|kade|singel) ?[0-9]{{1,4}}[a-z]?\b"
    rf"|\bul\. ?{_LETTER}{{3,30}} ?[0-9]{{1,4}}[a-z]?\b"
    r"|\bp\.? ?o\.? box [0-9]{2,6}\b|\b(?:psc|unit) [0-9]{2,5},? box [0-9]{2,5}\b"
    r"|\b(?:suite|apt\.?|apartment) [0-9]{1,5}\b"
    rf"|\b(?:via|viale|piazza|calle|avenida|rua) (?:{_LETTER}+ ){{1,3}},? ?(?:n[ro.]* ?)?[0-9]{{1,4}}\b"
)
IDENTITY = re2.compile(
    r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b|\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b"
)
#: Findings of one kind that are kept; a list of a hundred numbers is held for the first.
MOST_OF_A_KIND = 20
#: Lines of helplines and firms, which cost nothing and are nobody's own.
FREEPHONE = ("0800", "0808", "116")
#: Rows of digits that are looked at one by one; a person reads a text of more.
MOST_TRIED = 300
Span = tuple[int, int]


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find e-mail addresses, telephone numbers, IBANs, payment cards, identity numbers and street addresses."""
    text = reading.folded.text
    taken: list[Span] = []
    for kind, search in SEARCHES:
        for start, end in islice(search(text), MOST_OF_A_KIND):
            if kind == "address" and not any(map(str.isupper, reading.folded.source(start, end))):
                continue
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield Evidence(kind, GROUND, 0.9, *reading.folded.origin(start, end))
    if len(list(_where_digits(DIGITS, text))) == MOST_TRIED:
        yield Evidence("numbers", GROUND, 0.5)


def _emails(text: str) -> Iterator[Span]:
    if "@" not in text and " dot " not in text and not any(bracket in text for bracket in "[({"):
        return
    for found in EMAIL.finditer(text):
        # "look at dot com" needs both words: each alone is everyday English
        if "@" in found.group(1) or found.group(1).strip() != "at" or found.group(2) == " dot ":
            yield found.span()


def _accounts(text: str) -> Iterator[Span]:
    return (found.span() for found in _where_digits(IBAN, text) if iban.is_valid(found.group()))


def _identity_numbers(text: str) -> Iterator[Span]:
    return (found.span() for found in _where_digits(IDENTITY, text))


def _cards(text: str) -> Iterator[Span]:
    return (found.span() for found in _where_digits(DIGITS, text) if _is_card(_digits(found.group())))


def _phones(text: str) -> Iterator[Span]:
    for found in _where_digits(DIGITS, text):
        if _is_phone(found.group(), text[max(0, found.start() - 60) : found.start()]):
            yield found.span()


def _addresses(text: str) -> Iterator[Span]:
    return (found.span() for found in _where_digits(STREET, text))


def _where_digits(pattern: "re2._Regexp", text: str) -> "Iterator[re2._Match]":
    if any(digit in text for digit in "0123456789"):
        yield from islice(pattern.finditer(text), MOST_TRIED)


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
    if groups == [3, 3, 4]:
        return True
    if digits.startswith(FREEPHONE):
        return False
    return digits.startswith("0") and digits[:2] != "00" and len(digits) in {10, 11} and "." not in written


SEARCHES: tuple[tuple[str, Callable[[str], Iterator[Span]]], ...] = (
    ("e-mail", _emails),
    ("account", _accounts),
    ("identity number", _identity_numbers),
    ("card", _cards),
    ("phone", _phones),
    ("address", _addresses),
)
