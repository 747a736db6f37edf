"""Cells of CSV exports (quality QS5)."""

#: What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> str | int | float:
    """Return the value for a cell; text that would start a formula is quoted with an apostrophe."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) or text.startswith(FORMULA) else text
