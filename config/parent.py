"""A process that does not outlive the one that started it, however that ended."""

import ctypes
import signal
import sys

#: See prctl(2).
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Be told to stop when whoever started us is killed: nobody else would, and the port would stay taken.

    Only Linux knows this; elsewhere a supervisor has to end what is left.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
