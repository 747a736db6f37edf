"""Real rows to begin a test with."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group, Permission

from accounts.enums import AcknowledgementKind, Document, Surface
from accounts.models import Acknowledgement, PolicyText, PolicyVersion, User
from articles import pages
from articles.actions import assignments
from articles.enums import Status as ArticleStatus
from articles.models import Article, Correction, Edition, Revision, Section, Story
from moderation import permissions
from moderation.actions import hearings, ledger, policies, sanctions
from moderation.actions.statements import Reasons
from moderation.enums import Measure, SanctionKind
from moderation.models import (
    Clause,
    Comment,
    CorrectionCredit,
    DiscussionDefault,
    Ground,
    Hearing,
    Sanction,
    Thread,
    Threshold,
)
from tests.moderation import shipping

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
#: A comment that is published at once, and one whose writer is asked to think again.
ORDINARY = "The new bridge will shorten my way to work by twenty minutes. I look forward to it."
SHOUTING = "WHY DOES NOBODY IN THIS TOWN EVER THINK ABOUT THE PEOPLE WHO LIVE DOWN BY THE RIVER"
_numbers = count(1)


def person(name: str = "", **fields) -> User:
    number = next(_numbers)
    return User.objects.create(name=name or f"Reader {number}", email=f"reader{number}@example.org", **fields)


def member(**fields) -> User:
    """Make a person who has accepted every published version of the rules."""
    return accepting(person(**fields))


def accepting(made: User) -> User:
    """Let a person accept every published version of the rules."""
    for version in PolicyVersion.objects.of(Document.RULES).published():
        Acknowledgement.objects.create(
            person=made,
            version=version,
            kind=AcknowledgementKind.ACCEPTED,
            language="en",
            text_sha256="0" * 64,
            surface=Surface.SIGNUP,
            made_at=NOW,
        )
    return made


def edition(language: str = "en") -> Edition:
    return Edition.objects.get_or_create(language=language, defaults={"name": language})[0]


def article(language: str = "en", **fields) -> Article:
    section, _ = Section.objects.get_or_create(code="news")
    draft = Article.objects.create(
        story=Story.objects.create(),
        edition=edition(language),
        **{"slug": "harbour", "title": "The harbour opens", "body": "<p>The harbour opened on Monday.</p>"}
        | {"section": section}
        | fields,
    )
    said = {name: getattr(draft, name) for name in ("slug", "title", "body", "section")}
    draft.live_revision = Revision.objects.create(article=draft, number=1, made_at=NOW, **said)
    draft.status, draft.published_at = ArticleStatus.PUBLISHED, NOW - timedelta(days=1)
    draft.save()
    Thread.objects.create(article=draft)
    return draft


def credited(comment: Comment, correction: Correction, now: datetime = NOW) -> None:
    """Let a correction credit a comment as an answered task does."""
    CorrectionCredit.objects.create(correction=correction, comment=comment, made_at=now)
    ledger.change(comment=comment, corrected_at=now)


def usual(**fields) -> DiscussionDefault:
    """Say how the articles of the section of all of these are discussed while nobody has set their own discussion."""
    default = DiscussionDefault.objects.create(section=article().section, **fields)
    pages.touch(site=True)
    return default


def comment(on: Article, *, author: User | None = None, parent: Comment | None = None, **fields) -> Comment:
    """Enter a comment into the ledger as the screening would, published unless `measure` says otherwise."""
    measure = fields.pop("measure", Measure.PUBLISH)
    now = fields.pop("now", NOW)
    body = fields.pop("body", "The ferry will be late again.")
    new = Comment(
        article=on,
        author=author or person(),
        parent=parent,
        language=on.edition_id,
        body=body,
        html=f"<p>{body}</p>",
        submitted_at=now,
        **fields,
    )
    ledger.enter(comment=new, measure=measure, now=now)
    return Comment.objects.with_context().get(pk=new.pk)


def rules(number: int = 1, languages: tuple[str, ...] = ("en",), german: dict[int, str] | None = None) -> PolicyVersion:
    """Publish a version of the rules with its nineteen grounds, and with German headings of some where they matter."""
    version = PolicyVersion.objects.create(document=Document.RULES, number=number)
    grounds()
    for language in languages:
        PolicyText.objects.create(version=version, language=language, title="Rules", body="Be kind.", sha256="0" * 64)
        Clause.objects.bulk_create(
            Clause(
                version=version,
                ground_id=n,
                language=language,
                heading=f"Heading {n}",
                text=f"Clause {n}",
                letter=f"Letter {n}",
            )
            for n in range(1, 20)
        )
    for n, heading in (german or {}).items():
        Clause.objects.create(version=version, ground=ground(n), language="de", heading=heading, text="-", letter="-")
    version.published_at, version.effective_at = NOW - timedelta(days=60), NOW - timedelta(days=30)
    version.save()
    return version


def ground(number: int) -> Ground:
    return Ground.objects.get_or_create(number=number, defaults=_codes(number))[0]


def _codes(number: int) -> dict[str, str]:
    return {"code": f"ground-{number}", "dsa_category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"}


def moderator(name: str = "") -> User:
    """Make somebody who may decide about comments, accounts and letters."""
    member = person(name, is_staff=True)
    wanted = ("add_decision", "add_sanction", "change_appeal")
    member.user_permissions.set(Permission.objects.filter(codename__in=wanted, content_type__app_label="moderation"))
    return User.objects.get(pk=member.pk)


def joining_moderator() -> User:
    """Make somebody of the moderators' group."""
    member = person(is_staff=True)
    member.groups.add(_moderators())
    return member


def limited_moderator(sections: Iterable[str], editions: Iterable[str]) -> User:
    """Make a moderator of these alone."""
    member = person(is_staff=True)
    assignments.assign(
        person=member,
        role=_moderators(),
        sections=[Section.objects.get_or_create(code=code)[0] for code in sections],
        editions=list(map(edition, editions)),
        by=None,
        now=NOW,
    )
    return User.objects.get(pk=member.pk)


def _moderators() -> Group:
    group, _ = Group.objects.get_or_create(name=permissions.MODERATORS)
    if not group.permissions.exists():  # a test before this one has emptied the tables
        rights = Permission.objects.filter(content_type__app_label="moderation", codename__in=permissions.RIGHTS)
        group.permissions.set(rights)
    return group


def reasons(number: int = 5) -> Reasons:
    return Reasons(ground=ground(number), facts="The comment calls a reader a name.", why="It attacks a person.")


def block(subject: User, *, by: User | None = None, now: datetime = NOW, **fields) -> Sanction:
    """Block somebody as a moderator would."""
    return sanctions.impose(
        **{
            "kind": SanctionKind.BLOCK,
            "subject": subject,
            "moderator": by or moderator(),
            "reasons": reasons(),
            "milder_measure_note": "Two warnings changed nothing.",
            "conduct_at": now,
            "now": now,
        }
        | fields
    )


def hearing(author: User, *, by: User | None = None, now: datetime = NOW, **fields) -> Hearing:
    """Announce a block to somebody as a moderator would, on a site that hears people before."""
    evidence = fields.pop("evidence", None) or comment(article(), author=author)
    given = {
        "evidence": evidence,
        "moderator": by or moderator(),
        "reasons": reasons(),
        "milder_measure_note": "Two warnings changed nothing.",
        "conduct_at": now,
        "now": now,
    }
    return hearings.announce(**given | fields)


def grounds() -> None:
    every = [Ground(number=number, **_codes(number)) for number in range(1, 20)]
    Ground.objects.bulk_create(every, ignore_conflicts=True)


def hurried() -> None:
    """Let comments be sent as soon as a form is open: a browser under test types faster than anybody."""
    grounds()
    shipping.load(now=NOW)
    Threshold.objects.filter(pk="form_seconds").update(value=0)
    policies.settings.cache_clear()
