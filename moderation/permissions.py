"""Who may do what in moderation: predicates, used by views, admin, templates and actions alike."""

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from articles.enums import Role
from articles.models import Article, Assignment
from articles.reach import OutOfReach, reach
from moderation import asking, badges
from moderation.badges import BadgeKind
from moderation.enums import CaseKind, SealReason, Status
from moderation.models import Appeal, Case, CaseComment, Comment, Harassment, Sanction, SavedFilter, SealedCopy

#: The group of people who moderate, and what it may do. Administrators may do all of it.
MODERATORS = "Moderators"
RIGHTS = frozenset({"add_decision", "add_sanction", "change_appeal", "change_thread", "add_choice"})
#: The newsroom's roles that open and close discussions, choose comments, give badges and put right what readers find
#: wrong (C24, C55, C54, C85), and by which rights.
OPENING = (Role.EDITOR, Role.PUBLISHER)
OPENING_RIGHTS = frozenset({"change_thread", "add_choice", "change_mistake", "add_badge"})


#: What lets somebody decide about comments, impose sanctions, answer letters, set discussions, choose comments.
DECIDE, SANCTION = "moderation.add_decision", "moderation.add_sanction"
ANSWER, SET, CHOOSE = "moderation.change_appeal", "moderation.change_thread", "moderation.add_choice"
#: And what looking at what readers report as wrong in an article asks for.
PUT_RIGHT = "moderation.change_mistake"
#: And what vouching for somebody's name does.
VOUCH = "moderation.add_badge"


def demand(user: User, permission: str, article: Article | None) -> None:
    """Raise OutOfReach where somebody's role holds this permission, but not for this article (None: for all)."""
    if not user.is_limited:
        return
    held = reach(user, permission)
    if not (held.has(article) if article else held.is_everywhere):
        raise OutOfReach


def may_moderate(user: User) -> bool:
    """Moderators decide about comments."""
    return user.is_active and user.has_perm("moderation.add_decision")


def may_see_all_figures(user: User) -> bool:
    """Moderators take out the figures of the whole paper, but not those who are limited to parts of it."""
    return may_moderate(user) and (not user.is_limited or reach(user, DECIDE).is_everywhere)


def may_oversee(user: User) -> bool:
    """Administrators, and who was given the right, see what colleagues decided, in figures (C69)."""
    return user.is_active and user.has_perm("moderation.oversee_decision") and not user.is_limited


def may_sanction(user: User, subject: User) -> bool:
    """Moderators block who has an account; nobody blocks themselves, and only an administrator blocks staff."""
    if not (user.is_active and user.has_perm("moderation.add_sanction")) or user == subject or subject.is_nobodys:
        return False
    return user.is_superuser or not subject.is_staff


def may_end_sanctions(user: User) -> bool:
    """Those who answer letters lift and annul sanctions; never their own (`actions.sanctions`)."""
    return user.is_active and user.has_perm("moderation.change_appeal")


def may_answer(user: User, appeal: Appeal) -> bool:
    """A moderator answers letters, but never one against their own decision (DSA Art. 20(6)), nor another's part."""
    is_another = user.is_active and user.has_perm(ANSWER) and user.pk != appeal.contested_by_id
    return is_another and may_open(user, appeal, ANSWER) and not _is_shielded_from(user, appeal.person_id)


def may_open(user: User, appeal: Appeal, permission: str = DECIDE) -> bool:
    """Say whether a letter is theirs to see and to open what came with it, or to do what another right permits."""
    theirs = Appeal.objects.filter(contesting(user, "contested", permission), pk=appeal.pk)
    return not user.is_limited or theirs.exists()


def may_review(user: User, sanction: Sanction) -> bool:
    """Say whether a sanction is theirs to end, whoever imposed it."""
    theirs = Sanction.objects.filter(contesting(user, "imposed_by_decision", ANSWER), pk=sanction.pk)
    return may_end_sanctions(user) and (not user.is_limited or theirs.exists())


def contesting(user: User, decision: str, permission: str = DECIDE) -> Q:
    """Return the condition on rows about a decision, at the end of this path, that are the user's to see.

    Those about comments within reach are; those about no comment, for they stand in no part of the paper; and those
    whose part has nobody left who may answer but the one who decided: somebody else must (V10).
    """
    held = reach(user, permission)
    if not user.is_limited or held.is_everywhere:
        return Q()
    article = f"{decision}__comment__article"
    place = OuterRef(OuterRef(f"{article}__section")), OuterRef(OuterRef(f"{article}__edition"))
    others = holders(ANSWER, *place).exclude(pk=Coalesce(OuterRef(f"{decision}__decided_by"), 0))
    return held.within(article) | Q(**{f"{decision}__comment__isnull": True}) | Q(~Exists(others))


def holders(permission: str, section: object, edition: object) -> QuerySet[User]:
    """Those whose role permits something in a section and edition, which are references out of two queries."""
    at = Q(sections__isnull=True) | Q(sections=section), Q(editions__isnull=True) | Q(editions=edition)
    here = Assignment.objects.permitting(permission).filter(*at, person=OuterRef("pk"))
    return who_may(permission).filter(Q(limited_at__isnull=True) | Q(is_superuser=True) | Exists(here))


def who_may(permission: str) -> QuerySet[User]:
    """Those of the staff whom a role, or a right of their own, permits something somewhere."""
    app, _dot, codename = permission.partition(".")
    named = Permission.objects.filter(content_type__app_label=app, codename=codename)
    given = named.filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")))
    staff = User.objects.filter(is_active=True, is_staff=True, blocked_at__isnull=True)
    return staff.filter(Q(is_superuser=True) | Exists(given))


def cases(user: User, *, waiting: bool = True) -> Q:
    """Return the condition on cases that are the user's to see: a letter, or a comment or hearing within reach.

    Nothing is by those who are said to harass them. Cases about that are for those whose role holds everywhere.
    """
    if not user.is_limited or reach(user, DECIDE).is_everywhere:
        return unshielded(user)
    items = theirs(CaseComment.objects.filter(case=OuterRef("pk")), user)
    letters = Q(kind=CaseKind.LETTER) & contesting(user, "appeal__contested")
    heard = Q(kind=CaseKind.HEARING) & reach(user, DECIDE).within("hearing__comment__article")
    return (letters | heard | Q(Exists(items.filter(is_open=True) if waiting else items))) & unshielded(user)


class Shielded(OutOfReach):
    """It comes from somebody who is said to harass this moderator, or is about that: colleagues decide it (C67)."""

    def __init__(self) -> None:
        said = _(
            "Nothing by this person is yours to decide: they are said to harass you, and colleagues see to it. Go on "
            "with the next case. When it is decided, you can end this under “Harassment of moderators”."
        )
        super().__init__(said)


def unshielded(user: User) -> Q:
    """Return the condition on cases that leaves out those by people who are said to harass the user, and about that."""
    people = Harassment.objects.shielding(user).values("person")
    items = CaseComment.objects.filter(case=OuterRef("pk"), is_open=True, comment__author__in=people)
    others = ~Q(appeal__person__in=people) & ~Q(hearing__person__in=people) & ~Q(harassment__target=user)
    return Q(~Exists(items)) & others


def _is_shielded_from(user: User, person: int | None) -> bool:
    return person is not None and Harassment.objects.shielding(user).filter(person=person).exists()


def demand_unshielded(user: User, what: Case | User) -> None:
    """Raise Shielded where a case is by somebody who is said to harass the user, or about that, or a person is that."""
    if isinstance(what, User):
        is_shielded = _is_shielded_from(user, what.pk)
    else:
        is_shielded = not Case.objects.filter(unshielded(user), pk=what.pk).exists()
    if is_shielded:
        raise Shielded


def theirs(items: QuerySet[CaseComment], user: User) -> QuerySet[CaseComment]:
    """Leave those of a campaign's comments to others that are not the user's to decide."""
    return items.filter(reach(user, DECIDE).within("comment__article")).order_by("pk")


def is_left_to_others(case: Case, user: User) -> bool:
    """Say whether nothing of what waits in a case is the user's to decide."""
    if case.kind not in (CaseKind.COMMENT, CaseKind.CAMPAIGN) or not user.is_limited:
        return False
    return not theirs(case.items.filter(is_open=True), user).exists()


def may_take(user: User, case: Case) -> bool:
    return not user.is_limited or Case.objects.filter(cases(user, waiting=False), pk=case.pk).exists()


def may_share_filters(user: User) -> bool:
    """Administrators, and who was given the right, share filters of the queue with the newsroom (C25)."""
    return user.is_active and user.has_perm("moderation.share_savedfilter")


def may_change_filter(user: User, saved: SavedFilter) -> bool:
    """Who keeps a filter renames and removes it; a shared one, also who may share."""
    return saved.owner_id == user.pk or (saved.is_shared and may_share_filters(user))


def may_unseal(user: User) -> bool:
    """Those who answer letters open the text of a removed comment, and scans of letters (V14)."""
    return user.is_active and user.has_perm("moderation.change_appeal")


def may_judge_again(user: User) -> bool:
    """Those who decide and may open the texts of removed comments judge decisions of others again (C80)."""
    return may_moderate(user) and may_unseal(user)


def may_write_examples(user: User) -> bool:
    """Moderators keep the examples of the rules, which hold in the whole paper (C80)."""
    return may_see_all_figures(user)


def may_open_sealed(user: User, copy: SealedCopy) -> bool:
    """Who may decide the case opens its sealed copy: the report, the letter, or what may still come (V14)."""
    article = copy.comment.article
    if copy.why == SealReason.REPORTED:
        return may_moderate(user) and reach(user, DECIDE).has(article)
    letters = list(Appeal.objects.open().filter(contested__comment=copy.comment_id))
    return (
        any(may_answer(user, letter) for letter in letters)
        if letters
        else may_unseal(user) and reach(user, ANSWER).has(article)
    )


def may_set_discussion(user: User) -> bool:
    """Moderators, editors and publishers open, slow down and close discussions (C24)."""
    return user.is_active and user.has_perm("moderation.change_thread")


def may_comment(user: User) -> bool:
    """Members comment, unless they are blocked or on their way out, or their data is only kept."""
    is_in = user.blocked_at is None and user.closing_at is None and user.restricted_at is None
    return user.is_active and is_in and user.erased_at is None


def may_appreciate(user: User, comment: Comment) -> bool:
    """Who may comment may appreciate what others wrote."""
    return may_comment(user) and comment.author_id != user.pk


def may_mute(user: User, other: User) -> bool:
    """Who may comment may mute anybody else who still has an account."""
    return may_comment(user) and other.pk != user.pk and other.erased_at is None


def may_choose(user: User, comment: Comment) -> bool:
    """Moderators, editors and publishers choose among what others wrote (C55), below articles of theirs."""
    may = may_choose_any(user) and comment.author_id != user.pk
    return may and (not user.is_limited or reach(user, CHOOSE).has(comment.article))


def may_choose_any(user: User) -> bool:
    return user.is_active and user.blocked_at is None and user.has_perm("moderation.add_choice")


def may_give_badges(user: User) -> bool:
    """Editors and publishers vouch for the names of experts and of who was interviewed (C54)."""
    return user.is_active and user.blocked_at is None and user.has_perm(VOUCH)


def may_answer_questions(user: User, article: Article) -> bool:
    """Named experts, the article's author, and editors within whose reach it is answer what readers ask (C56)."""
    if asking.is_named(user, article.pk):
        return True
    badge = badges.shown(user, article)
    is_author = badge is not None and badge.kind == BadgeKind.AUTHOR
    return is_author or (user.is_staff and may_give_badges(user) and reach(user, VOUCH).has(article))


def may_answer_mistakes(user: User) -> bool:
    """Editors and publishers look at what readers report as wrong in articles (C85)."""
    return user.is_active and user.blocked_at is None and user.has_perm(PUT_RIGHT)


def may_edit(user: User, comment: Comment) -> bool:
    """Authors edit what stands or waits; how long is policy (`comments.editable_until`)."""
    return may_withdraw(user, comment) and comment.status != Status.REMOVED


def may_withdraw(user: User, comment: Comment) -> bool:
    """Authors take their own comments back at any time."""
    return comment.author_id == user.pk and comment.withdrawn_at is None and comment.erased_at is None
