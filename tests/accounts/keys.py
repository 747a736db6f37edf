"""A security key made of a private key, which answers as a browser does."""

import json
import os
from hashlib import sha256

from allauth.account.utils import user_pk_to_url_str
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import User

FLAG = AuthenticatorData.FLAG


class Key:
    """One credential. A key that verifies asks who holds it, by a PIN or a finger."""

    def __init__(self, *, verifies: bool = True, origin: str = "http://localhost:8000") -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.origin = origin
        self.rp = sha256(b"localhost").digest()
        self.flags = FLAG.UP | (FLAG.UV if verifies else FLAG(0))

    def made(self, options: dict) -> str:
        """Answer the question for a new key."""
        held = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.secret.public_key()))
        data = AuthenticatorData.create(self.rp, self.flags | FLAG.AT, 0, held)
        client = self._client("webauthn.create", options["creation_options"])
        answer = {"attestationObject": websafe_encode(AttestationObject.create("none", data, {}))}
        is_passkey = FLAG.UV in self.flags
        return self._sent(client, answer, {"credProps": {"rk": is_passkey}})

    def shown(self, options: dict, person: User | None = None, **more) -> str:
        """Answer the question for this key; with a person, as a passkey that names whose it is."""
        data = AuthenticatorData.create(self.rp, self.flags, 0)
        client = self._client("webauthn.get", options["request_options"])
        signature = self.secret.sign(data + client.hash, ec.ECDSA(SHA256()))
        answer = {"authenticatorData": websafe_encode(data), "signature": websafe_encode(signature)}
        if person:
            answer["userHandle"] = websafe_encode(user_pk_to_url_str(person).encode())
        return self._sent(client, answer | more, {})

    def _client(self, kind: str, options: dict) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _sent(self, client: CollectedClientData, answer: dict, extensions: dict) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(client)} | answer,
                "clientExtensionResults": extensions,
            }
        )
