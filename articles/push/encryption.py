"""Sealing a message for one browser: RFC 8291, in one record of RFC 8188 (`aes128gcm`)."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

#: Bytes of a record, of a point on the curve written out, and of the secret that a browser makes.
RECORD, POINT, SECRET = 4096, 65, 16
CURVE = ec.SECP256R1()


class UnusableKeys(ValueError):
    """What a browser gave as its keys is none."""


def decode(text: str) -> bytes:
    """Read what browsers write without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """Write a public key out as browsers do."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def read_keys(p256dh: str, auth: str) -> tuple[ec.EllipticCurvePublicKey, bytes]:
    """Read a browser's public key and its secret; raise UnusableKeys for a point that is not on the curve."""
    try:
        written, secret = decode(p256dh), decode(auth)
        if len(written) != POINT or len(secret) != SECRET:
            raise UnusableKeys("The keys have not the length of keys.")
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, written), secret
    except ValueError as wrong:
        raise UnusableKeys(str(wrong)) from None


def encrypt(
    message: bytes, p256dh: str, auth: str, *, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """Seal a message for the browser that holds these keys; the key pair and the salt are new for each message."""
    theirs, secret = read_keys(p256dh, auth)
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    mine = point(own.public_key())
    shared = _derive(secret, own.exchange(ec.ECDH(), theirs), b"WebPush: info\0" + point(theirs) + mine, 32)
    key = _derive(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(salt, shared, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine
    return head + AESGCM(key).encrypt(nonce, message + b"\2", None)


def _derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256 for not more than one block (RFC 5869)."""
    extracted = hmac.digest(salt, secret, hashlib.sha256)
    return hmac.digest(extracted, info + b"\1", hashlib.sha256)[:length]
