"""How an article is discussed: now, and for a time or later."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.reasoned import ReasonedForm
from moderation import discussions
from moderation.actions import policies
from moderation.actions.threads import Plan
from moderation.asking import Session
from moderation.enums import Discussion
from moderation.models import Thread

#: Experts answer so many days after the last question, unless an editor says otherwise.
ANSWER_DAYS = 3


def _pause() -> str:
    """Say how long slow mode makes people wait, as the threshold has it."""
    minutes = round(policies.current().limit("slow_minutes"))
    return str(format_lazy(_("Slow: {minutes} minutes between two comments of one person."), minutes=minutes))


def _in_force(thread: Thread, now: datetime) -> dict[str, Any]:
    """Fill in what holds though nobody has set it, and leave out a plan that is over."""
    setting = discussions.standing(thread.article, thread, now)
    found: dict[str, Any] = {"discussion": setting.discussion, "message": setting.message}
    if thread.planned_until and thread.planned_until <= now:
        found |= {"planned_discussion": "", "planned_from": None, "planned_until": None, "planned_message": ""}
    if thread.asked_until and thread.answered_until:
        found["answer_days"] = (thread.answered_until - thread.asked_until).days
    if thread.review_at:
        found |= {"planned_until": thread.review_at, "is_reviewed": True}
    return found


class ThreadForm(ReasonedForm):
    """The discussion of an article."""

    is_reviewed = forms.BooleanField(
        label=_("Look at it then"),
        help_text=_("It does not end by itself: it is put on the list above the discussions, and goes on meanwhile."),
        required=False,
    )

    answer_days = forms.IntegerField(
        label=_("Days for answers after that"),
        help_text=_("So long experts go on answering what was asked."),
        min_value=0,
        max_value=90,
        initial=ANSWER_DAYS,
        required=False,
    )

    class Meta:
        model = Thread
        fields = (
            "article", "discussion", "message",
            "planned_discussion", "planned_from", "planned_until", "planned_message",
            "asked_from", "asked_until", "readers_reply",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update(_in_force(self.instance, timezone.now()))
        self.fields["discussion"].help_text = _pause()
        self.fields["planned_from"].help_text = _("Left empty, from now on.")
        self.fields["planned_until"].help_text = _("Left empty, for good.")
        self.fields["asked_from"].help_text = _("Left empty, from now on.")
        self.fields["asked_until"].help_text = _(
            "Left empty, readers ask no experts here: it is an ordinary discussion."
        )
        self.fields["readers_reply"].help_text = _("To questions experts alone reply, either way.")

    def clean(self) -> dict[str, Any]:
        """Plan something with its time or nothing without, and nothing that is over."""
        said = super().clean() or {}
        now, what = timezone.now(), said.get("planned_discussion")
        starts, ends = said.get("planned_from"), said.get("planned_until")
        if not what and (starts or ends or said.get("planned_message")):
            self.add_error("planned_discussion", _("Choose what holds in that time."))
        elif what and not self.has_error("planned_from"):
            said["planned_from"] = starts or now
            if said.get("is_reviewed") and not ends:
                self.add_error("planned_until", _("Say when somebody is to look."))
            if ends and ends <= max(now, said["planned_from"]):
                self.add_error("planned_until", _("That is over before it begins."))
        self._clean_questions(said, now)
        return said

    def _clean_questions(self, said: dict[str, Any], now: datetime) -> None:
        """Let questions have an end, and a beginning before it."""
        starts, ends = said.get("asked_from"), said.get("asked_until")
        if self.has_error("asked_from") or self.has_error("asked_until"):
            return
        if starts and not ends:
            self.add_error("asked_until", _("Say until when readers can ask."))
        elif ends and not starts:
            said["asked_from"] = starts = now
        if starts and ends and ends <= starts:
            self.add_error("asked_until", _("That is over before it begins."))

    def session(self) -> Session | None:
        """Return when readers ask experts; only after is_valid()."""
        said = self.cleaned_data
        if not said["asked_until"]:
            return None
        days = said["answer_days"]
        until = said["asked_until"] + timedelta(days=ANSWER_DAYS if days is None else days)
        return Session(said["asked_from"], said["asked_until"], until, said["readers_reply"])

    def follows_section(self) -> bool:
        """Say whether it goes on as its section usually is: nobody has set it, nor does so here."""
        changed = set(self.changed_data)
        is_only_planned = "article" not in changed or bool(self.cleaned_data["planned_discussion"])
        return self.instance.set_at is None and is_only_planned and not changed & {"discussion", "message"}

    def plan(self, now: datetime) -> Plan | None:
        """Return what is planned; only after is_valid()."""
        said = self.cleaned_data
        if not said["planned_discussion"]:
            return None
        return Plan(
            Discussion(said["planned_discussion"]),
            starts_at=said["planned_from"] or now,
            ends_at=said["planned_until"],
            message=said["planned_message"],
            is_reviewed=said["is_reviewed"],
        )
