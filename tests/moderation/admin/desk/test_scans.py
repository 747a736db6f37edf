"""Scans on the desk: filed with a letter, listed beside it, handed over as a file and never shown in a page's place."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import DossierAccess
from accounts.privacy import archive, export
from moderation.models import Appeal, Scan
from tests.moderation import making
from tests.moderation.actions.test_scans import PDF, picture
from tests.moderation.making import NOW
from tests.test_markup import STOCK, faults

pytestmark = pytest.mark.django_db


def upload(name="letter.pdf", data=PDF, media_type="application/pdf"):
    return SimpleUploadedFile(name, data, media_type)


@pytest.fixture
def sanction(moderator):
    return making.block(making.person(), by=making.moderator("Omar"))


@pytest.fixture
def filed(desk, sanction):
    """A letter that was filed with a PDF and a picture that calls itself one."""
    return file_letter(desk, sanction, upload(), upload("page2.pdf", picture()))


def file_letter(desk, sanction, *files):
    sent = {
        "act": "file", "channel": "paper", "received_on": "2026-03-02", "subject": "Restoration",
        "user_id": sanction.subject.public_id, "explanation": "It was my brother.", "scans": list(files),
    }  # fmt: skip
    return desk.post("/admin/moderation/appeal/add/", sent)


def address():
    return f"/admin/moderation/appeal/{Appeal.objects.get().pk}/scans/"


def test_a_letter_is_filed_with_its_scans_told_by_their_content(desk, filed):
    assert list(Scan.objects.order_by("pk").values_list("kind", flat=True)) == ["pdf", "jpeg"]
    page = desk.get(f"/admin/moderation/case/{Appeal.objects.get().case_id}/change/").content.decode()
    assert f'<a href="{address()}">2 scans</a>' in page
    found = set(faults(desk.get(address()).content.decode()))
    assert found - set(STOCK) == set()


def test_what_is_no_scan_files_no_letter(desk, sanction):
    page = file_letter(desk, sanction, upload(data=b"<script>alert(1)</script>"))
    assert list(page.context["form"].errors) == ["scans"]
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(("number", "media_type"), [(0, "application/pdf"), (1, "image/jpeg")])
def test_a_scan_is_handed_over_as_a_file_that_can_do_nothing(desk, filed, moderator, number, media_type):
    scan = Scan.objects.order_by("pk")[number]
    answer = desk.post(address(), {"scan": scan.pk, "purpose": "To compare the signature."})
    assert answer.content == bytes(scan.data)
    told = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [answer.headers[name] for name in told] == [
        media_type,
        f'attachment; filename="{scan.file_name}"',
        "nosniff",
        "sandbox; default-src 'none'",
    ]
    assert "no-store" in answer.headers["Cache-Control"]
    assert DossierAccess.objects.get().staff == moderator


@pytest.mark.parametrize("fields", [{"purpose": ""}, {"purpose": "Curious.", "scan": "x"}, {"purpose": "C", "scan": 0}])
def test_without_a_purpose_or_a_scan_nothing_is_opened(desk, filed, fields):
    sent = {"scan": Scan.objects.earliest("pk").pk} | fields
    answer = desk.post(address(), sent)
    assert PDF not in answer.content
    assert not DossierAccess.objects.exists()


def test_a_page_that_came_later_is_added(desk, filed):
    assert desk.post(address(), {"act": "add", "scans": upload()}).status_code == 302
    assert desk.post(address(), {"act": "add"}).context["adding"].errors
    assert Scan.objects.count() == 3


def test_the_person_has_the_scans_in_their_copy(filed, sanction):
    name = export.write(sanction.subject, now=NOW)
    with zipfile.ZipFile(io.BytesIO(b"".join(archive.opened(name)))) as copy:
        scan = Scan.objects.earliest("pk")
        assert copy.read(f"files/{scan.file_name}") == PDF
        rows = json.loads(copy.read("data.json"))["parts"]["moderation.Scan:letter__person"]["rows"]
        assert [row["kind"] for row in rows] == ["jpeg", "pdf"]
        assert f'href="files/{scan.file_name}"' in copy.read("index.html").decode()


def test_who_answers_no_letters_sees_none(client, filed):
    client.force_login(making.member(is_staff=True))
    assert client.get(address()).status_code == 403
