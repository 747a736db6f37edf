"""What readers do, and who was blocked."""

from django.urls import reverse

from accounts.models import ConsentEvent, Export, OutboxItem, Purpose, RightsRequest, User
from moderation import notices
from moderation.enums import AppealKind
from moderation.models import Appeal, Comment, Report
from tests.accounts.making import OF_AGE
from tests.faults.acts import PASSWORD, Act, blocked, letters, member, unique, words, written
from tests.moderation.views.writing import at, sent, write


def comment(article) -> Act:
    person, body = member(), words()
    done = Comment.objects.filter(author=person, body=body)
    return Act("a comment", person, write(article), sent({"body": body}), done)


def edit(article) -> Act:
    there = written(article)
    fields = sent({"body": words(), "version": str(there.version)})
    return Act("an edit", there.author, at("edit", there), fields, there.versions)


def withdrawal(article) -> Act:
    there = written(article)
    done = Comment.objects.filter(pk=there.pk, withdrawn_at__isnull=False)
    return Act("a withdrawal", there.author, at("withdraw", there), {}, done)


def report(article) -> Act:
    person, there = member(), written(article)
    fields = {"reason": "5", "text": "It names somebody."}
    done = Report.objects.filter(comment=there)
    return Act("a report", person, at("report_comment", there), fields, done, letters("report_received:", person))


def letter(_article) -> Act:
    sanction = blocked()
    token = notices.statement_token(sanction.imposed_by_decision.statement)
    path = reverse("moderation:letter", kwargs={"token": token, "kind": AppealKind.RESTORATION})
    fields = {"subject": "Restoration", "explanation": "It was not me."}
    done = Appeal.objects.filter(person=sanction.subject)
    return Act("a letter", None, path, fields, done, letters("letter_received:", sanction.subject))


def consent(_article) -> Act:
    person = member()
    purpose = Purpose.objects.filter(retired_at__isnull=True).order_by("pk").first()
    path = reverse("accounts:consent", args=[purpose.code])
    return Act("a consent", person, path, {"given": "yes"} | OF_AGE, ConsentEvent.objects.filter(person=person))


def question(_article) -> Act:
    person = member()
    fields = {"kind": "access", "text": "What do you hold about me?"}
    done = RightsRequest.objects.filter(person=person)
    return Act(
        "a question about data", person, reverse("accounts:ask"), fields, done, letters("rights_received:", person)
    )


def export(_article) -> Act:
    person = member()
    done = Export.objects.filter(person=person)
    return Act("a copy of one's data", person, reverse("accounts:exports"), {}, done)


def joining(_article) -> Act:
    email = f"j{unique()}@example.org"
    fields = {"name": f"Joiner {unique()}", "email": email, "password1": PASSWORD}
    told = OutboxItem.objects.filter(person__email=email, key__startswith="account:email_confirmation")
    return Act("an account", None, reverse("account_signup"), fields, User.objects.filter(email=email), told)


ACTS = (comment, edit, withdrawal, report, letter, consent, question, export, joining)
