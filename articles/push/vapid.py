"""Who sends: our keys, and the signed word with which a push service knows us again (RFC 8292)."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from articles.push.encryption import CURVE, decode, encode, point

#: The law of the protocol allows a day.
LASTS = timedelta(hours=12)


def make_keys() -> tuple[str, str]:
    """Make a pair: the public key that browsers get, the private one that signs."""
    key = ec.generate_private_key(CURVE)
    return encode(point(key.public_key())), encode(key.private_numbers().private_value.to_bytes(32, "big"))


def public_of(private: str) -> str:
    """Return the public key that belongs to a private one."""
    return encode(point(_private(private).public_key()))


def authorization(endpoint: str, *, private: str, contact: str, now: datetime) -> str:
    """Write the header: for whom the word is, until when it holds, and whom the service may write to."""
    parts = urlsplit(endpoint)
    claims: dict[str, object] = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + LASTS).timestamp()),
        "sub": contact,
    }
    said = _packed({"typ": "JWT", "alg": "ES256"}) + "." + _packed(claims)
    r, s = decode_dss_signature(_private(private).sign(said.encode(), ec.ECDSA(SHA256())))
    signature = encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={public_of(private)}"


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decode(key), "big"), CURVE)


def _packed(said: dict[str, object]) -> str:
    return encode(json.dumps(said, separators=(",", ":")).encode())
