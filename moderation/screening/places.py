"""Places where people live, in a folded text: streets with a number, in the order of several countries."""

from collections.abc import Iterator
from itertools import islice

import re2

Span = tuple[int, int]
#: So many are looked at; a person reads a text of more.
MOST_TRIED = 100
_NAME = r"[a-zß-\x{24f}]"
_ROAD = (
    "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|terrace|close|crescent|way"
    "|highway|parkway|circle"
)
#: The ends of names of streets, German, Dutch and Scandinavian.
_END = (
    r"strasse|str\.|weg|platz|allee|gasse|straat|laan|gracht|kade|plein|dijk|gatan|vagen|vej|veien|stien|gata|gade"
    r"|plads|singel|ring|damm|ufer|markt|katu|tie"
)
_RUE = "rue|avenue|av\\.?|boulevard|bd|chemin|impasse|allee|quai|place|cours|route"
_VIA = "via|viale|piazza|corso|calle|c/|avenida|av\\.|plaza|paseo|rua|travessa"
STREETS = tuple(
    re2.compile(pattern)
    for pattern in (
        rf"\b[0-9]{{1,5}}[a-z]? (?:[a-zß-\x{{24f}}.'\-]+ ){{1,4}}(?:{_ROAD})\b",
        rf"\b{_NAME}{{3,30}}(?:{_END}) ?[0-9]{{1,4}}[a-z]?\b",
        rf"\b[0-9]{{1,4}},? ?(?:bis |ter )?(?:{_RUE}) (?:de la |de l'|des |du |de |d')?{_NAME}{{2,30}}",
        # Cyrillic letters are no part of a word to re2, so that \b would not do
        r"(?:^|[\s,;:(])(?:ul\.|ulica|ул\.|улица) ?[a-zа-яß-\x{24f}]{3,30},? ?(?:(?:д|d|дом|dom)\.? ?)?[0-9]{1,4}",
        r"\bp\.? ?o\.? box [0-9]{2,6}\b|\b(?:psc|unit) [0-9]{2,5},? box [0-9]{2,5}\b",
        r"\b(?:suite|apt\.?|apartment|flat|unit) [0-9]{1,5}[a-z]?\b",
        rf"\b(?:{_VIA}) (?:{_NAME}+ ){{0,3}}{_NAME}+,? ?(?:n[ro.º]* ?)?[0-9]{{1,4}}\b",
        rf"\b{_NAME}{{3,30}} (?:sokak|sokagi|caddesi|cad\.|mahallesi) ?(?:no:? ?)?[0-9]{{1,4}}\b",
        r"\b[afd]po,? a[aep],? [0-9]{5}\b",
    )
)
#: Words after which stands where somebody lives; it has a number, and is written as a name.
_LIVES = (
    r"(?:lives?|living|resid(?:es?|ing)|located|drops you off|meet (?:you|me|him|her)|deliver\w*|sent|staying)"
    r" (?:at|on|to)|address(?:es)?\W{0,2}(?: is| was| to| as| of)?|wohnt (?:in|an)|wohnhaft|anschrift|adresse|habite"
    r"|domicili\w+|vive en|reside en|direccion|indirizzo|endereco"
)
LIVED_AT = re2.compile(
    rf"\b(?:{_LIVES})\W{{1,3}}(?:[^0-9\s]{{1,20}} ){{0,3}}"
    r"([0-9]{1,6}[a-z]?,? (?:[^\s,]{1,25} ){0,3}[^\s,]{3,25}|[^0-9\s]{4,25} [0-9]{1,4}[a-z]?\b)"
)
#: Two numbers so exact are a place on earth, and so are degrees with their quarters; beside these words, somebody's.
NEAR_PERSON, NEAR = (
    re2.compile(r"\b(?:his|her|their|my|your|house|home|lives?|gps|hides?|meet|find (?:him|her|me))\b"),
    40,
)
COORDINATES = re2.compile(
    r"-?[0-9]{1,2}\.[0-9]{4,}°?\s?[ns]?\s{0,2}[,;/ ]\s{0,2}(?:(?:lon|lng|long)\w*[:= ]{1,2})?-?[0-9]{1,3}\.[0-9]{4,}"
    r"|\b[ns] ?[0-9]{1,2}° ?[0-9]{1,2}[.'′0-9]*[^a-z]{0,6}[ew] ?[0-9]{1,3}° ?[0-9]{1,2}"
    r"|[0-9]{1,2}° ?[0-9]{1,2}['′ ][^a-z]{0,8}[ns][, ]{1,2}[0-9]{1,3}° ?[0-9]{1,2}['′ ]"
)
#: Houses that everybody knows, and nobody's own.
PUBLIC = frozenset(("10 downing street", "11 downing street", "1600 pennsylvania avenue", "1 infinite loop"))
#: What stands before the name of a street where French is spoken.
ROADS_FIRST = frozenset(("bis", "ter", "allée", "bd", *_RUE.replace("\\.?", ".").split("|")))
#: A postcode as few other things are written, in capitals: British, Canadian, and American behind its state.
POSTCODE = re2.compile(
    r"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}\b|\b[ABCEGHJ-NPRSTVXY][0-9][A-Z] [0-9][A-Z][0-9]\b"
    r"|, [A-Z]{2} [0-9]{5}(?:-[0-9]{4})?\b"
)


def addresses(text: str) -> Iterator[Span]:
    """Streets with a house number, and what is said to be where somebody lives."""
    for street in STREETS:
        yield from (found.span() for found in islice(street.finditer(text), MOST_TRIED) if found.group() not in PUBLIC)
    yield from (found.span(1) for found in islice(LIVED_AT.finditer(text), MOST_TRIED))


def coordinates(text: str) -> Iterator[Span]:
    """Where somebody is, given as latitude and longitude."""
    for found in islice(COORDINATES.finditer(text), MOST_TRIED) if "." in text else ():
        start, end = found.span()
        if NEAR_PERSON.search(text[max(0, start - NEAR) : start]) or NEAR_PERSON.search(text[end : end + NEAR]):
            yield start, end


def is_named(street: str) -> bool:
    """Whether a street is written as a name: "2 Elm Street", but not "2 steps down the street"."""
    first, *others = street.split()
    is_counted = first[0].isdigit() and len(others) > 1 and others[0].islower() and others[0] not in ROADS_FIRST
    return any(map(str.isupper, street)) and not is_counted
