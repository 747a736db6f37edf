"""The seal against the law's own example, and the signed word as a push service reads it."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from articles.push import encryption, vapid
from tests.articles.making import NOW

#: RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_a_message_is_sealed_as_the_example_of_the_law_has_it():
    own = ec.derive_private_key(int.from_bytes(encryption.decode(OURS), "big"), encryption.CURVE)

    sealed = encryption.encrypt(PLAIN, THEIRS, AUTH, own=own, salt=encryption.decode(SALT))

    assert encryption.encode(sealed) == SEALED


def test_no_two_seals_of_one_message_are_alike():
    assert encryption.encrypt(PLAIN, THEIRS, AUTH) != encryption.encrypt(PLAIN, THEIRS, AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        pytest.param("A" * 87, AUTH, id="no point in its usual form"),
        pytest.param("B" + "A" * 86, AUTH, id="a point that is not on the curve"),
        pytest.param(THEIRS, "AAAA", id="a secret that is too short"),
    ],
)
def test_what_is_no_key_is_refused(p256dh, auth):
    with pytest.raises(encryption.UnusableKeys):
        encryption.encrypt(PLAIN, p256dh, auth)


def test_the_signed_word_names_the_service_its_end_and_whom_to_write_to():
    public, private = vapid.make_keys()

    word = vapid.authorization(
        "https://push.example/send/a?b=c", private=private, contact="mailto:a@b.example", now=NOW
    )

    token, key = word.removeprefix("vapid t=").split(", k=")
    assert key == public
    head, claims, signature = map(encryption.decode, token.split("."))
    assert json.loads(head) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(claims) == {
        "aud": "https://push.example",
        "exp": int(NOW.timestamp()) + 12 * 3600,
        "sub": "mailto:a@b.example",
    }
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    browser = ec.EllipticCurvePublicKey.from_encoded_point(encryption.CURVE, base64.urlsafe_b64decode(key + "="))
    browser.verify(encode_dss_signature(r, s), token.rpartition(".")[0].encode(), ec.ECDSA(SHA256()))
