"""Who plays the demo's discussions, and what has been said so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User
from articles.models import Article
from moderation.models import Comment

Step = dict[str, Any]  # a table of TOML


@dataclass
class Stage:
    """Who is there, and what has been said so far."""

    people: dict[str, User]
    said: dict[str, int] = field(default_factory=dict)

    def comment(self, key: str) -> Comment:
        return Comment.objects.with_context().get(pk=self.said[key])

    def person(self, key: str) -> User:
        return User.objects.get(pk=self.people[key].pk)


Act = Callable[[Stage, Step, Article, datetime], None]
