"""A database that is away hides nothing of disk and mail from who looks what is the matter (A61)."""

import pytest
from django.utils import timezone

from accounts import doctor

pytestmark = pytest.mark.once  # and of none: pytest refuses whoever asks one here


def test_what_needs_no_database_is_examined_without_one(settings):
    settings.EXAMINATIONS = (
        "accounts.doctor.machine.of_database",
        "accounts.doctor.machine.of_disk",
        "accounts.doctor.work.of_mail",
    )
    found = {one.about: one.health.value for one in doctor.examine(timezone.now())}
    assert found["accounts.doctor.machine.of_database"] == "ill"
    assert {found["VAR_DIR"], found["Letters"]} <= {"well", "doubtful"}
