"""Who holds which role, in which parts of the paper."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, User
from articles.models.edition import Edition, Section

#: How the log writes that a role holds in no part of the paper, and in all of it.
NOT_HELD, EVERYWHERE = "", "*"
AT = [(NOT_HELD, _("not held")), (EVERYWHERE, _("everywhere"))]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def permitting(self, permission: str) -> "AssignmentQuerySet":
        """Roles that hold a permission, named as `app.codename`."""
        app, _dot, codename = permission.partition(".")
        held = self.filter(role__permissions__codename=codename, role__permissions__content_type__app_label=app)
        return held.filter(role__user=F("person"))

    def limited(self) -> "AssignmentQuerySet":
        return self.filter(Q(sections__isnull=False) | Q(editions__isnull=False))


class Assignment(models.Model):
    """A role that somebody holds: in some sections and some editions; where none are named, in all (A20).

    What the role permits, its group says, of which its holder is a member. An edition or a section that is named cannot
    be deleted: the role would hold everywhere then.
    """

    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("person"), related_name="assignments")
    role = models.ForeignKey(Group, models.PROTECT, verbose_name=_("role"), related_name="assignments")
    sections = models.ManyToManyField(
        Section, through="articles.AssignmentSection", verbose_name=_("sections"), related_name="+"
    )
    editions = models.ManyToManyField(
        Edition, through="articles.AssignmentEdition", verbose_name=_("editions"), related_name="+"
    )
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("made by"), null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("since"), editable=False)

    objects: ClassVar[models.Manager["Assignment"]] = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [UniqueConstraint(fields=["person", "role"], name="a_person_holds_a_role_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class AssignmentSection(models.Model):
    """A section to which a role is limited."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, verbose_name=_("role of a person"), related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), related_name="+")

    class Meta:
        verbose_name = _("section of a role")
        verbose_name_plural = _("sections of roles")
        constraints = [UniqueConstraint(fields=["assignment", "section"], name="a_role_names_a_section_once")]

    def __str__(self) -> str:
        return str(self.section)


class AssignmentEdition(models.Model):
    """An edition to which a role is limited."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, verbose_name=_("role of a person"), related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")

    class Meta:
        verbose_name = _("edition of a role")
        verbose_name_plural = _("editions of roles")
        constraints = [UniqueConstraint(fields=["assignment", "edition"], name="a_role_names_an_edition_once")]

    def __str__(self) -> str:
        return str(self.edition)


class AssignmentChange(AppendOnly):
    """One change of what somebody holds: who changed it, when, from what to what.

    It names sections and editions by their codes, `politics, sport (de)`, so that it can be read when they are no more.
    """

    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.CharField(_("role"), max_length=150)
    before = models.TextField(_("held before"), blank=True, choices=AT)
    after = models.TextField(_("held from then on"), blank=True, choices=AT)
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("change of a role")
        verbose_name_plural = _("changes of roles")
        constraints = [CheckConstraint(condition=~Q(before=F("after")), name="a_change_of_a_role_changes_something")]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
