from articles.models.article import Article, ArticleEvent, Revision, Story, Text
from articles.models.correction import Correction
from articles.models.edition import Edition, Section, SectionName
from articles.models.photo import Photo, Rendition
from articles.models.preview import Preview

__all__ = [
    "Article",
    "ArticleEvent",
    "Correction",
    "Edition",
    "Photo",
    "Preview",
    "Rendition",
    "Revision",
    "Section",
    "SectionName",
    "Story",
    "Text",
]
