"""An object store that speaks S3 on this machine, as a process of its own: a real conversation over HTTP."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from tests.mailbox import free_port
from tests.processes import listening

BUCKET = "photos"
#: With what has to be encoded in an address.
KEY, SECRET = "the-key", "a/secret+of=it"


@contextmanager
def running() -> Iterator[str]:
    """Run one with an empty bucket; give what MEDIA_STORE says of it."""
    port = free_port()
    with listening([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port):
        given = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
        client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", **given)
        client.create_bucket(Bucket=BUCKET)
        yield f"http://{KEY}:a%2Fsecret%2Bof%3Dit@127.0.0.1:{port}/{BUCKET}"
