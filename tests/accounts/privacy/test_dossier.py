import pytest

from accounts.models import DossierAccess
from accounts.privacy import dossier
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db


def test_opening_a_dossier_leaves_a_row_with_its_purpose():
    staff, person = making.person(is_staff=True), making.person()
    dossier.log_access(staff=staff, person=person, what="sealed text", purpose=" complaint L-1 ", now=NOW)
    row = DossierAccess.objects.get()
    assert (row.staff, row.person, row.what, row.purpose, row.opened_at) == (
        staff, person, "sealed text", "complaint L-1", NOW,
    )  # fmt: skip


def test_without_a_purpose_nothing_is_opened():
    with pytest.raises(dossier.PurposeMissing):
        dossier.log_access(staff=making.person(), person=making.person(), what="x", purpose="  ", now=NOW)
    assert not DossierAccess.objects.exists()
