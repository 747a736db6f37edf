"""Django's PostgreSQL, except for how it finds out whether a connection that was kept can still be used."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the connection's socket, where Django asks the server a question before each request's first.

    A server that stops, restarts or ends a session closes the connection, which shows here as something to read.
    Whatever else there is to read, a connection made anew is right, too.
    """

    def is_usable(self) -> bool:
        """Say whether the server has neither closed the connection nor said anything unasked."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.pgconn.socket, select.POLLIN)
        return not waiting.poll(0)
