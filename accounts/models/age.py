"""From which age somebody consents alone, by country."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Country

#: No law of a member state may go below the first (Art. 8(1)); nobody of full age is asked for a parent.
LEAST, MOST = 13, 18


class AgeOfConsent(models.Model):
    """The age of digital consent of one country, and the law that says so (GDPR Art. 8(1), V52)."""

    country = models.CharField(_("country"), max_length=2, choices=Country, primary_key=True)
    years = models.PositiveSmallIntegerField(_("years"), validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)])
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("age of consent")
        verbose_name_plural = _("ages of consent")
        ordering = ["country"]
        constraints = [
            CheckConstraint(condition=Q(country__in=Country.values), name="country_of_an_age_is_known"),
            CheckConstraint(condition=Q(years__range=(LEAST, MOST)), name="an_age_of_consent_is_within_reason"),
            CheckConstraint(condition=~Q(source=""), name="an_age_of_consent_has_its_source"),
        ]

    def __str__(self) -> str:
        return self.get_country_display()
