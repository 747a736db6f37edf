"""`manage.py make_push_keys`: make the pair of keys with which news is sent to readers' devices."""

from typing import Any

from django.core.management import BaseCommand

from articles.push import vapid


class Command(BaseCommand):
    """Prints and keeps nothing: the keys belong into the environment, the private one nowhere else (RFC 8292)."""

    help = "Print a new pair of keys for push news, as two lines for the environment."

    def handle(self, *args: Any, **options: Any) -> None:
        public, private = vapid.make_keys()
        self.stdout.write(f"PUSH_PUBLIC_KEY={public}\nPUSH_PRIVATE_KEY={private}")
