"""A clock that stands still, and memories that begin empty."""

import pytest
import time_machine

from articles import paper
from tests.articles.making import NOW


@pytest.fixture(autouse=True)
def noon():
    """Stand at noon of one day; a test may travel on."""
    paper.forget()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    paper.forget()
