"""The newsroom's lists: what stands on them, what was put on and taken off, and how people decided about its marks."""

import re
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.safety.text import has_bidi_control
from accounts.signed_in import signed_in
from moderation import upheld
from moderation.actions import tuning
from moderation.actions.tuning import Changes, Impact, MatchesNearlyAll
from moderation.admin.grounds import NamesGrounds, as_read
from moderation.admin.sure import ShowsFirst, ask, is_sure
from moderation.enums.screening import ListKind
from moderation.forms.tuning import TriedForm
from moderation.models import ListEntry
from moderation.previews import Preview, preview
from moderation.screening.entries import BadPhrase, UnknownClass, UnknownEvidence
from moderation.screening.listed import SCORES
from moderation.templatetags.watch import share_of_100

#: Characters of an entry that the list shows.
SHOWN = 60
#: And that the page does which asks before it is taken off.
TOLD = 200
LANGUAGE_CODE = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*")


class MostlyWrong(admin.SimpleListFilter):
    """Entries whose marks people hardly ever uphold."""

    title = gettext_lazy("how people decided")
    parameter_name = "upheld"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401 # Django's
        return [("hardly", _("mostly wrong: consider taking off"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[ListEntry]) -> QuerySet[ListEntry]:
        return queryset.filter(pk__in=upheld.mostly_wrong(timezone.now())) if self.value() == "hardly" else queryset


class Tallied(ChangeList):
    """Entries with how people decided about what they marked, read once for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        tallies = upheld.by_entry(timezone.now())
        for entry in self.result_list:
            entry.tally = tallies.get(entry.pk)


class EntryForm(TriedForm):
    """A new entry."""

    #: What it would have marked, for the page to show.
    impact: Impact | None = None

    severity = forms.TypedChoiceField(
        label=capfirst(gettext_lazy("severity")), coerce=int, choices=[(one, one) for one in sorted(SCORES)], initial=2
    )
    allowed = forms.CharField(
        label=capfirst(gettext_lazy("words that make it innocent")),
        required=False,
        help_text=gettext_lazy("With spaces between them. One of them has to stand directly before or after it."),
    )

    class Meta:
        help_texts = {
            "language": gettext_lazy("Its code, such as “de” or “pt”; “und” for all languages."),
            "pattern": gettext_lazy(
                "A phrase: (a|b) for a choice, ? for what may be missing, ... for up to three words, {group} for a "
                "class. A class: “group: word|word|two words”. What takes back: “people who say _”, with _ for the "
                "hostile words, or “_ {group} are not {bad} _” around them. Classes that say much together: “drugs: "
                "{taking} {drug} within 5 weighs 0.7”."
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse what matches everything; show what the entry would have marked before it counts."""
        said = super().clean() or {}
        is_listed = said.get("kind") in (ListKind.WORDS, ListKind.PHRASES)
        for name in ("ground", "action"):
            if is_listed and not said.get(name):
                self.add_error(name, _("A word or phrase needs a ground, and what it leads to."))
        if self.errors:
            return said
        entry = ListEntry(**{name: said[name] for name in ENTRY if name in said})
        impact = self._impact(entry)
        mark = f"{entry.kind}/{entry.language}/{entry.pattern}/{' '.join(entry.allowed)}/{entry.is_quiet}"
        if self.is_tried(mark):
            return said
        self.impact = impact
        counts = {"marked": len(impact.marked), "tried": impact.tried, "removed": impact.removed}
        if impact.is_freeing:
            said_of = _(
                "Of the %(tried)d newest comments of the last month it would have taken marks off %(marked)d. Save "
                "again to put it on the list."
            )
            raise ValidationError(said_of % counts)
        raise ValidationError(
            _(
                "Of the %(tried)d newest comments of the last month it would have marked %(marked)d, of which "
                "people removed %(removed)d. Save again to put it on the list."
            )
            % counts
        )

    def _impact(self, entry: ListEntry) -> Impact:
        """Try the entry; refuse what cannot be read or marks nearly everything."""
        try:
            impact = tuning.impact(entry, now=timezone.now())
        except BadPhrase as bad:
            raise ValidationError({"pattern": _refusal(entry, bad)}) from bad
        try:
            tuning.check_reach(entry, impact, now=timezone.now())
        except MatchesNearlyAll as reach:
            self.impact = impact
            said = _("Of %(tried)d comments of its language it would have marked %(marked)d: too many. Narrow it down.")
            counts = {"tried": reach.tried, "marked": reach.marked}
            raise ValidationError({"pattern": said % counts}) from reach
        return impact

    def clean_language(self) -> str:
        """Refuse what is no code of a language: such an entry would never be looked at."""
        language = str(self.cleaned_data["language"]).strip().lower()
        if not LANGUAGE_CODE.fullmatch(language):
            raise ValidationError(_("This is no code of a language, such as “de” or “pt”."))
        return language

    def clean_allowed(self) -> list[str]:
        """Read the words."""
        return str(self.cleaned_data["allowed"]).split()

    def clean_pattern(self) -> str:
        """Write hosts as addresses have them."""
        pattern = str(self.cleaned_data["pattern"]).strip()
        if has_bidi_control(pattern):
            raise ValidationError(_("The text holds invisible control characters. Take them out, or type it anew."))
        is_host = self.cleaned_data.get("kind") in (ListKind.KNOWN_HOSTS, ListKind.BAD_HOSTS, ListKind.SHORTENERS)
        return pattern.lower() if is_host else pattern

    def validate_unique(self) -> None:
        """Say so where the same entry is on the list: the database has the last word, this has the kind one."""
        super().validate_unique()
        said = {name: self.cleaned_data.get(name) for name in ("kind", "language", "pattern")}
        if ListEntry.objects.filter(**said, retired_at__isnull=True).exists():
            self.add_error("pattern", _("This is on the list already. Take that entry off first to change it."))


def in_its_language(entry: ListEntry, most: int) -> str:
    """Write an entry as its own words run, whatever the page's direction."""
    return format_html('<bdi lang="{}">{}</bdi>', entry.language, Truncator(entry.pattern).chars(most))


def _refusal(entry: ListEntry, bad: BadPhrase) -> str:
    """Say what is wrong with an entry."""
    if isinstance(bad, UnknownClass):
        return _("No class of this language is called “%(name)s”.") % {"name": bad}
    if isinstance(bad, UnknownEvidence):
        return _("The screening policy has no “together.%(name)s” that this could be evidence of.") % {"name": bad}
    if entry.kind == ListKind.COMBINATIONS:
        return _(
            "Write it like “drugs: {asking} before {taking} {drug} within 9 weighs 0.7”, “violence: 4 words of "
            "{gore} within 50 weighs 0.5”, “despair: {despairing} weighs 0.75” or, for what calms, “drugs: {sober} "
            "weighs -0.2”."
        )
    return _("This cannot be read, or it would match everything. Use two letters or more, and no spaces in a word.")


ENTRY = ("kind", "pattern", "language", "ground", "action", "severity", "detail", "is_quiet", "allowed", "owner", "why")


@admin.register(ListEntry)
class ListEntryAdmin(NamesGrounds, ShowsFirst):
    """Words, phrases and hosts: added after a look at what they would have marked, taken off by date."""

    form = EntryForm
    list_display = (
        "told", "kind", "language", "headed_ground", "action", "upheld", "nudged", "owner", "added_by", "added_at",
        "retired_at",
    )  # fmt: skip
    list_filter = ("kind", "language", "action", MostlyWrong, ("retired_at", admin.EmptyFieldListFilter))
    list_select_related = ("added_by",)
    search_fields = ("pattern", "why", "owner")
    actions = ("retire", "put_back")
    ordering = ("-added_at", "-kind", "language", "pattern")
    show_full_result_count = False

    def act_on(self, row: Any) -> str:  # noqa: ANN401 # as for the other pages
        return "put_back" if row.retired_at else "retire"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose who adds an entry as its owner (C19)."""
        return {"owner": str(request.user)[:100]} | super().get_changeform_initial_data(request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002 # as above
        return Tallied

    @admin.display(description=gettext_lazy("entry"), ordering="pattern")
    def told(self, entry: ListEntry) -> str:
        """Cut a class of hundreds of words short, so that the columns beside it are seen; its own page has all."""
        return in_its_language(entry, SHOWN)

    @admin.display(description=gettext_lazy("upheld, of 100 (range)"))
    def upheld(self, entry: ListEntry) -> str:
        """Show what share of its marks people upheld in a year, and where that share lies, chance allowed for."""
        tally = entry.tally  # type: ignore[attr-defined] # as `Tallied` lists them
        return f"{tally.upheld}/{tally.decided} · {share_of_100(tally)}" if tally and tally.decided else "–"

    @admin.display(description=gettext_lazy("upheld by quarter, of 100 (range)"))
    def quarters(self, entry: ListEntry) -> str:
        """Show the same over time (C81)."""
        lines = [
            f"{date_format(begins, 'YEAR_MONTH_FORMAT')}: {tally.upheld}/{tally.decided} · {share_of_100(tally)}"
            for begins, tally in upheld.by_quarter(entry.pk, timezone.now())
        ]
        return "\n".join(lines) or "–"

    @admin.display(description=gettext_lazy("revised after a nudge"))
    def nudged(self, entry: ListEntry) -> str:
        tally = entry.tally  # type: ignore[attr-defined] # as above
        return f"{tally.revised}/{tally.asked}" if tally and tally.asked else "–"

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:  # noqa: ARG002 # as above
        return as_read((*ENTRY, "quarters", "added_by", "added_at", "retired_at")) if obj else ENTRY

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # as above
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # as above
        return False

    def save_model(self, request: HttpRequest, obj: ListEntry, form: EntryForm, change: bool) -> None:  # noqa: ARG002, FBT001 # as above
        tuning.add_entry(entry=obj, by=signed_in(request), now=timezone.now())

    @admin.action(description=gettext_lazy("Take off the list"), permissions=["add"])
    def retire(self, request: HttpRequest, chosen: QuerySet[ListEntry]) -> HttpResponse | None:
        """Show what would change first; then take the chosen entries off their lists. They stay in the records."""
        entries = list(chosen.filter(retired_at__isnull=True))
        if not entries:
            messages.warning(request, _("These have been taken off already."))
            return None
        if not is_sure(request):
            seen = preview(Changes(), off=entries, now=timezone.now())
            return self._ask(request, _("Take off the list"), entries, seen)
        for entry in entries:
            # where a colleague was quicker, it is off
            with suppress(tuning.NotListed):
                tuning.retire_entry(entry=entry, by=signed_in(request), now=timezone.now())
        messages.success(request, _("Taken off. From the next comment on they count no more."))
        return None

    @admin.action(description=gettext_lazy("Put back on the list"), permissions=["add"])
    def put_back(self, request: HttpRequest, chosen: QuerySet[ListEntry]) -> HttpResponse | None:
        """Show what would change first; then let the chosen entries that were taken off count again."""
        entries = list(chosen.filter(retired_at__isnull=False))
        if entries and not is_sure(request):
            return self._ask(
                request, _("Put back on the list"), entries, preview(Changes(), on=entries, now=timezone.now())
            )
        refused = [entry for entry in entries if not self._is_put_back(request, entry)]
        if refused or not entries:
            messages.warning(request, _("This is on the list already. Take that entry off first to change it."))
        if len(refused) < len(entries):
            messages.success(request, _("Changed. It counts from the next comment on."))
        return None

    def _is_put_back(self, request: HttpRequest, entry: ListEntry) -> bool:
        try:
            tuning.put_back_entry(entry=entry, by=signed_in(request), now=timezone.now())
        except tuning.AlreadyListed:
            return False
        return True

    def _ask(self, request: HttpRequest, title: str, entries: list[ListEntry], seen: Preview) -> HttpResponse:
        told = [in_its_language(one, TOLD) for one in entries]
        return ask(self, request, title=title, lines=told, chosen=[one.pk for one in entries], preview=seen)
