"""Numbers and names by which one person, machine or purse is known, in a folded text.

Each is known by its checksum, by its own shape, or by the word that announces it: "passport no. 533401829".
"""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from itertools import islice

import re2
from stdnum.br import cnpj as br_cnpj
from stdnum.br import cpf as br_cpf
from stdnum.ch import ssn as ch_ssn
from stdnum.cl import rut as cl_rut
from stdnum.cn import ric as cn_ric
from stdnum.es import dni as es_dni
from stdnum.es import nie as es_nie
from stdnum.fi import hetu as fi_hetu
from stdnum.in_ import aadhaar as in_aadhaar
from stdnum.in_ import pan as in_pan
from stdnum.it import codicefiscale as it_codicefiscale
from stdnum.kr import rrn as kr_rrn
from stdnum.mx import curp as mx_curp
from stdnum.se import personnummer as se_personnummer

Span = tuple[int, int]
Search = Callable[[str], Iterator[Span]]
#: Of one kind so many are looked at; a person reads a text of more.
MOST_TRIED = 100
DIGITS = "0123456789"

_DAY = r"[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}"
_MONTH = (
    r"jan\w*|feb\w*|mar\w*|apr\w*|may\w*|mai\w*|mei|jun\w*|jul\w*|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[cz]\w*|fev\w*|avr\w*|juin"
    r"|juil\w*|aout|ene\w*|abr\w*|ago\w*|dic\w*|mag\w*|giu\w*|lug\w*|set\w*|ott\w*|янв[а-я]*|фев[а-я]*|мар[а-я]*"
    r"|апр[а-я]*|ма[ия]|ию[нл][а-я]*|авг[а-я]*|сен[а-я]*|окт[а-я]*|ноя[а-я]*|дек[а-я]*|mart|nisan|mayis"
)
_DATE = rf"(?:{_DAY}|[0-9]{{1,2}}(?:st|nd|rd|th|\.)? (?:of |de )?(?:{_MONTH})\.?,? (?:de )?[0-9]{{4}}"
_DATE += rf"|(?:{_MONTH})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}})"
_BORN = (
    r"\bd\.?o\.?b\.?|date of birth|birth ?date|birthday|geburtsdatum|geburtstag|geb\. am|date de naissance"
    r"|fecha de nacimiento|data di nascita|data de nascimento|geboortedatum|дата рождения|تاريخ الميلاد"
)
BORN = re2.compile(rf"(?:{_BORN})\W{{0,3}}(?:(?:is|was|on|ist|est|es)\W{{1,2}})?({_DATE})")
#: The day somebody was born on; of those born earlier than this, history speaks.
BORN_ON = re2.compile(
    r"(?:\bborn on(?: the)?|\b(?:i|he|she) was born|geboren (?:am|op)|\bnee? le"
    r"|nacid[oa] el|nat[oa] il|nascid[oa] em"
    rf"|родил(?:ся|ась)|doğdu|dogumlu) ({_DATE})"
)
LIVING_SINCE = 1940

#: What a number of is announced: of papers that hold for one person, and of accounts, which need "number" said.
_PAPER = (
    r"passport|driv(?:er|ing)'?s?'? licen[cs]e|social security|s\.?s\.?n|national id|national insurance|nhs|id card"
    r"|identity card|medicare|tax ?payer|itin|aadhaar|aadhar|cpf|cnpj|dni|nie|curp|cedula|bsn|pesel|personnummer|cpr"
    r"|fodselsnummer|ahv|codice fiscale|imei|vin|mrn|swift code|(?:licen[cs]e|number) plates?|vehicle registration"
    r"|registration plate|reg\.? plate|reisepass|personalausweis|ausweis|fuhrerschein|steuer(?:-id|nummer| id)"
    r"|kennzeichen|sozialversicherung\w*|kontonummer|krankenkasse\w*|kundennummer|passeport|carte d'identite"
    r"|permis de conduire|numero de securite sociale|immatriculation|numero de compte|pasaporte|licencia de conducir"
    r"|numero de cuenta|seguro social|passaporto|passaporte|паспорт\w*|инн|снилс|رقم الهوية|جواز|رقم الحساب|sort code"
    r"|routing|health card|health insurance|(?:my|his|her) social|ein:|dl#|dl:|(?:tc )?kimlik|numero de secu|chassis"
    r"|주민(?:등록)?번호|여권번호|계좌번호?|身份证号?码?|护照号?码?|银行卡号?|マイナンバー|口座番号|免許証番号"
)
_HELD = (
    r"account|acct|a/c|policy|customer|member(?:ship)?|patient|medical record|employee|staff|student|badge|beneficiary"
    r"|tax|bank|card|licen[cs]e|permit|certificate|voter|insurance|device|serial|loyalty|booking|identity|visa|tin|ein"
    r"|vat|rg|rfc|rut|nif|nip|ni|bic|swift|pan"
)
_NUMBER = r"(?:number|numbers|no\.?|num\.?|nr\.?|id|code|#|n°|numero|nummer|номер)"
_MARK = r"(?:[ ]?[:#=]+[ ]?|\W{1,2}(?:is|was|are|ist|lautet|est|es|e|en)\W{1,2}|[ ]\(?)"
_VALUE = r"((?:[a-z]{1,3}[ -]){0,2}(?:[a-z]{0,6}[0-9][a-z0-9]*[ ./\-]?){1,8}|[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?\b)"
ANNOUNCED = re2.compile(
    # what is no ASCII letter is no part of a word to re2, so that \b would not do
    rf"(?:^|[^a-z0-9])(?:(?:{_PAPER})(?:[ ]?{_NUMBER})?|(?:{_HELD})[ ]{_NUMBER}|(?:{_HELD})[ ]?#)"
    rf"\W?{_MARK}{{1,2}}{_VALUE}"
)
#: Plates of cars have fewer figures than other numbers.
PLATE = re2.compile(
    r"\b(?:(?:licen[cs]e|number|his|her|my|the|registration|reg) plate|plate number|plates|kennzeichen|immatriculation"
    r"|matricula|targa|kenteken)\W{1,3}(?:(?:number|no|nr|is|was|ist|est|es)\W{1,2}){0,2}"
    r"([a-z]{1,3}[ -]?[a-z]{0,2}[ -]?[0-9]{2,4}(?:[ -]?[a-z]{1,3})?|[0-9]{1,4}[ -]?[a-z]{1,3}[ -]?[0-9]{1,3})\b"
)
#: Fewer digits are a count, a year or a page.
FEWEST_DIGITS, FEWEST_BESIDE_LETTERS = 5, 3
SECRET_CODE = re2.compile(r"\b(?:pin|cvv2?|cvc|security code)(?: code| number)?\W{0,3}(?:is\W|ist\W)?\W?([0-9]{3,6})\b")

#: Shapes that few other things have, with the module of `stdnum` that checks them.
SHAPES = tuple(
    (re2.compile(shape), is_valid)
    for shape, is_valid in (
        (r"\b[0-9]{8}-?[a-z]\b", es_dni.is_valid),
        (r"\b[xyz]-?[0-9]{7}-?[a-z]\b", es_nie.is_valid),
        (r"\b[a-z]{6}[0-9]{2}[a-z][0-9]{2}[a-z][0-9]{3}[a-z]\b", it_codicefiscale.is_valid),
        (r"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b", br_cpf.is_valid),
        (r"\b[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}\b", br_cnpj.is_valid),
        (r"\b[0-9]{6}[+a-][0-9]{3}[0-9a-y]\b", fi_hetu.is_valid),
        (r"\b(?:[0-9]{2})?[0-9]{6}[+-][0-9]{4}\b", se_personnummer.is_valid),
        (r"\b756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}\b", ch_ssn.is_valid),
        (r"\b[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9k]\b", cl_rut.is_valid),
        (r"\b[a-z]{4}[0-9]{6}[hm][a-z]{5}[a-z0-9][0-9]\b", mx_curp.is_valid),
        (r"\b[0-9]{17}[0-9x]\b", cn_ric.is_valid),
        (r"\b[0-9]{6}-[1-4][0-9]{6}\b", kr_rrn.is_valid),
        (r"\b[2-9][0-9]{3} [0-9]{4} [0-9]{4}\b", in_aadhaar.is_valid),
        (r"\b[a-z]{3}[abcfghljptk][a-z][0-9]{4}[a-z]\b", in_pan.is_valid),
    )
)
#: In each of these but the last, and in the unchecked ones, six figures stand with a sign at most between two of them.
FIGURES = re2.compile(r"(?:[0-9].?){6}")
UNCHECKED = re2.compile(
    r"\b[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d]\b"  # British national insurance
    r"|\b[0-9]{2} [0-9]{2} [0-9]{2} [a-z] [0-9]{3}\b"
)

_HEX = r"[0-9a-f]{1,4}"
NETWORK = re2.compile(
    r"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b"
    r"|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b"
    rf"|\b{_HEX}(?::{_HEX}){{7}}\b|\b{_HEX}(?::{_HEX}){{0,5}}::(?:{_HEX}(?::{_HEX}){{0,5}})?\b"
)
#: So many signs at least join the parts of an address of the internet, of its newer kind and of a piece of hardware.
FEWEST_DOTS, FEWEST_COLONS, FEWEST_JOINTS = 3, 2, 5
#: Before rows of four numbers that are a version, a section or a score.
COUNTED = re2.compile(r"(?:version|v|release|windows|build|section|chapter|§|art\.?|article|firmware|kernel)[ .]?$")
WALLET = re2.compile(
    r"\bbc1[a-z0-9]{25,60}\b|\b0x[0-9a-f]{40}\b|\b(?:[13lmdt]|ltc1)[a-z0-9]{25,34}\b|\b4[0-9ab][a-z0-9]{93}\b"
)

_TOLD = (
    r"password|passwort|kennwort|passwd|pwd|passcode|passphrase|mot de passe|mdp|contrasena|clave|senha|wachtwoord"
    r"|пароль|كلمة السر|كلمة المرور"
)
# Lengths have no upper bound: each repetition that is counted is a copy of what it repeats.
CREDENTIAL = re2.compile(
    rf"\b(?:{_TOLD})(?:[ ]?[:=]+[ ]?|[ ](?:is|ist|est|es|e|lautet|was)[ :]{{1,2}})(\S{{4,}})"
    r"|\b(?:api|secret|access|auth|private)[ _-]?(?:key|token)[ ]?(?:[:=]|is)[ ]?(\S{12,})"
    r"|\b((?:sk|pk|rk)[-_](?:live[-_]|test[-_]|proj[-_])?[a-z0-9]{16,}|akia[0-9a-z]{16}|gh[pousr]_[a-z0-9]{30,}"
    r"|xox[baprs]-[a-z0-9-]{10,}|aiza[0-9a-z_-]{35}|eyj[a-z0-9_-]{10,}\.[a-z0-9_-]{10,})"
    r"|\b(?:user ?name|user ?id|login|benutzername|nom d'utilisateur|usuario)[ ]?[:=][ ]?(\S{3,})"
)
#: One of these stands in whatever it finds, and in few comments.
CREDENTIAL_SIGNS = (
    "pass", "pwd", "mdp", "kennwort", "contrasena", "clave", "senha", "wachtwoord", "пароль", "كلمة", "key", "token",
    "sk-", "sk_", "pk-", "pk_", "rk-", "rk_", "akia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "aiza", "eyj",
    "username", "user name", "userid", "user id", "login", "benutzername", "utilisateur", "usuario",
)  # fmt: skip


def papers(text: str) -> Iterator[Span]:
    """Numbers of passports, licences, insurances, accounts, plates: by checksum, by shape or announced."""
    has_figures = FIGURES.search(text) is not None
    for pattern, is_valid in SHAPES if has_figures else SHAPES[-1:]:
        yield from (found.span() for found in islice(pattern.finditer(text), MOST_TRIED) if is_valid(found.group()))
    if has_figures:
        yield from (found.span() for found in islice(UNCHECKED.finditer(text), MOST_TRIED))
    yield from _announced(text)
    yield from (found.span(1) for found in islice(PLATE.finditer(text), MOST_TRIED))
    yield from (found.span(1) for found in islice(SECRET_CODE.finditer(text), MOST_TRIED))


def _announced(text: str) -> Iterator[Span]:
    for found in islice(ANNOUNCED.finditer(text), MOST_TRIED):
        value = found.group(1).rstrip(" ./-")
        digits = sum(value.count(digit) for digit in DIGITS)
        has_letter = any("a" <= char <= "z" for char in value)
        if digits >= (FEWEST_BESIDE_LETTERS if has_letter else FEWEST_DIGITS):
            yield found.start(1), found.start(1) + len(value)


def birth_dates(text: str) -> Iterator[Span]:
    """Days that are said to be somebody's birth."""
    yield from (found.span() for found in islice(BORN.finditer(text), MOST_TRIED))
    for found in islice(BORN_ON.finditer(text), MOST_TRIED):
        year = found.group(1)[-4:]
        if not year.isdigit() or int(year) >= LIVING_SINCE:
            yield found.span()


def network_addresses(text: str) -> Iterator[Span]:
    """Addresses of machines: IP and hardware ones, but for those of one's own machine."""
    dots, colons, dashes = map(text.count, ".:-")
    if dots < FEWEST_DOTS and colons < FEWEST_COLONS and colons + dashes < FEWEST_JOINTS:
        return
    for found in islice(NETWORK.finditer(text), MOST_TRIED):
        start, end = found.span()
        goes_on = (text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()) or text[start - 1 : start] == "."
        if "." not in found.group() or (not goes_on and _is_address(found.group(), text[max(0, start - 12) : start])):
            yield start, end


def wallets(text: str) -> Iterator[Span]:
    """Addresses of purses of digital money."""
    for found in islice(WALLET.finditer(text), MOST_TRIED):
        digits = sum(found.group().count(digit) for digit in DIGITS)
        if 2 < digits < len(found.group()) - 6:  # neither a word nor a number
            yield found.span()


def credentials(text: str) -> Iterator[Span]:
    """Passwords and keys that are told."""
    if not any(map(text.__contains__, CREDENTIAL_SIGNS)):
        return
    for found in islice(CREDENTIAL.finditer(text), MOST_TRIED):
        number = next(number for number in range(1, 5) if found.group(number))
        said = found.group(number)
        if number > 1 or any(digit in said for digit in DIGITS):
            yield found.span(number)


def _is_address(written: str, before: str) -> bool:
    """Whether four numbers are an address of the internet rather than a version or a section."""
    parts = [int(part) for part in written.split(".")]
    if max(parts) > 255 or max(parts) < 20 or COUNTED.search(before):
        return False
    return not ip_address(".".join(map(str, parts))).is_loopback
