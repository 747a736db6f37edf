from articles.models.article import Article, ArticleEvent, Revision, Story, Text
from articles.models.edition import Edition, Section, SectionName
from articles.models.photo import Photo, Rendition

__all__ = [
    "Article",
    "ArticleEvent",
    "Edition",
    "Photo",
    "Rendition",
    "Revision",
    "Section",
    "SectionName",
    "Story",
    "Text",
]
