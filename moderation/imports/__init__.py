"""Reading what other comment systems export (C71): one reader a format, one shape for all, no ORM and no clock."""
