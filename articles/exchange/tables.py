"""The tables of an exported paper: which columns of which rows, by which names, and what each may hold (A50).

This is the format: the published schema is made of it (`articles.exchange.schema`), and so are rows both ways.
"""

from articles.enums import CorrectionKind, Direction, Status
from articles.exchange.columns import (
    CODE,
    FLAG,
    KEY,
    KEYS,
    LANGUAGE,
    LINK,
    PLACE,
    SHARE,
    SLUG,
    WORDS,
    Column,
    Table,
    among,
    keys,
    moments,
    none_or,
    perhaps,
    text,
    texts,
    to,
)
from articles.models import (
    Article,
    Correction,
    Edition,
    LiveEntry,
    LiveEntryRevision,
    OldAddress,
    Photo,
    Pick,
    Provenance,
    Revision,
    Section,
    SectionName,
    Story,
    Tag,
    Tagging,
)

#: What readers see of an article, and every revision holds.
_WRITTEN = texts(
    ("slug", SLUG),
    ("title", text(200)),
    ("summary", text(600)),
    ("body", text()),
    ("photo_alt", text(300)),
    ("photo_caption", text(300)),
    ("byline", text(200)),
    ("for_people_only", FLAG),
)
_LICENCE = (("licence", text(100)), ("licence_url", LINK), ("source_url", LINK))

EDITIONS = Table(
    "editions",
    Edition,
    (
        *texts(("language", LANGUAGE), ("name", text(100)), ("tagline", text(200))),
        *texts(("direction", among(*Direction.values)), ("time_zone", text(64))),
        *texts(("position", PLACE), ("is_default", FLAG)),
    ),
    key=("language",),
    is_small=True,
    about="The paper in one language.",
)
SECTIONS = Table(
    "sections",
    Section,
    texts(("code", CODE), ("position", PLACE), ("needs_four_eyes", FLAG)),
    key=("code",),
    is_small=True,
    about="A part of the paper.",
)
SECTION_NAMES = Table(
    "section_names",
    SectionName,
    (
        to("section", CODE, "section__code"),
        to("edition", LANGUAGE),
        *texts(("name", text(60)), ("slug", CODE)),
    ),
    key=("section", "edition"),
    is_small=True,
    about="What an edition calls a section.",
)
PHOTOS = Table(
    "photos",
    Photo,
    (
        Column("key", KEY, "pk"),
        *texts(("file", text(100, r"^photos/[A-Za-z0-9_-]+\.jpg$")), ("width", PLACE), ("height", PLACE)),
        *texts(("credit", text(200)), ("caption", text(1000)), ("rights", text(300)), *_LICENCE),
        *texts(("focal_x", SHARE), ("focal_y", SHARE)),
        *perhaps("expires_at"),
        *moments("uploaded_at"),
    ),
    key=("key",),
    about="A picture; its file lies beside the tables under the name it has here.",
)
TAGS = Table(
    "tags",
    Tag,
    (
        Column("key", KEY, "pk"),
        to("edition", LANGUAGE),
        *texts(("name", text(60)), ("slug", text(80, f"^{WORDS}+$"))),
        to("merged_into", none_or(KEY)),
    ),
    key=("key",),
    about="A word of an edition for what articles are about; one that was merged leads to the other.",
)
STORIES = Table(
    "stories",
    Story,
    (Column("key", KEY, "pk"), *moments("created_at")),
    key=("key",),
    about="What the articles of several editions have in common.",
)
ARTICLES = Table(
    "articles",
    Article,
    (
        Column("key", KEY, "pk"),
        to("story"),
        to("edition", LANGUAGE),
        to("section", CODE, "section__code"),
        *_WRITTEN,
        to("photo", none_or(KEY)),
        *texts(("credit", text(300)), *_LICENCE, ("status", among(*Status.values))),
        *perhaps("published_at", "expires_at", "changed_at", "embargo_until"),
        *perhaps("coverage_began_at", "coverage_ended_at"),
        *moments("created_at"),
        to("live_revision", none_or(KEY), "live_revision__number"),
    ),
    key=("key",),
    about="A story in one edition, as readers see it; live_revision is the number of the revision that they see.",
)
REVISIONS = Table(
    "revisions",
    Revision,
    (
        to("article"),
        *texts(("number", KEY)),
        to("section", CODE, "section__code"),
        *_WRITTEN,
        to("photo", none_or(KEY)),
        *texts(("photo_is_decorative", FLAG)),
        Column("tags", KEYS, "tags", keys),
        Column("related", KEYS, "related", keys),
        to("source_article", none_or(KEY), "source__article"),
        to("source_number", none_or(KEY), "source__number"),
        *moments("made_at"),
    ),
    key=("article", "number"),
    order=("article", "number"),
    about="One saved text of an article, and which text of another edition it says; they stand in the order of the "
    "articles.",
)
TAGGINGS = Table(
    "taggings",
    Tagging,
    (to("article"), to("tag"), *texts(("position", PLACE)), *moments("published_at")),
    key=("article", "tag"),
    order=("article", "position", "tag"),
    about="That readers find an article under a tag.",
)
PICKS = Table(
    "picks",
    Pick,
    (to("article"), to("picked"), *texts(("position", PLACE))),
    key=("article", "picked"),
    order=("article", "position", "picked"),
    about="That an article leads readers on to another one.",
)
CORRECTIONS = Table(
    "corrections",
    Correction,
    (
        Column("key", KEY, "pk"),
        to("article"),
        *texts(("kind", among(*CorrectionKind.values)), ("text", text(2000))),
        to("supersedes", none_or(KEY)),
        *moments("made_at"),
        *perhaps("public_at"),
    ),
    key=("key",),
    about="What was put right in an article, in words for readers.",
)
_TOLD_LIVE = texts(("headline", text(200)), ("body", text()), ("byline", text(200)))
LIVE_ENTRIES = Table(
    "live_entries",
    LiveEntry,
    (
        Column("key", KEY, "pk"),
        to("article"),
        *_TOLD_LIVE,
        *texts(("pin", none_or(PLACE))),
        *moments("made_at"),
        *perhaps("corrected_at", "withdrawn_at"),
    ),
    key=("key",),
    about="What a live blog tells at one moment; pin is its place above the others.",
)
LIVE_ENTRY_REVISIONS = Table(
    "live_entry_revisions",
    LiveEntryRevision,
    (to("entry"), *texts(("number", KEY)), *_TOLD_LIVE, *moments("made_at")),
    key=("entry", "number"),
    order=("entry", "number"),
    about="What an entry of a live blog says, or said.",
)
OLD_ADDRESSES = Table(
    "old_addresses",
    OldAddress,
    (*texts(("host", text(255)), ("path", text(OldAddress.LONGEST))), to("article")),
    key=("host", "path"),
    about="An address of an earlier system that leads to an article.",
)
PROVENANCES = Table(
    "provenances",
    Provenance,
    (*texts(("source", text(150)), ("key", text(200))), to("article", none_or(KEY)), to("photo", none_or(KEY))),
    key=("source", "key"),
    about="From which system an article or a photo was taken over, and by which key it is known there.",
)
#: In the order in which they can be stored.
TABLES = (
    EDITIONS,
    SECTIONS,
    SECTION_NAMES,
    PHOTOS,
    TAGS,
    STORIES,
    ARTICLES,
    REVISIONS,
    TAGGINGS,
    PICKS,
    CORRECTIONS,
    LIVE_ENTRIES,
    LIVE_ENTRY_REVISIONS,
    OLD_ADDRESSES,
    PROVENANCES,
)
