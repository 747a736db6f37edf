"""Photos in an object store that speaks S3 (MEDIA_STORE), which several servers share without a folder (A35).

The bucket is private: readers get files from the site, which knows whose rights have ended (A48), never from it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, unquote, urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

#: It stands beside the servers: what takes longer is not coming.
CONNECT_SECONDS, READ_SECONDS, TRIES = 2, 10, 2


class StoreAway(ConnectionError):
    """The object store does not answer, or not as it should; it may be tried again."""


class ObjectStore(S3Storage):  # type: ignore[misc] # untyped
    """Django's files in one bucket, named as `https://KEY:SECRET@host/bucket?region=…`. Raises StoreAway."""

    def __init__(self, at: str) -> None:
        place = urlsplit(at)
        super().__init__(
            endpoint_url=f"{place.scheme}://{place.netloc.rpartition('@')[2]}",
            access_key=unquote(place.username or ""),
            secret_key=unquote(place.password or ""),
            security_token=None,
            session_profile=None,
            bucket_name=place.path.strip("/"),
            region_name=parse_qs(place.query).get("region", ["us-east-1"])[0],
            client_config=Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"mode": "standard", "total_max_attempts": TRIES},
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                # sums in a trailer are understood by Amazon alone
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def url(self, name: str) -> str:
        """Return the site's own address of a file."""
        return settings.MEDIA_URL + quote(name)

    def exists(self, name: str) -> bool:
        with _answering():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _answering():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _answering():
            folders, files = super().listdir(name)
            return list(folders), list(files)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Ask once, for all of it: half a photo is no answer."""
        if mode != "rb":
            raise ValueError("What is kept is never changed: read it, or save another.")
        with _answering():
            try:
                body = self.bucket.Object(self._normalize_name(name)).get()["Body"]
            except self.connection.meta.client.exceptions.NoSuchKey:
                raise FileNotFoundError(name) from None
            return ContentFile(body.read(), name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _answering():
            return str(super()._save(name, content))


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreAway(f"The object store does not answer: {error}") from error
