"""What changed between two snapshots is told whole, and only to whom it concerns (V70)."""

from copy import deepcopy

import pytest

from accounts.privacy import changes
from accounts.privacy.changes import Reader

pytestmark = pytest.mark.once


def said(words):
    return {"en": words, "de": f"{words} (de)"}


def purpose(name, **fields):
    about = {
        "name": said(name), "purpose": said(f"to do {name}"), "basis": "6-1-b", "people": said("members"),
        "recipients": None, "offer": None, "is_optional": False, "is_of_staff": False, "data": {},
    }  # fmt: skip
    return about | fields


def table(name, kept, *columns):
    return {"name": said(name), "columns": {column: said(column) for column in columns}, "kept": [kept]}


BEFORE = {
    "languages": ["en", "de"],
    "controller": {"name": "Gazette", "contact": "privacy@example.org", "authority": said("the authority")},
    "purposes": {
        "account": purpose("Accounts", data={"accounts.User": table("Users", "with-the-account", "email")}),
        "news": purpose(
            "News",
            offer=said("We send news."),
            is_optional=True,
            basis="6-1-a",
            recipients=said("mail server"),
            data={"articles.Subscription": table("Subscriptions", "news", "address")},
        ),
        "desk": purpose("Desk", is_of_staff=True, data={"moderation.Note": table("Notes", "notes", "text")}),
    },
    "periods": {
        "news": {"what": said("subscriptions"), "days": 30},
        "notes": {"what": said("notes"), "days": 10},
        "backups": {"what": said("backups"), "days": 35},
    },
    "recipients": [{"name": said("Mailer"), "what": said("letters"), "when": said("always")}],
    "stored": [
        {"names": ["a"], "where": said("cookie"), "what": said("sign-in"), "until": said("end"), "is_of_staff": False},
        {"names": ["b"], "where": said("cookie"), "what": said("desk"), "until": said("night"), "is_of_staff": True},
    ],
}  # fmt: skip

EVERYBODY = changes.EVERYBODY
STRANGER = Reader(is_staff=False, ever=frozenset())
READER_OF_NEWS = Reader(is_staff=False, agreed=frozenset({"news"}), ever=frozenset({"news"}))
ENDED_NEWS = Reader(is_staff=False, ever=frozenset({"news"}))


def lines(after, reader=EVERYBODY, *, before=BEFORE, language="en"):
    return [str(line) for group in changes.between(before, after, language, reader) for line in group.lines]


def put(snapshot, path, value):
    """Change one thing of a copy; `value` None takes it away."""
    after = deepcopy(snapshot)
    *way, last = path
    place = after
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return after


def test_nothing_changed_is_nothing_told():
    assert lines(deepcopy(BEFORE)) == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        pytest.param(
            ("purposes", "new"),
            purpose("Puzzles", offer=said("We time you."), is_optional=True, basis="6-1-a"),
            "New: Puzzles. We time you. (\u2068Art. 6(1)(a)\u2069, consent) It is off until you switch it on.",
            id="a new purpose",
        ),
        pytest.param(("purposes", "account"), None, "No longer: Accounts.", id="a purpose ended"),
        pytest.param(
            ("purposes", "account", "purpose"),
            said("to sell"),
            "Accounts: “to sell” instead of “to do Accounts”.",
            id="a purpose worded anew",
        ),
        pytest.param(
            ("purposes", "account", "basis"),
            "6-1-c",
            "Accounts: “\u2068Art. 6(1)(c)\u2069, legal obligation” instead of “\u2068Art. 6(1)(b)\u2069, contract”.",
            id="another basis",
        ),
        pytest.param(
            ("purposes", "account", "is_optional"),
            True,
            "Accounts is a choice now: off until you switch it on.",
            id="optional now",
        ),
        pytest.param(
            ("purposes", "account", "data", "accounts.User", "columns", "born"),
            said("birthday"),
            "Users – newly held: birthday.",
            id="a new column",
        ),
        pytest.param(
            ("purposes", "account", "data", "accounts.Face"),
            table("Faces", "with-the-account"),
            "Accounts – newly held: Faces.",
            id="a new table",
        ),
        pytest.param(
            ("purposes", "account", "data", "accounts.User"),
            None,
            "Accounts – no longer held: Users.",
            id="a table gone",
        ),
        pytest.param(
            ("purposes", "account", "data", "accounts.User", "kept"),
            ["backups"],
            "Users: “backups: 35 days” instead of “as long as the account”.",
            id="kept by another rule",
        ),
        pytest.param(
            ("periods", "backups", "days"), 36, "Longer: backups: 36 days instead of 35 days.", id="kept longer"
        ),
        pytest.param(
            ("periods", "backups", "days"), 1, "Shorter: backups: 1 day instead of 35 days.", id="kept shorter"
        ),
        pytest.param(
            ("purposes", "account", "recipients"),
            said("advertisers"),
            "Accounts: “advertisers” instead of “nobody else”.",
            id="somebody else gets it",
        ),
        pytest.param(("recipients", 0), None, "No longer: Mailer: letters (always).", id="a recipient gone"),
        pytest.param(
            ("stored", 0), None, "No longer: sign-in (cookie, until: end).", id="a cookie gone"
        ),
        pytest.param(
            ("controller", "name"), "Times", "Publisher: “Times” instead of “Gazette”.", id="another publisher"
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_a_sentence(path, value, told):
    assert lines(put(BEFORE, path, value)) == [told]


@pytest.mark.parametrize(
    ("path", "value", "concerned"),
    [
        pytest.param(("purposes", "desk", "purpose"), said("other"), [EVERYBODY], id="work of the staff"),
        pytest.param(("periods", "notes", "days"), 11, [EVERYBODY], id="periods of the staff’s work"),
        pytest.param(("stored", 1), None, [EVERYBODY], id="cookies of the staff"),
        pytest.param(
            ("periods", "news", "days"), 31, [EVERYBODY, READER_OF_NEWS, ENDED_NEWS], id="what consent left behind"
        ),
        pytest.param(
            ("purposes", "news", "offer"),
            said("We send more."),
            [EVERYBODY, STRANGER, READER_OF_NEWS, ENDED_NEWS],
            id="what anybody may choose",
        ),
    ],
)
def test_each_is_told_what_concerns_them(path, value, concerned):
    after = put(BEFORE, path, value)
    told = [reader for reader in (EVERYBODY, STRANGER, READER_OF_NEWS, ENDED_NEWS) if lines(after, reader)]
    assert told == concerned


def test_a_purpose_that_somebody_agreed_to_is_named_as_theirs():
    after = put(BEFORE, ("purposes", "news", "offer"), said("We send more."))
    told = " “We send more.” instead of “We send news.”."
    assert lines(after, READER_OF_NEWS) == [f"News (you have agreed to this):{told}"]
    assert lines(after, ENDED_NEWS) == [f"News:{told}"]
    gone = put(BEFORE, ("purposes", "news"), None)
    assert lines(gone, READER_OF_NEWS) == ["No longer: News (you have agreed to this)."]


def test_words_are_compared_in_the_readers_language_where_both_have_it():
    after = put(BEFORE, ("purposes", "account", "purpose", "de"), "anders")
    assert lines(after, language="de") == ["Accounts (de): “anders” instead of “to do Accounts (de)”."]
    assert lines(after, language="en") == []
    assert lines(after, language="fr") == []
    assert lines(after, before=put(BEFORE, ("languages",), ["en"]), language="de") == []


#: What things are called, and not what becomes of them.
LABELS = {"names", "columns", "languages"}


def leaves(node, path=()):
    """List everything a snapshot says, but for labels."""
    if isinstance(node, dict) and "en" in node:
        yield path, said("something else")
    elif isinstance(node, dict | list):
        inside = node.items() if isinstance(node, dict) else enumerate(node)
        for key, child in inside:
            if key not in LABELS and not (key == "name" and "data" in path) and key != "is_of_staff":
                yield from leaves(child, (*path, key))
    elif path[-2:] != ("kept", 0):
        other = {bool: not node, int: node + 1 if isinstance(node, int) else 0, type(None): said("something")}
        yield path, {"6-1-a": "6-1-c", "6-1-b": "6-1-c"}.get(node) or other.get(type(node), "something else")


@pytest.mark.parametrize(
    ("path", "other"), [pytest.param(*one, id=".".join(map(str, one[0]))) for one in leaves(BEFORE)]
)
def test_nothing_that_is_declared_changes_untold(path, other):
    after = put(BEFORE, path, other)
    begins = path[-1] in {"offer", "purpose", "people"} and BEFORE["purposes"][path[1]][path[-1]] is None
    assert bool(lines(after)) is not begins  # words that begin or end come with a choice that does, which is told
