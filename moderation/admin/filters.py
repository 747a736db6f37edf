"""How the review queue is ordered and narrowed (C25): each filter counts and lists the same cases."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation import headings
from moderation.enums import CaseKind, ReportKind
from moderation.models import Case, CaseComment, Finding, Report
from moderation.screening import Action

Lookups = list[tuple[str, str]]
#: How long something has waited at least, in hours.
AGES = (1, 4, 24, 72)


class Queue(ChangeList):
    """What waits, however it is sorted: letters whose answer is overdue come first."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Case]) -> list[Any]:
        return ["-is_late", *super().get_ordering(request, queryset)]


class GroundFilter(admin.SimpleListFilter):
    """Cases that a rule or a report puts under one ground, by the text as it is now."""

    title = gettext_lazy("ground")
    parameter_name = "ground"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Lookups:  # noqa: ANN401 # Django's
        return [
            (str(number), f"{number}. {heading}") for number, heading in headings.of_grounds(timezone.now()).items()
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Match on what asks for something in the version that waits, and on reports that wait for their answer."""
        value = self.value() or ""
        if not (value.isascii() and value.isdecimal() and len(value) < 3):
            return queryset if self.value() is None else queryset.none()
        waiting = CaseComment.objects.filter(case=OuterRef("pk"), is_open=True)
        comment, version = OuterRef("comment"), OuterRef("comment__version")
        seen = Finding.objects.filter(comment=comment, version=version, ground=int(value)).exclude(
            action=Action.NONE.word
        )
        reported = Report.objects.open().filter(comment=comment, ground=int(value))
        return queryset.filter(Exists(waiting.filter(Exists(seen))) | Exists(waiting.filter(Exists(reported))))


class SourceFilter(admin.SimpleListFilter):
    """Who or what put a case into the queue."""

    title = gettext_lazy("source")
    parameter_name = "source"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Lookups:  # noqa: ANN401 # as above
        return [
            ("screening", _("the screening")),
            ("report", _("readers’ reports")),
            ("notice", _("notices of illegal content")),
            ("letter", _("letters")),
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        notices = Report.objects.open().filter(case=OuterRef("pk"), kind=ReportKind.ILLEGAL)
        match self.value():
            case "screening":
                return queryset.filter(report_count=0, kind__in=(CaseKind.COMMENT, CaseKind.CAMPAIGN))
            case "report":
                return queryset.filter(report_count__gt=0)
            case "notice":
                return queryset.filter(Exists(notices))
            case "letter":
                return queryset.filter(kind=CaseKind.LETTER)
        return queryset


class WatchedFilter(admin.SimpleListFilter):
    """Cases under the articles that the shift watches (C63)."""

    title = gettext_lazy("watch-list")
    parameter_name = "watched"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Lookups:  # noqa: ANN401 # as above
        return [("1", _("watched articles"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        watched = CaseComment.objects.filter(
            case=OuterRef("pk"), is_open=True, comment__article__thread__is_watched=True
        )
        return queryset.filter(Exists(watched)) if self.value() == "1" else queryset


class AgeFilter(admin.SimpleListFilter):
    """Cases that have waited for long."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Lookups:  # noqa: ANN401 # as above
        return [(str(hours), _("longer than %(hours)d h") % {"hours": hours}) for hours in AGES]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        hours = next((hours for hours in AGES if str(hours) == self.value()), None)
        if hours is None:
            return queryset
        return queryset.filter(opened_at__lte=timezone.now() - timedelta(hours=hours))
