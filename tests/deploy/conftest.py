"""What stands in front of the site, where it is installed."""

from tests.deploy import nginx

collect_ignore = [] if nginx.PROGRAM else ["test_nginx.py"]
