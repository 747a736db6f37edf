"""What the newsroom fills in."""

from articles.forms.article import ArticleForm, NewArticleForm, UnsavedForm
from articles.forms.correction import CorrectionForm
from articles.forms.override import OverrideForm
from articles.forms.translating import AddEditionForm

__all__ = ["AddEditionForm", "ArticleForm", "CorrectionForm", "NewArticleForm", "OverrideForm", "UnsavedForm"]
