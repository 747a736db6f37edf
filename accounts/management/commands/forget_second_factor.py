"""For an administrator who has lost telephone and recovery codes, and whom no other administrator can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import second_factors
from accounts.models import User


class Command(BaseCommand):
    help = "Take a lost second factor off an account, end its sessions, and tell its owner by letter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        try:
            second_factors.forget(person=person, now=timezone.now())
        except second_factors.NoSecondFactor:
            raise CommandError(f"{options['email']} has no second factor.") from None
        self.stdout.write(f"{person.name or person.email} signs in with the password alone, and sets up a new one.")
