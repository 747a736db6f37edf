"""How the screening does, what was changed about it, and what another setting would have done."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.rows import ReadOnly
from accounts.signed_in import signed_in
from moderation import replay, upheld
from moderation.actions import policies, taking_back, teaching, tuning
from moderation.actions.taking_back import ChangedSince, NotTakenBack, Return
from moderation.admin import changes
from moderation.admin.sure import ask, is_sure
from moderation.forms.comment import passages
from moderation.forms.tuning import TryForm
from moderation.forms.what_if import WhatIfForm
from moderation.models import ListEntry, Ruleset
from moderation.previews import preview
from moderation.screening import Draft, Facts, heads, screen
from moderation.screening.entries import EVERY_LANGUAGE

Done = TypeVar("Done")


@admin.register(Ruleset)
class RulesetAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The log of changes (C19), and the pages that show what they do."""

    list_display = ("id", "made_at", "made_by", "what")
    list_display_links = None
    list_select_related = ("made_by",)
    ordering = ("-pk",)
    actions = ("take_back",)
    show_full_result_count = False
    change_list_template = "admin/moderation/ruleset/change_list.html"

    def has_tuning_permission(self, request: HttpRequest) -> bool:
        """Those who may change thresholds may take changes back."""
        return bool(request.user.has_perm("moderation.change_threshold"))

    @admin.display(description=gettext_lazy("what was changed"))
    def what(self, ruleset: Ruleset) -> str:
        return "; ".join(map(changes.in_words, ruleset.changes)) or _("loaded as it ships")

    @admin.action(description=gettext_lazy("Take these changes back"), permissions=["tuning"])
    def take_back(self, request: HttpRequest, chosen: QuerySet[Ruleset]) -> HttpResponse | None:
        """Show what undoing the chosen changes, the newest first, would do; then undo them."""
        newest_first = chosen.exclude(changes=[]).order_by("-pk")
        now = timezone.now()
        if is_sure(request):
            revert = partial(taking_back.revert, by=signed_in(request), now=now)
            done = [self._or_warn(request, revert, ruleset) for ruleset in newest_first]
            if any(done):
                messages.success(request, _("Changed. It counts from the next comment on."))
            return None
        back, able = Return(), list[int]()
        for ruleset in newest_first:
            if further := self._or_warn(request, partial(taking_back.foreseen, after=back), ruleset):
                back, able = further, [*able, ruleset.pk]
        if not able:
            return None
        entries = {"off": back.off, "on": back.on}
        return ask(
            self,
            request,
            title=_("Take these changes back"),
            lines=changes.lines(back.changes, **entries),
            chosen=able,
            preview=preview(back.changes, **entries, now=now),
        )

    def _or_warn(self, request: HttpRequest, act: Callable[..., Done], ruleset: Ruleset) -> Done | None:
        """Take a ruleset back, or foresee it; say so where that cannot be."""
        try:
            return act(ruleset=ruleset)
        except NotTakenBack:
            messages.warning(request, _("A training is not taken back: train the learned scores again."))
        except ChangedSince as changed:
            said = _("%(what)s has been changed again since. Take the later change back first.")
            messages.warning(request, said % {"what": changes.subject(changed.change)})
        return None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("watch/", wrap(self.watch_view), name="moderation_ruleset_watch"),
            path("try/", wrap(self.try_view), name="moderation_ruleset_try"),
            path("what-if/", wrap(self.what_if_view), name="moderation_ruleset_what_if"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Call the list what it is."""
        return super().changelist_view(request, (extra_context or {}) | {"title": _("Changes of the screening")})

    def watch_view(self, request: HttpRequest) -> HttpResponse:
        """Show how often people agreed with the screening, and what its learned scores rest on."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        entries = upheld.by_entry(now)
        weak = ListEntry.objects.filter(
            pk__in=[key for key, tally in entries.items() if tally.is_mostly_wrong], retired_at__isnull=True
        )
        context = {
            "grounds": upheld.by_ground(now).items(),
            "weeks": upheld.by_week(now),
            "weak": [(entry, entries[entry.pk]) for entry in weak.order_by("language", "pattern")],
            "entry_opts": ListEntry._meta,  # as the admin has it
            "heads": _heads(),
            "card": (card := teaching.card()),
            "trained_at": datetime.fromisoformat(card["trained_at"]) if card else None,
            "erased": teaching.erased_since(),
        }
        return self._page(request, "watch", _("How the screening does"), context)

    def try_view(self, request: HttpRequest) -> HttpResponse:
        """Screen a typed text, or show which stored comments some lines would have caught and what became of them."""
        if not self.has_tuning_permission(request):
            raise PermissionDenied
        form = TryForm(request.POST or None)
        context: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            text, language = form.cleaned_data["text"], form.cleaned_data["language"]
            if text:
                languages = () if language == EVERY_LANGUAGE else (language,)
                verdict = screen(Draft(text, languages), Facts(), policies.current())
                context |= {"verdict": verdict, "passages": passages(text, verdict.findings)}
            if entries := form.cleaned_data["lines"]:
                context["impact"] = tuning.impact(*entries, now=timezone.now())
        return self._page(request, "try", _("Try words or a text"), context)

    def what_if_view(self, request: HttpRequest) -> HttpResponse:
        """Try other settings on last month's comments; what was tried can be put to use."""
        if not self.has_tuning_permission(request):
            raise PermissionDenied
        form = WhatIfForm(request.POST or None)
        result = None
        if request.method == "POST" and form.is_valid():
            wanted = form.changes()
            if not wanted:
                messages.warning(request, _("Nothing is changed yet. Change a number or an action, then try it."))
            elif "apply" in request.POST and form.is_tried:
                tuning.change(wanted, by=signed_in(request), now=timezone.now())
                messages.success(request, _("Changed. It counts from the next comment on."))
                return redirect("admin:moderation_ruleset_changelist")
            else:
                result = replay.replay(wanted, now=timezone.now(), so_far=form.taken_up())
                if "apply" in request.POST:
                    messages.warning(request, _("This is not what was tried. See what it would have done first."))
        context = {"form": form, "groups": form.groups(), "result": result, "days": replay.WINDOW.days}
        if result:
            context |= {"tried": form.mark, "so_far": form.keep(result) if result.behind else ""}
        return self._page(request, "what_if", _("What if"), context)

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/moderation/ruleset/{name}.html", shared | context)


def _heads() -> list[tuple[str, list[int], bool]]:
    """List the learned scores in use: language, grounds, and whether they are the newsroom's own."""
    own = heads.load(teaching.own_file()) if teaching.own_file().exists() else {}
    return [(language, list(one.grounds), language in own) for language, one in sorted(teaching.in_use().items())]
