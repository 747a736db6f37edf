from articles.models.article import Article
from articles.models.assignment import Assignment, AssignmentChange, AssignmentEdition, AssignmentSection
from articles.models.breaking import Breaking
from articles.models.brief import Brief
from articles.models.bulk import BulkItem, BulkJob
from articles.models.comparison import Comparison
from articles.models.correction import Correction
from articles.models.digest import Digest, Issue
from articles.models.edition import Edition, Section, SectionName
from articles.models.event import ArticleEvent, ChecklistOverride, EmbargoLift, PaperEvent
from articles.models.likeness import Likeness
from articles.models.link import Link, LinkHost, LinkTarget
from articles.models.live import LiveEntry, LiveEntryRevision
from articles.models.note import ArticleNote, Mention
from articles.models.photo import Photo, Rendition
from articles.models.pick import Pick
from articles.models.placement import Placement
from articles.models.preview import Preview
from articles.models.push import PushNotice, PushSubscription
from articles.models.revision import Revision
from articles.models.story import Story
from articles.models.subscription import Subscription, SubscriptionEvent
from articles.models.tag import Tag, TagEvent, Tagging
from articles.models.taken_over import OldAddress, Provenance
from articles.models.text import Text
from articles.models.writing import Presence, UnsavedText

__all__ = [
    "Article",
    "ArticleEvent",
    "ArticleNote",
    "Assignment",
    "AssignmentChange",
    "AssignmentEdition",
    "AssignmentSection",
    "Breaking",
    "Brief",
    "BulkItem",
    "BulkJob",
    "ChecklistOverride",
    "Comparison",
    "Correction",
    "Digest",
    "Edition",
    "EmbargoLift",
    "Issue",
    "Likeness",
    "Link",
    "LinkHost",
    "LinkTarget",
    "LiveEntry",
    "LiveEntryRevision",
    "Mention",
    "OldAddress",
    "PaperEvent",
    "Photo",
    "Pick",
    "Placement",
    "Presence",
    "Preview",
    "Provenance",
    "PushNotice",
    "PushSubscription",
    "Rendition",
    "Revision",
    "Section",
    "SectionName",
    "Story",
    "Subscription",
    "SubscriptionEvent",
    "Tag",
    "TagEvent",
    "Tagging",
    "Text",
    "UnsavedText",
]
