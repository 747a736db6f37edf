"""Signed copies: a document that anybody can check, without us and without a network (V63).

A copy is a JSON Web Signature in flattened JSON (RFC 7515, 7.2.2) with Ed25519 (RFC 8037). Its payload stands there as
text (RFC 7797), so that it can be read without a tool. The private key is drawn from the newest of TRACE_KEYS (HKDF,
RFC 5869): nothing more is to be kept secret, and a copy is known by the public key, which is kept (`SignatureKey`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from jwt import PyJWS
from jwt.exceptions import InvalidSignatureError, PyJWTError
from jwt.utils import base64url_decode, base64url_encode

from accounts.privacy import keys

ALGORITHM = "EdDSA"
PARTS = ("payload", "protected", "signature")


@dataclass(frozen=True)
class Part:
    """A heading, and the words below it."""

    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """What is signed: `parts` are its words for people, `record` says the same for programs."""

    title: str
    language: str
    issued_at: datetime
    parts: tuple[Part, ...]
    record: Mapping[str, Any]


class NoCopy(ValueError):
    """The file is no signed copy at all."""


class KeyUnknown(LookupError):
    """The copy names a key that is not ours."""


class Altered(ValueError):
    """The copy names a key of ours, which did not sign these words."""


def public_key() -> str:
    """Return the public key under which copies are signed now, as JSON Web Keys spell it (RFC 8037: `x`)."""
    return base64url_encode(_private().public_key().public_bytes_raw()).decode()


def thumbprint(public: str) -> str:
    """Name a public key (RFC 7638)."""
    members = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": public}, separators=(",", ":"))
    return base64url_encode(sha256(members.encode()).digest()).decode()


def signed(document: Document) -> str:
    """Write the copy of a document. The same document under the same key gives the same copy."""
    said = {"publisher": settings.PUBLISHER_NAME, "site": settings.SITE_URL, **asdict(document)}
    payload = json.dumps(said | {"issued_at": document.issued_at.isoformat()}, ensure_ascii=False, indent=1)
    headers = {"b64": False, "crit": ["b64"], "kid": thumbprint(public_key()), "typ": None}
    token = PyJWS().encode(payload.encode(), _private(), ALGORITHM, headers, is_payload_detached=True)
    protected, _payload, signature = token.split(".")
    return json.dumps(dict(zip(PARTS, (payload, protected, signature), strict=True)), ensure_ascii=False, indent=1)


def read(copy: str, public: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the name of the key that signed a copy, and the document; `public` has our public keys by their names.

    Raise NoCopy, KeyUnknown or Altered.
    """
    try:
        payload, protected, signature = (json.loads(copy)[name] for name in PARTS)
        named = json.loads(base64url_decode(protected))["kid"]
        key = public.get(named)
        detached = payload.encode()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as none:
        raise NoCopy from none
    if key is None:
        raise KeyUnknown(named)
    try:
        PyJWS().decode(
            f"{protected}..{signature}",
            Ed25519PublicKey.from_public_bytes(base64url_decode(key)),
            algorithms=[ALGORITHM],
            detached_payload=detached,
        )
    except InvalidSignatureError as altered:
        raise Altered from altered
    except PyJWTError as none:
        raise NoCopy from none
    return named, json.loads(payload)


def _private() -> Ed25519PrivateKey:
    drawn = HKDF(SHA256(), length=32, salt=None, info=b"gazette.signatures").derive(keys.newest().secret)
    return Ed25519PrivateKey.from_private_bytes(drawn)
