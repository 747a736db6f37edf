"""From which age somebody consents alone in a country: the publisher's table, which begins with the one that ships."""

from datetime import date

from django.db import transaction

from accounts import wording
from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Country, Setting
from accounts.models import AgeOfConsent

#: What the log of settings keeps of a row.
COLUMNS = ("years", "source")


def threshold(country: Country) -> int:
    """Return the age in years from which one consents alone there (GDPR Art. 8(1)); the shipped one before set-up."""
    own = AgeOfConsent.objects.filter(country=country).values_list("years", flat=True).first()
    return own or int(wording.read("ages")[country]["years"])


def years(born: date, today: date) -> int:
    """Count the whole years since a birth; whoever was born on a 29 February completes them on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@transaction.atomic
def amend(*, country: Country, years: int, source: str, log: Log) -> AgeOfConsent:
    """Set the age of one country, with the law that says so. Who has stated to be of age is not asked again."""
    row = AgeOfConsent.objects.get(country=country)
    before = {name: getattr(row, name) for name in COLUMNS}
    row.years, row.source = years, source
    row.save(update_fields=COLUMNS)
    after = {"years": years, "source": source}
    setting_log.record(what=Setting.AGE, subject=country.value, before=before, after=after, log=log)
    return row


@transaction.atomic
def load() -> None:
    """Add the shipped countries that are missing; a row that is there stays as the publisher has it."""
    for country, said in wording.read("ages").items():
        AgeOfConsent.objects.get_or_create(country=country, defaults=said)
