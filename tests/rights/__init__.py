"""Who gets what, line by line; `tests/test_rights.py` says how to read it and checks it."""
