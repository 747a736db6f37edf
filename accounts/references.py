"""References that people read out and type."""

import secrets


def new_reference(prefix: str) -> str:
    """Make a reference that can be read aloud: a letter, a year is not in it, and ten characters."""
    return f"{prefix}-" + "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(10))
