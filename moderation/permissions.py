"""Who may do what in moderation: predicates, used by views, admin, templates and actions alike."""

from accounts.models import User
from articles.enums import Role
from moderation.enums import Status
from moderation.models import Appeal, Comment

#: The group of people who moderate, and what it may do. Administrators may do all of it.
MODERATORS = "Moderators"
RIGHTS = frozenset({"add_decision", "add_sanction", "change_appeal", "change_thread", "add_choice"})
#: The newsroom's roles that open and close discussions, choose comments and put right what readers find wrong (C24,
#: C55, C85), and by which rights.
OPENING = (Role.EDITOR, Role.PUBLISHER)
OPENING_RIGHTS = frozenset({"change_thread", "add_choice", "change_mistake"})


def may_moderate(user: User) -> bool:
    """Moderators decide about comments."""
    return user.is_active and user.has_perm("moderation.add_decision")


def may_sanction(user: User, subject: User) -> bool:
    """Moderators block readers; nobody blocks themselves, and only an administrator blocks staff."""
    if not (user.is_active and user.has_perm("moderation.add_sanction")) or user == subject:
        return False
    return user.is_superuser or not subject.is_staff


def may_end_sanctions(user: User) -> bool:
    """Those who answer letters lift and annul sanctions; never their own (`actions.sanctions`)."""
    return user.is_active and user.has_perm("moderation.change_appeal")


def may_answer(user: User, appeal: Appeal) -> bool:
    """A moderator answers letters, but never one against their own decision (DSA Art. 20(6))."""
    return user.is_active and user.has_perm("moderation.change_appeal") and user.pk != appeal.contested_by_id


def may_unseal(user: User) -> bool:
    """Those who answer letters open the text of a removed comment, and scans of letters (V14)."""
    return user.is_active and user.has_perm("moderation.change_appeal")


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


def may_choose(user: User, comment: Comment) -> bool:
    """Moderators, editors and publishers choose among what others wrote (C55)."""
    return may_choose_any(user) and comment.author_id != user.pk


def may_choose_any(user: User) -> bool:
    return user.is_active and user.blocked_at is None and user.has_perm("moderation.add_choice")


def may_answer_mistakes(user: User) -> bool:
    """Editors and publishers look at what readers report as wrong in articles (C85)."""
    return user.is_active and user.blocked_at is None and user.has_perm("moderation.change_mistake")


def may_edit(user: User, comment: Comment) -> bool:
    """Authors edit what stands or waits; how long is policy (`comments.editable_until`)."""
    return may_withdraw(user, comment) and comment.status != Status.REMOVED


def may_withdraw(user: User, comment: Comment) -> bool:
    """Authors take their own comments back at any time."""
    return comment.author_id == user.pk and comment.withdrawn_at is None and comment.erased_at is None
