"""What the site costs, beside its peers: `python -m tests.bench` (docs/speed.md)."""
