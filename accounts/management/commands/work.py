"""The worker process."""

import signal
from datetime import timedelta
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.outbox import delivery, worker


class Command(BaseCommand):
    help = "Deliver the outbox and do what is due from time to time, until stopped by SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--lease",
            type=float,
            default=delivery.LEASE.total_seconds(),
            metavar="SECONDS",
            help="how long a claim holds after this worker has died (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for received in (signal.SIGTERM, signal.SIGINT):
            signal.signal(received, lambda *_: stop.set())
        worker.run(stop=stop, is_once=options["once"], lease=timedelta(seconds=options["lease"]))
