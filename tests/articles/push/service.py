"""A push service on this machine, and browsers that open what it gets: the real ones are foreign hosts."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts.enums import Document
from accounts.models import Purpose, PurposeText
from articles.actions import devices
from articles.actions.devices import Device
from articles.models import PushSubscription
from articles.push import encryption, vapid
from tests.accounts import making as people
from tests.articles import making
from tests.articles.making import NOW
from tests.receiver import receiving

PUBLIC, PRIVATE = vapid.make_keys()


@dataclass
class Browser:
    """A browser with keys of its own, as it stands with a push service."""

    address: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(encryption.CURVE))
    secret: bytes = b"0123456789abcdef"

    def device(self, time_zone: str = "UTC") -> Device:
        public = encryption.encode(encryption.point(self.key.public_key()))
        return Device(self.address, public, encryption.encode(self.secret), time_zone)

    def open(self, sealed: bytes) -> dict:
        """Open a message as RFC 8291 says a browser does, written apart from what seals it."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
            return HKDF(SHA256(), length, salt, info).derive(secret)

        salt, size, theirs = sealed[:16], sealed[20], sealed[21 : 21 + sealed[20]]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(encryption.CURVE, theirs))
        info = b"WebPush: info\0" + encryption.point(self.key.public_key()) + theirs
        secret = derived(self.secret, shared, info, 32)
        key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed[21 + size :], None)
        return json.loads(plain.rstrip(b"\0")[:-1])


@contextmanager
def running(settings):
    """Run the service, which the settings then name as the only one of our own."""
    settings.PUSH_OWN_SERVICES = frozenset({"127.0.0.1"})
    settings.PUSH_PUBLIC_KEY, settings.PUSH_PRIVATE_KEY = PUBLIC, PRIVATE
    with receiving("/send/", 201) as server:
        yield server


def purpose() -> None:
    """Make what a consent is about, where it is not there yet."""
    if Purpose.objects.filter(code=devices.PURPOSE).exists():
        return
    people.policy(Document.PRIVACY)
    made = Purpose.objects.create(code=devices.PURPOSE)
    PurposeText.objects.create(purpose=made, language="en", name="Push news", description="On your device.")


def subscribe(
    server, *, person=None, time_zone="UTC", language="en", sections=None
) -> tuple[Browser, PushSubscription]:
    """Let a new browser have chosen an edition's front section."""
    purpose()
    browser = Browser(server.address + uuid4().hex)
    made = devices.choose(
        device=browser.device(time_zone),
        edition=making.edition(language),
        sections=sections or [making.section()],
        person=person,
        now=NOW,
    )
    return browser, made
