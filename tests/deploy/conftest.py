"""What stands in front of the site, where it is installed."""

from tests.deploy import nginx, varnish

NEEDS = {"test_nginx.py": nginx.PROGRAM, "test_varnish.py": varnish.PROGRAM}
collect_ignore = [name for name, program in NEEDS.items() if not program]
