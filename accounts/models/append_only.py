"""Rows that are written once."""

from typing import Any, ClassVar, NoReturn, Self

from django.db import models


class AppendOnlyViolation(TypeError):
    """Somebody tried to change or delete a row that is written once."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model._meta.label} is append-only: record a new row instead.")


class AppendOnlyQuerySet(models.QuerySet):  # type: ignore[type-arg] # concrete models give the type
    """Refuses bulk changes. `expire` is for retention alone."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyViolation(self.model)

    def delete(self) -> NoReturn:
        raise AppendOnlyViolation(self.model)

    def expire(self) -> int:
        """Delete rows whose retention has ended; return how many."""
        return super().delete()[0]


class AppendOnly(models.Model):
    """Refuses to be saved twice or deleted. A database trigger refuses UPDATE behind it (0100_guards)."""

    objects: ClassVar[models.Manager[Self]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyViolation(type(self))
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyViolation(type(self))
