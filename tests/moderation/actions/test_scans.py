"""Scans of letters on paper: told by content, bounded, without metadata, opened by few and never unnoticed (C36)."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from accounts.backup import rows
from accounts.models import DossierAccess
from accounts.privacy import erasure, retention
from moderation.actions import letters, scans
from moderation.actions.scans import Scanned, UnusableScan
from moderation.enums import Channel, ScanKind
from moderation.letters import Letter
from moderation.models import Appeal, Scan
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(file_format="JPEG", size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, file_format, **options)
    return out.getvalue()


@pytest.fixture
def moderator():
    making.rules()
    return making.moderator("Nadia")


def paper(sanction=None, **fields) -> Appeal:
    """File a letter on paper, about a sanction or about nobody's."""
    written = {
        "sender": "", "subject": "Restoration", "user_id": sanction.subject.public_id if sanction else "",
        "reference": "", "explanation": "It was my brother.", "message_id": "", "sent_at": NOW,
    }  # fmt: skip
    return letters.receive(letter=Letter(**written | fields), channel=Channel.PAPER, now=NOW)


@pytest.fixture
def scan(moderator):
    letter = paper(making.block(making.person()))
    (kept,) = scans.keep(letter=letter, scanned=[Scanned(ScanKind.PDF, PDF)], by=moderator, now=NOW)
    return kept


def test_a_pdf_is_told_by_its_content_and_kept_as_it_is():
    assert scans.read(io.BytesIO(PDF)) == Scanned(ScanKind.PDF, PDF)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_without_what_its_file_says(file_format):
    exif = Image.Exif()
    exif[0x010E] = "the kitchen table of M. Sandoval"
    given = picture(file_format, exif=exif)
    assert b"kitchen table" in given
    kept = scans.read(io.BytesIO(given))
    assert kept.kind == ScanKind.JPEG
    assert b"kitchen table" not in kept.data
    assert Image.open(io.BytesIO(kept.data)).size == (40, 30)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(b"<html><script>alert(1)</script>", id="a page"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', id="a program that calls itself a picture"),
        pytest.param(b"PK\x03\x04" + PDF, id="an archive with a PDF in it"),
        pytest.param(PDF[:20], id="a PDF that breaks off"),
        pytest.param(PDF + b"0" * scans.MOST_BYTES_OF_PDF, id="a PDF too large"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_neither_is_refused(given):
    with pytest.raises(UnusableScan):
        scans.read(io.BytesIO(given))


def test_a_picture_that_unpacks_to_too_much_is_refused():
    with pytest.raises(UnusableScan, match="40 million"):
        scans.read(io.BytesIO(picture("PNG", size=(7000, 6000))))


def test_opening_is_noted_with_its_purpose_and_the_person(scan, moderator):
    assert scans.opened(scan=scan, by=moderator, purpose="To compare the signature.", now=NOW) == PDF
    noted = DossierAccess.objects.get()
    assert (noted.staff, noted.person, noted.what) == (moderator, scan.letter.person, f"scan {scan.file_name}")


def test_who_answers_no_letters_neither_keeps_nor_opens_one(scan):
    other = making.person(is_staff=True)
    with pytest.raises(scans.NotAllowed):
        scans.opened(scan=scan, by=other, purpose="Curious.", now=NOW)
    with pytest.raises(scans.NotAllowed):
        scans.keep(letter=scan.letter, scanned=[Scanned(ScanKind.PDF, PDF)], by=other, now=NOW)
    assert not DossierAccess.objects.exists()


def test_a_scan_of_nobodys_letter_stays_closed(moderator):
    (kept,) = scans.keep(letter=paper(), scanned=[Scanned(ScanKind.PDF, PDF)], by=moderator, now=NOW)
    with pytest.raises(scans.NobodysLetter):
        scans.opened(scan=kept, by=moderator, purpose="To find out.", now=NOW)


def test_a_letter_has_so_many_scans_and_no_more(scan, moderator):
    with pytest.raises(UnusableScan):
        scans.keep(letter=scan.letter, scanned=[Scanned(ScanKind.PDF, PDF)] * 10, by=moderator, now=NOW)
    assert Scan.objects.count() == 1


def test_a_scan_goes_with_the_letter_when_two_become_one(moderator):
    """What a person sends by post in parts is one letter, with all of its pages."""
    sanction = making.block(making.person())
    first = paper(sanction, explanation="")
    scans.keep(letter=first, scanned=[Scanned(ScanKind.PDF, PDF)], by=moderator, now=NOW)
    second = paper(sanction)
    assert not Appeal.objects.filter(pk=first.pk).exists()
    assert [(kept.letter, bytes(kept.data)) for kept in Scan.objects.all()] == [(second, PDF)]


def test_a_scan_is_erased_with_its_person_and_expires_with_the_letter(scan):
    Appeal.objects.filter(pk=scan.letter_id).update(state="decided", outcome="upheld", answer="No.", decided_at=NOW)
    retention.run(now=NOW + timedelta(days=3 * 365 - 1))
    assert Scan.objects.exists()
    with transaction.atomic():
        retention.run(now=NOW + timedelta(days=3 * 365 + 1))
        assert not Scan.objects.exists()
        transaction.set_rollback(True)
    assert Scan.objects.exists()
    erasure.erase(person=scan.letter.person, now=NOW)
    assert not Scan.objects.exists()


def test_a_backup_holds_it(scan):
    written = list(rows.lines(Scan))
    Scan.objects.all().delete()
    rows.load(Scan, written)
    assert bytes(Scan.objects.get().data) == PDF


def test_a_scan_is_never_empty(scan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(size=0)
