"""Turning a moderator's form into one action, and the action's refusals into words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.actions import restrictions
from accounts.models import OutboxItem, User
from accounts.privacy import dossier, sealing
from moderation import desk, lifecycle, notices, permissions
from moderation.actions import decisions, facts, ledger, rescreening, seals
from moderation.admin import against, asking
from moderation.admin.asking import Outcome, Request, Seen, seen, typed
from moderation.desk import Card
from moderation.forms.decision import (
    NoteForm,
    ReasonsForm,
    RedactForm,
    SanctionForm,
    SuspensionForm,
    UnsealForm,
    UseForm,
)
from moderation.forms.hearing import AnnouncementForm
from moderation.models import Comment, SealedCopy
from moderation.templatetags.watch import checks

Handler = Callable[[Request], Outcome]
#: How many days the form of a suspension begins with where the ladder proposes another step.
SHORTEST = 1


def publish(asked: Request) -> Outcome:
    decisions.publish(**asked.judged)
    return Outcome(_("The comment is published."))


def restore(asked: Request) -> Outcome:
    decisions.restore(**asked.judged)
    return Outcome(_("The comment is back in its place."))


def remove(asked: Request) -> Outcome:
    form = asking.reasons_form(asked)
    if not form.is_valid():
        return Outcome(act="remove", refused=form)
    decision = decisions.remove(**asked.judged, reasons=form.reasons())
    asking.keep_note(asked, form.cleaned_data["note"])
    said = _("The comment is removed under ground %(number)s. The author is told why.")
    return Outcome(said % {"number": decision.ground_id})


def redact(asked: Request) -> Outcome:
    form = asking.redact_form(asked)
    if asked.comment.erased_at:
        said = _("Its author has deleted the account: nothing is left to take out. Decide by the sealed copy.")
        return Outcome(said, act="redact", refused=form)
    if form.is_valid():
        try:
            decisions.redact(**asked.judged, body=form.cleaned_data["body"], reasons=form.reasons())
        except decisions.NothingRedacted:
            form.add_error("body", _("The text is the same as before, or empty. To take all of it away, remove it."))
        else:
            asking.keep_note(asked, form.cleaned_data["note"])
            return Outcome(_("The comment is redacted and marked. The author is told why."))
    return Outcome(act="redact", refused=form)


def note(asked: Request) -> Outcome:
    author, what = asked.comment.author, f"note on comment {asked.comment.pk}"
    restrictions.check(person=author, use=asked.use, staff=asked.moderator, what=what, now=asked.now)
    form = asking.note_form(asked)
    if not form.is_valid():
        return Outcome(act="note", refused=form)
    asking.keep_note(asked, form.cleaned_data["text"])
    return Outcome(_("The note is on the record of %(name)s.") % {"name": asked.comment.author})


def screen(asked: Request) -> Outcome:
    """Let the rules see again what a check failed on; the case stays."""
    try:
        still = rescreening.screen_again(**asked.judged)
    except facts.NoSuchPlace:
        return Outcome(_("Its article is not there for readers: nothing can be screened under it."), act="screen")
    if still:
        return Outcome(_("The check failed again: %(rules)s. The error is in the log.") % {"rules": checks(still)})
    return Outcome(_("All checks have seen it now. Read what they found, and decide."))


def unseal(asked: Request) -> Outcome:
    """Open the text of a removed comment, after saying what for; the author sees how often that was done (V14)."""
    form = asking.unseal_form(asked)
    if isinstance(form, UseForm):
        return _open_kept(asked, form)
    if copy := seals.of(asked.comment):
        return _open_copy(asked, form, copy)
    if not permissions.may_unseal(asked.moderator):
        return Outcome(_("Only those who answer letters open the text of a removed comment."), act="unseal")
    if not form.is_valid():
        return Outcome(act="unseal", refused=form)
    dossier.log_access(
        staff=asked.moderator,
        person=asked.comment.author,
        what=f"sealed comment {asked.comment.pk}",
        purpose=form.cleaned_data["purpose"],
        now=asked.now,
    )
    return Outcome(act="unseal", is_unsealed=True)


def _open_kept(asked: Request, form: UseForm) -> Outcome:
    """Open a comment that is only kept, for a reason of GDPR Art. 18(2) that is logged."""
    if not form.is_valid():
        return Outcome(act="unseal", refused=form)
    author, what = asked.comment.author, f"kept comment {asked.comment.pk}"
    restrictions.check(person=author, use=form.use(), staff=asked.moderator, what=what, now=asked.now)
    return Outcome(act="unseal", is_unsealed=True, use=form.use())


def _open_copy(asked: Request, form: UnsealForm, copy: SealedCopy) -> Outcome:
    """Open the sealed copy of an erased comment, for who decides the case and says what for."""
    if not form.is_valid():
        return Outcome(act="unseal", refused=form)
    purpose = form.cleaned_data["purpose"]
    try:
        text = seals.opened(copy=copy, by=asked.moderator, purpose=purpose, now=asked.now)
    except seals.NotAllowed:
        return Outcome(_("Only those who decide this case open the sealed copy."), act="unseal")
    except sealing.KeyGone:
        return Outcome(_("The key of the sealed copy is gone: nobody can read it any more."), act="unseal")
    return Outcome(act="unseal", is_unsealed=True, opened=text)


ACTS: dict[str, Handler] = {
    "publish": publish,
    "restore": restore,
    "remove": remove,
    "redact": redact,
    "warn": against.warn,
    "suspend": against.suspend,
    "end_suspension": against.end_suspension,
    "hear": against.hear,
    "sanction": against.sanction,
    "note": note,
    "unseal": unseal,
    "screen": screen,
}


#: Acts of which the author is told by letter.
LETTERS = ("remove", "redact", "warn", "suspend", "hear", "sanction")


def tell(request: HttpRequest, outcome: Outcome, back_to: str = "", asking_back: str = "") -> None:
    """Say what became of an act, and warn where nothing did; `back_to` is where a slip can be put right."""
    if not outcome.said:
        return
    said: str = outcome.said
    if back_to and not outcome.act:
        said = format_html('{} <a href="{}">{}</a>', said, back_to, asking_back)
    messages.add_message(request, messages.WARNING if outcome.act else messages.SUCCESS, said)


def shown(comment: Comment, outcome: Outcome) -> dict[str, Any]:
    """Give a page the comment's card and its forms, after an act that was refused or before any."""
    card = desk.card(comment, timezone.now())
    return {"card": card, "outcome": outcome, "changes": outcome.changes, **decision_forms(card, outcome)}


def carry_out(act: str, asked: Request) -> Outcome:
    """Do what the moderator asked for; every refusal comes back in words."""
    if act not in ACTS:
        return Outcome(_("Choose what to do."), act="none")
    if act in LETTERS and "preview" in asked.data:
        return _previewed(act, asked)
    return _carried_out(act, asked)


def _previewed(act: str, asked: Request) -> Outcome:
    """Do it, read the letter that would go out, and take all of it back: what is shown is what would be sent (C66)."""
    with transaction.atomic():
        outcome = _carried_out(act, asked)
        if outcome.act:  # what was opened to decide stays on record
            return outcome
        sent = OutboxItem.objects.filter(key=_letter_of(act, asked.comment.author)).first()
        transaction.set_rollback(True)
    asked.comment.refresh_from_db()
    said = "" if sent else _("No letter would go out: the account has no mailbox.")
    letter = (sent.payload["subject"], sent.payload["text"]) if sent else None
    return _held_open(asked, Outcome(said, act=act, refused=typed(act, asked), letter=letter))


def _letter_of(act: str, author: User) -> str:
    """Name the letter that an act wrote."""
    if act == "hear":
        return notices.hearing_key(author.hearings.latest("pk"))
    return notices.statement_key(author.statements.latest("pk"))


def _carried_out(act: str, asked: Request) -> Outcome:
    try:
        return _held_open(asked, ACTS[act](asked))
    except ledger.StaleComment as stale:
        is_reworded = stale.comment.version != asked.seen.version
        changes = desk.changes(stale.comment, asked.seen.version) if is_reworded else None
        return Outcome(_stale(stale.comment, asked), act=act, refused=typed(act, asked), changes=changes)
    except restrictions.Restricted:
        return Outcome(str(asking.ONLY_KEPT), act=act)
    except lifecycle.IllegalTransition:
        said = _("Somebody has decided this comment meanwhile. Nothing was changed.")
        return Outcome(said, act=act, refused=typed(act, asked))


def _held_open(asked: Request, outcome: Outcome) -> Outcome:
    """Show a kept comment that was open when an act was refused, which is another use."""
    if not outcome.act or outcome.is_unsealed or asked.comment.author.restricted_at is None:
        return outcome
    author, what = asked.comment.author, f"kept comment {asked.comment.pk}"
    restrictions.check(person=author, use=asked.use, staff=asked.moderator, what=what, now=asked.now)
    return replace(outcome, is_unsealed=True, use=asked.use)


def carry_out_all(act: str, asked: Request, others: Sequence[Comment]) -> Outcome:
    """Do the same to the comments that are decided with the one on the card, until one refuses."""
    outcome, on_screen = carry_out(act, asked), seen(asked.data)
    for other in others:
        if outcome.act:
            return outcome
        outcome = carry_out(act, asked.about(other, on_screen.get(other.pk, Seen())))
        if outcome.act:
            return replace(outcome, refused=typed(act, asked))
    said = _("All %(count)s near-copies: %(said)s") % {"count": len(others) + 1, "said": outcome.said}
    return replace(outcome, said=said) if others else outcome


def _stale(comment: Comment, asked: Request) -> str:
    """Say what happened meanwhile: the author wrote something else, or a colleague decided."""
    if comment.version != asked.seen.version:
        said = _("The text of %(author)s has changed since you opened it. Nothing was decided. Read what it says now.")
        return said % {"author": comment.author}
    last = comment.decisions.filter(decided_by__isnull=False).select_related("decided_by").order_by("-pk").first()
    if last is None:
        return _("The comment has changed since you opened it. Nothing was decided. See how it stands now.")
    said = _("%(moderator)s has decided this comment meanwhile: %(measure)s. You changed nothing.")
    return said % {"moderator": last.decided_by, "measure": last.get_measure_display()}


def decision_forms(card: Card, outcome: Outcome) -> dict[str, forms.Form]:
    """Make the forms of a comment's card, filled in from the evidence; the refused one keeps what was typed."""
    is_sealed = (card.is_sealed or card.is_kept) and not outcome.is_unsealed
    first = card.suggestions[0] if card.suggestions and not is_sealed else None
    initial = {"ground": first.clause.ground_id, "facts": first.facts, "why": first.why} if first else {}
    clauses = card.clauses
    made: dict[str, forms.Form] = {
        "remove_form": ReasonsForm(initial=initial, clauses=clauses, auto_id="remove_%s"),
        "redact_form": RedactForm(initial=initial | {"body": card.comment.body}, clauses=clauses, auto_id="redact_%s"),
        "unseal_form": (UseForm if card.is_kept else UnsealForm)(auto_id="unseal_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "warn_form": ReasonsForm(initial=initial, clauses=clauses, auto_id="warn_%s"),
        "suspend_form": SuspensionForm(
            initial=initial | {"days": card.record.next_step.days or SHORTEST}, clauses=clauses, auto_id="suspend_%s"
        ),
        "hear_form": AnnouncementForm(initial=initial, clauses=clauses, auto_id="hear_%s"),
        "sanction_form": SanctionForm(
            initial=initial | {"kind": "block"},
            is_final=card.record.next_is_final,
            is_heard=card.record.is_heard_before,
            clauses=clauses,
            auto_id="sanction_%s",
        ),
    }
    if outcome.refused is not None:
        made[f"{outcome.act}_form"] = outcome.refused
    return made
