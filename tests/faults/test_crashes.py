"""Kill -9 before each write of each request: all is done or nothing, and sent again it is done once (QR1, V1)."""

import pytest

from tests.faults import crashing, of_owners, of_readers, of_staff, truth

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tally():
    """Count how many requests were cut short, and what was wrong after each."""
    return {"kills": 0, "wrong": []}


def cut_everywhere(make, article, tally):
    """Cut the act at its first write, at its second and so on until it gets through.

    It is done whole once before, here: each copy would have to load anew what the first request of its kind loads.
    """
    first = make(article)
    assert first.browser().post(first.path, first.fields).status_code == 302
    for cut in range(1, 99):
        act = make(article)
        outcome = crashing.run(act, dies_before=cut)
        tally["kills"] += outcome.status is None
        found = act.found()
        if found not in ((0, 0), (act.once, act.once)):
            tally["wrong"].append(f"{act.name}, killed before write {cut}: done {found[0]}, told {found[1]}")
        if outcome.status is not None:
            assert (outcome.status, found) == (302, (act.once, act.once)), f"{act.name}: {outcome}"
            return
        if tally["kills"] % 3:
            continue
        again = crashing.run(act)
        found = act.found()
        if again.status >= 500 or found != (act.once, act.once):
            said = f"{act.name}, killed before write {cut} and sent again: done {found[0]}, told {found[1]}"
            tally["wrong"].append(f"{said}, answered {again.status} {again.said if again.status == 0 else ''}")


def test_whatever_is_cut_short_is_done_wholly_or_not_at_all(screened, tally):
    for make in (*of_readers.ACTS, *of_owners.ACTS, *of_staff.ACTS):
        cut_everywhere(make, screened, tally)
    assert (tally["wrong"], truth.breaches()) == ([], [])
    assert tally["kills"] >= 100
