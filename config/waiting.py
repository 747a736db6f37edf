"""What the process becomes from which the web server's workers were copied: it waits for them, and is small.

`python -IS config/waiting.py EARLY PID …`: the process that answered until the workers did is told to stop once they
listen. When one of the workers ends, or somebody says stop, the others are told to stop, too.
"""

import os
import signal
import sys
import time
from types import FrameType

#: Held back from before the change of program until they are listened to here.
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
#: So many seconds after they began all workers listen.
LISTENING = 1.0


def wait(early: int, workers: set[int]) -> int:
    """Return how many of the workers have ended unasked, once none is left."""
    running, asked = {early, *workers}, False

    def stop(_signal: int = 0, _frame: FrameType | None = None) -> None:
        nonlocal asked
        if asked:
            return  # a worker that is told twice hangs
        asked = True
        for pid in running:
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                continue  # it has just ended

    for number in STOPPING:
        signal.signal(number, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    time.sleep(LISTENING)
    os.kill(early, signal.SIGTERM)
    unasked = 0
    while running:
        ended, _status = os.wait()
        running.discard(ended)
        if ended in workers and not asked:
            unasked += 1
            stop()
    return unasked


if __name__ == "__main__":
    first, *others = map(int, sys.argv[1:])
    sys.exit(wait(first, set(others)))
