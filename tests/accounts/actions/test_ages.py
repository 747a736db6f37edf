"""The table of ages by country: shipped with its sources, amended by the publisher, and how an age is counted (V52)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts import wording
from accounts.actions import ages
from accounts.actions.setting_log import Log
from accounts.enums import Country
from accounts.models import AgeOfConsent, SettingChange
from tests.accounts import making
from tests.accounts.making import NOW

TABLE = "/admin/accounts/ageofconsent/"


@pytest.mark.once
def test_every_country_ships_with_an_age_within_the_regulation_and_the_law_that_says_so():
    shipped = wording.read("ages")
    assert set(shipped) == set(Country.values)
    assert {country: row["years"] for country, row in shipped.items() if not 13 <= row["years"] <= 16} == {}
    assert [country for country, row in shipped.items() if not row["source"].strip()] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        pytest.param(date(2010, 3, 2), date(2026, 3, 2), 16, id="on the birthday"),
        pytest.param(date(2010, 3, 3), date(2026, 3, 2), 15, id="the day before"),
        pytest.param(date(2012, 2, 29), date(2026, 2, 28), 13, id="born on a leap day, the last of February"),
        pytest.param(date(2012, 2, 29), date(2026, 3, 1), 14, id="born on a leap day, the first of March"),
        pytest.param(date(2026, 3, 3), date(2026, 3, 2), -1, id="born tomorrow"),
    ],
)
def test_years_are_counted_whole(born, today, years):
    assert ages.years(born, today) == years


@pytest.mark.django_db
def test_the_shipped_age_holds_until_the_publisher_has_set_another():
    assert (ages.threshold(Country.DK), ages.threshold(Country.OTHER)) == (15, 16)
    ages.load()
    assert AgeOfConsent.objects.count() == len(Country)
    log = Log(making.person(), NOW, "Act of 2027")
    ages.amend(country=Country.DK, years=16, source="Databeskyttelsesloven § 6", log=log)
    ages.load()
    assert ages.threshold(Country.DK) == 16


@pytest.mark.django_db
def test_the_desk_sets_an_age_with_its_source_and_a_reason_that_the_log_keeps(client):
    ages.load()
    client.force_login(making.person(name="Olga", is_staff=True, is_superuser=True))
    assert "Personopplysningsloven" in client.get(TABLE).content.decode()
    form = {"years": "15", "source": "Personopplysningsloven § 5", "why": "The act was amended"}
    refused = [form | {"why": ""}, form | {"source": ""}, form | {"years": "12"}, form | {"years": "19"}]
    for wrong in refused:
        assert "errorlist" in client.post(f"{TABLE}NO/change/", wrong).content.decode()
    assert ages.threshold(Country.NO) == 13
    client.post(f"{TABLE}NO/change/", form)
    assert ages.threshold(Country.NO) == 15
    said = SettingChange.objects.get()
    assert (said.made_by.name, said.what, said.subject, said.why) == ("Olga", "age", "NO", "The act was amended")
    assert (said.before["years"], said.after["years"]) == (13, 15)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"years": 12}, {"years": 19}, {"source": ""}, {"country": "XX"}])
def test_the_database_takes_no_age_that_no_law_could_set_and_none_without_a_source(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgeOfConsent.objects.create(**{"country": "DE", "years": 16, "source": "GDPR Art. 8(1)"} | wrong)
