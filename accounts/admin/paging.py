"""Pages of long lists."""

from typing import Any

from django.core.paginator import Page, Paginator


class KeysFirst(Paginator):  # type: ignore[type-arg] # not generic at run time
    """Finds the keys of a page before its rows.

    The rows that a page far down leaves out are counted, not read and joined, and only keys are put in order.
    """

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
        return Page([found[key] for key in keys if key in found], number, self)
