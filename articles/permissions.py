"""Who may do what to an article: one predicate, used by admin, templates and actions alike."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles import lifecycle
from articles.enums import Act, BulkAct, Right, Role
from articles.lifecycle import Obstacle, Standing
from articles.models import Article, Brief, BulkJob, Photo
from articles.reach import holders, reach

#: What lets somebody see articles at the desk, and change what is said of a photo.
VIEW, DESCRIBE = "articles.view_article", "articles.change_photo"

#: What everybody in the newsroom may besides the acts on articles, as permissions of the admin.
NEWSROOM = frozenset(
    f"{verb}_{model}"
    for verbs, models in (
        (("view",), ("article", "story", "photo", "revision", "articleevent", "edition", "section", "sectionname")),
        (("view",), ("correction", "digest", "link", "placement", "pushnotice", "tag", "tagevent", "paperevent")),
        (("change",), ("article", "story", "photo")),
        (("add",), ("photo",)),
    )
    for verb in verbs
    for model in models
)
#: And what publishers may: they order the paper.
ORDERING = frozenset(
    {"change_digest"}
    | {f"{verb}_{model}" for verb in ("add", "change") for model in ("edition", "section", "sectionname")}
)

#: And those who may publish: they put right what is out.
CORRECTING = frozenset(f"{verb}_correction" for verb in ("add", "change", "delete"))
#: They also say what front pages lead with.
PLACING = frozenset({"add_placement", "change_placement"})
#: And those who make the words for what articles are about.
TAGGING = frozenset({"add_tag", "change_tag"})


def codenames_of(role: Role) -> frozenset[str]:
    """Return the permissions of `articles` that a role's group holds."""
    rights = frozenset(right.value for right in lifecycle.RIGHTS[role])
    correcting = CORRECTING | PLACING if Right.PUBLISH in lifecycle.RIGHTS[role] else frozenset()
    tagging = TAGGING if Right.TAG in lifecycle.RIGHTS[role] else frozenset()
    return rights | NEWSROOM | correcting | tagging | (ORDERING if role == Role.PUBLISHER else frozenset())


def rights_of(user: User) -> frozenset[Right]:
    """Return what the user's roles permit."""
    if not user.is_active or user.is_blocked:
        return frozenset()
    return frozenset(right for right in Right if user.has_perm(f"articles.{right.value}"))


def rights_in(user: User, section: int, edition: str) -> frozenset[Right]:
    """Return what the user's roles permit in a section and edition."""
    return frozenset(
        right for right in rights_of(user) if reach(user, f"articles.{right.value}").covers(section, edition)
    )


def bulk_acts(user: User) -> list[BulkAct]:
    """Return what the user may ask for many articles at once, in its order; each is asked again for each article."""
    rights = rights_of(user)
    return [act for act in BulkAct if lifecycle.may_ever(lifecycle.BULK[act], rights)]


def obstacle_to_writing(user: User, section: int, edition: str) -> Obstacle | None:
    """Return why `user` may not begin an article in a section and edition, or None if they may."""
    if Right.WRITE in rights_in(user, section, edition):
        return None
    return Obstacle.PLACE if Right.WRITE in rights_of(user) else Obstacle.RIGHT


def obstacle(user: User, article: Article, act: Act, now: datetime) -> Obstacle | None:
    """Return why `user` may not do `act` to `article` at `now`, or None if they may."""
    has_written = article.unpublished_revisions().filter(made_by=user).exists()
    return obstacle_as(user, article, act, now, has_written=has_written)


def obstacle_as(user: User, article: Article, act: Act, now: datetime, *, has_written: bool) -> Obstacle | None:
    """Return the same where it is known whether they wrote some of what is not published yet."""
    is_own = article.created_by_id == user.pk
    standing = Standing(rights=rights_of(user), is_own=is_own, has_written=has_written)
    section, state = article.section, article.state(now)
    needs_four_eyes = section.needs_four_eyes or (standing.has_written and _moves_to_four_eyes(article))
    found = lifecycle.obstacle(state, act, standing, needs_four_eyes=needs_four_eyes)
    if found or not user.is_limited:
        return found
    here = replace(standing, rights=rights_in(user, section.pk, article.edition_id))
    within = lifecycle.obstacle(state, act, here, needs_four_eyes=needs_four_eyes)
    return Obstacle.PLACE if within else None


def _moves_to_four_eyes(article: Article) -> bool:
    """Say whether what is not out yet would stand in a section where somebody else must read it."""
    return article.unpublished_revisions().filter(section__needs_four_eyes=True).exists()


def may_move(user: User, article: Article, act: Act, to: int) -> bool:
    """Say whether who may do an act to the article may do it in section `to`, too."""
    if not user.is_limited or to == article.section_id:
        return True
    own = lifecycle.NEEDS[act]
    right = own if own in rights_in(user, article.section_id, article.edition_id) else Right.WRITE
    return reach(user, f"articles.{right.value}").covers(to, article.edition_id)


def may_see(user: User, article: Article) -> bool:
    return reach(user, VIEW).has(article)


def seen_by(article: Article) -> QuerySet[User]:
    """Find who of the staff may see an article at the desk: the other way round, by name."""
    return holders(VIEW, article).filter(is_staff=True, blocked_at=None).order_by("name", "pk")


def may_handle(user: User, job: BulkJob) -> bool:
    """Say whether somebody may see and stop an act on many articles: who asked for it, and administrators."""
    return user.pk == job.asked_by_id or user.is_superuser


def leading_to(user: User, now: datetime) -> Q:
    """Return the condition on articles that the user may lead readers to: those of their own part, and what is out."""
    held = reach(user, VIEW)
    return Q() if held.is_everywhere else held.within() | Q(pk__in=Article.objects.live(now))


def may_describe(user: User, photo: Photo) -> bool:
    """Say whether all articles that show a photo lie within reach: what is said of it changes in each."""
    held = reach(user, DESCRIBE)
    if held.is_everywhere or not held.parts:
        return held.is_everywhere
    return not Article.objects.with_photo(photo.pk).exclude(held.within()).exists()


def obstacle_to_brief(user: User, brief: Brief) -> Obstacle | None:
    """Return why `user` may not change or drop a planned story, or None if they may (A40).

    Who edits there may; who writes there, what they have planned themselves or were assigned.
    """
    told = brief.told_by
    found = obstacle_to_writing(user, told.section_id, told.edition_id)
    if found or may_assign(user, told) or user.pk in (brief.assignee_id, brief.made_by_id):
        return found
    return Obstacle.NOT_ASSIGNED


def obstacle_to_taking(user: User, brief: Brief) -> Obstacle | None:
    """Return why `user` may not take a planned story on, or begin it, or None: what is nobody's is whose who writes."""
    if brief.assignee_id is None:
        return obstacle_to_writing(user, brief.section_id, brief.edition_id)
    return obstacle_to_brief(user, brief)


def may_assign(user: User, place: Article | Brief) -> bool:
    """Say whether somebody may give a story of this section and edition to others: who edits there."""
    return Right.EDIT in rights_in(user, place.section_id, place.edition_id)


def writers(place: Article | Brief | None = None) -> QuerySet[User]:
    """Find to whom a planned story can be assigned: those of the staff who write there, by name; or anywhere."""
    return holders(f"articles.{Right.WRITE.value}", place).filter(is_staff=True, blocked_at=None).order_by("name", "pk")


def may(user: User, article: Article, act: Act, now: datetime) -> bool:
    return obstacle(user, article, act, now) is None


def allowed_acts(user: User, article: Article, now: datetime) -> list[Act]:
    """Return the acts that are open to the user now, in their order."""
    has_written = article.unpublished_revisions().filter(made_by=user).exists()
    return [act for act in Act if obstacle_as(user, article, act, now, has_written=has_written) is None]


def obstacle_to_push(user: User, article: Article, now: datetime) -> Obstacle | None:
    """Return why `user` may not send news of the article to devices, or None if they may."""
    if article.state(now) not in lifecycle.TELLABLE:
        return Obstacle.STATE
    if Right.PUSH not in rights_of(user):
        return Obstacle.RIGHT
    return None if reach(user, f"articles.{Right.PUSH.value}").has(article) else Obstacle.PLACE


def obstacle_to_tagging(user: User, edition: str) -> Obstacle | None:
    """Return why `user` may not make, rename and merge an edition's tags, under which all its sections stand."""
    if Right.TAG not in rights_of(user):
        return Obstacle.RIGHT
    return None if reach(user, f"articles.{Right.TAG.value}").covers_edition(edition) else Obstacle.PLACE


def obstacle_to_placing(user: User, edition: str, section: int | None) -> Obstacle | None:
    """Return why `user` may not plan an edition's front page, or a section's page, or None if they may.

    It is what publishing is: who publishes in the whole edition, or in the section, says what leads it.
    """
    if Right.PUBLISH not in rights_of(user):
        return Obstacle.RIGHT
    held = reach(user, f"articles.{Right.PUBLISH.value}")
    may = held.covers_edition(edition) if section is None else held.covers(section, edition)
    return None if may else Obstacle.PLACE


def obstacle_to_leaving(user: User, article: Article) -> Obstacle | None:
    """Return why `user` may not leave a dead link of the article as it is, or None: whoever edits it there may."""
    if Right.EDIT not in rights_of(user):
        return Obstacle.RIGHT
    return None if reach(user, f"articles.{Right.EDIT.value}").has(article) else Obstacle.PLACE


def words(found: Obstacle) -> str:
    """Tell a person what stands in the way, and what to do about it."""
    return {
        Obstacle.STATE: _("An article in this state does not allow that. Load it anew to see how it stands."),
        Obstacle.RIGHT: _("Your role does not permit that. Ask an editor or a publisher."),
        Obstacle.NOT_OWN: _("This article is somebody else's. Ask its author or an editor."),
        Obstacle.NOT_ASSIGNED: _("This story is somebody else's. Ask who planned it, or an editor."),
        Obstacle.PLACE: _(
            "Your role does not hold in this section and edition. Ask a colleague whose does, or an administrator."
        ),
        Obstacle.FOUR_EYES: _("In this section somebody else must approve or publish what you have written."),
    }[found]
