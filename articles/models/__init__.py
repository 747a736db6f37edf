from articles.models.article import Article, ArticleEvent, ChecklistOverride, Revision, Story, Text
from articles.models.correction import Correction
from articles.models.edition import Edition, Section, SectionName
from articles.models.photo import Photo, Rendition
from articles.models.preview import Preview
from articles.models.writing import Presence, UnsavedText

__all__ = [
    "Article",
    "ArticleEvent",
    "ChecklistOverride",
    "Correction",
    "Edition",
    "Photo",
    "Presence",
    "Preview",
    "Rendition",
    "Revision",
    "Section",
    "SectionName",
    "Story",
    "Text",
    "UnsavedText",
]
