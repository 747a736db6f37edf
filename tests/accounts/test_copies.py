"""Signed copies: genuine, altered, of a key that is no longer vouched for (V63); receipts of choices (V69)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actions import closing, consents, shipped, signing
from accounts.enums import Document as Policy
from accounts.enums import Surface, TextsAtErasure
from accounts.forms import copy as copy_form
from accounts.models import Closure, Purpose, SignatureKey
from accounts.privacy import periods, signatures
from accounts.privacy.signatures import Document, Part
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
CHECK = "/en/copies/"
#: Half of a pair of code units, which no encoding spells.
HALF = '{"payload": "\\ud800", "protected": "e30", "signature": ""}'
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "consent-receipts.schema.json").read_text())


@pytest.fixture
def document():
    return Document("Reasons", "en", NOW, (Part("The facts", "A “quoted” word.\nAnd <b>another</b>."),), {"ground": 5})


@pytest.fixture
def copy(document):
    return signing.sign(document, now=NOW)


def checked(client, content, name="statement.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(CHECK, {"copy": SimpleUploadedFile(name, content, "application/json")})


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_whoever_knows_the_standards_can_check_a_copy_by_hand(client, copy):
    (key,) = client.get("/.well-known/jwks.json").json()["keys"]
    said = json.loads(copy)
    header = json.loads(raw(said["protected"]))
    assert header == {"alg": "EdDSA", "b64": False, "crit": ["b64"], "kid": key["kid"]}
    signed = f"{said['protected']}.{said['payload']}".encode()
    Ed25519PublicKey.from_public_bytes(raw(key["x"])).verify(raw(said["signature"]), signed)
    assert json.loads(said["payload"])["parts"] == [
        {"heading": "The facts", "text": "A “quoted” word.\nAnd <b>another</b>."}
    ]


def test_the_page_says_what_a_genuine_copy_says_and_keeps_nothing(client, copy):
    answer = checked(client, copy)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It is genuine" in page
    assert "And &lt;b&gt;another&lt;/b&gt;." in page
    assert not answer.cookies


def test_whatever_is_changed_is_seen(copy):
    for at in range(0, len(copy), 7):
        other = copy[:at] + ("x" if copy[at] != "x" else "y") + copy[at + 1 :]
        with pytest.raises((signatures.Altered, signatures.KeyUnknown, signatures.NoCopy)):
            signing.read(other)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda copy: copy.replace("quoted", "foul"), copy_form.ALTERED, id="another word"),
        pytest.param(lambda _copy: "{}", copy_form.NONE, id="other JSON"),
        pytest.param(lambda _copy: "[" * 100_000, copy_form.NONE, id="nested without end"),
        pytest.param(lambda _copy: b"\xff\xfe\x00", copy_form.NONE, id="no text"),
        pytest.param(lambda _copy: " " * (copy_form.LARGEST + 1), copy_form.NONE, id="far too long"),
        pytest.param(lambda _copy: HALF, copy_form.NONE, id="half a pair"),
    ],
)  # fmt: skip
def test_what_is_not_genuine_is_refused_beside_the_field(client, copy, change, said):
    answer = checked(client, change(copy))
    assert answer.status_code == 422
    assert answer.context["form"].errors["copy"] == [str(said)]


def test_nothing_chosen_is_said_beside_the_field(client):
    assert client.post(CHECK).context["form"].errors["copy"] == ["Choose the file."]


def test_a_key_that_was_never_ours_is_named_as_such(client, copy):
    named = {"alg": "EdDSA", "b64": False, "crit": ["b64"], "kid": "nobody"}
    header = urlsafe_b64encode(json.dumps(named).encode()).decode().rstrip("=")
    answer = checked(client, json.dumps(json.loads(copy) | {"protected": header}))
    assert answer.context["form"].errors["copy"] == [str(copy_form.UNKNOWN)]


def test_old_copies_stay_genuine_under_a_new_key(copy, document, settings):
    settings.TRACE_KEYS = ["2:another-secret"]
    newer = signing.sign(document, now=NOW)
    assert SignatureKey.objects.count() == 2
    assert signing.read(copy).document == signing.read(newer).document
    assert signing.read(copy).key != signing.read(newer).key


def test_a_lost_key_is_said_to_be_lost_and_no_key_in_use_is(client, copy, document, settings):
    key = SignatureKey.objects.get()
    with pytest.raises(signing.KeyInUse):
        signing.declare_lost(key=key, now=NOW)
    settings.TRACE_KEYS = ["2:another-secret", *settings.TRACE_KEYS]
    signing.sign(document, now=NOW)
    signing.declare_lost(key=key, now=NOW)
    page = checked(client, copy).content.decode()
    assert "We no longer vouch for it: on 2 March 2026 we declared its key lost." in page
    assert key.name not in client.get("/.well-known/jwks.json").content.decode()


def test_a_key_stays_as_it_is(copy):
    key = SignatureKey.objects.filter(name=SignatureKey.objects.get().name)
    for change in ({"public": "x"}, {"first_used_at": NOW - timedelta(days=1)}, {"lost_at": NOW - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            key.update(**change)
    key.update(lost_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        key.update(lost_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        key.delete()


def test_an_administrator_declares_a_key_lost_in_the_admin(admin_client, copy, document, settings):
    key = SignatureKey.objects.get()
    address = reverse("admin:accounts_signaturekey_changelist")
    act = {"action": "declare_lost", "_selected_action": [key.pk]}
    page = admin_client.post(address, act, follow=True).content.decode()
    assert "signs copies now" in page
    settings.TRACE_KEYS = ["2:another-secret", *settings.TRACE_KEYS]
    admin_client.post(address, act)
    key.refresh_from_db()
    assert key.lost_at


def test_the_receipts_of_choices_have_the_shape_of_the_standard(client):
    making.policy(Policy.PRIVACY)
    shipped.load(now=NOW)
    person = making.member()
    for code, is_given in (("newsletter", True), ("newsletter", False), ("following", True)):
        purpose = Purpose.objects.get(code=code)
        consents.choose(
            person=person, purpose=purpose, is_given=is_given, language="en", surface=Surface.SETTINGS, now=NOW
        )
    client.force_login(person)
    assert "receipts.json" in client.get("/en/account/privacy/").content.decode()
    document = signing.read(client.get("/en/account/privacy/receipts.json").content.decode()).document
    jsonschema.validate(document["record"], SCHEMA, format_checker=jsonschema.FormatChecker())
    newsletter, following = document["record"]["records"]
    assert [event["event_state"] for event in newsletter["event"]] == ["given", "withdrawn"]
    assert {event["event_id"] for event in newsletter["event"]} == {
        str(event.receipt) for event in consents.history(person).filter(purpose="newsletter")
    }
    (purpose,) = following["pii_processing"]["purposes"]
    assert purpose["lawful_basis"] == "Art. 6(1)(a)"
    assert purpose["pii_information"]
    assert document["parts"][0]["heading"] == "News by mail"
    assert "We do not measure whether you read them." in document["parts"][0]["text"]


def test_without_a_choice_there_is_a_receipt_of_none(client):
    person = making.member()
    client.force_login(person)
    document = signing.read(client.get("/en/account/privacy/receipts.json").content.decode()).document
    assert document["record"]["records"] == []


def test_the_receipt_of_an_erasure_is_signed_too(client):
    periods.load_defaults()
    closing.erase_now(person=making.person(language="en"), texts=TextsAtErasure.ERASE, now=NOW)
    closure = Closure.objects.get()
    page = closing.receipt_address(closure, "en")
    assert "signed.json" in client.get(page).content.decode()
    document = signing.read(client.get(f"{page}signed.json").content.decode()).document
    assert document["record"]["account"] == closure.person.public_id
    assert document["record"]["deleted"] == closure.receipt["deleted"]
    assert "Deleted" in [part["heading"] for part in document["parts"]]
