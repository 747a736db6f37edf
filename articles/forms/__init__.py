"""What the newsroom fills in."""

from articles.forms.article import AddEditionForm, ArticleForm, NewArticleForm, OverrideForm, UnsavedForm
from articles.forms.correction import CorrectionForm

__all__ = ["AddEditionForm", "ArticleForm", "CorrectionForm", "NewArticleForm", "OverrideForm", "UnsavedForm"]
