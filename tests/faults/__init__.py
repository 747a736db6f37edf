"""Failures: requests cut short by kill -9, and what the database holds afterwards (QR1).

`python -m tests.faults --kills 1000` does it to a running site; `test_crashes.py` at every write of every request.
"""
