"""Files that all processes of a machine have in their memory."""

import mmap
import os


def numbers(descriptor: int, size: int) -> memoryview:
    """Map `size` bytes of a file as 64-bit numbers, and take their room on the disk beforehand.

    Raises OSError where there is none: who writes to a mapped page without room is ended by the kernel (SIGBUS).
    """
    os.posix_fallocate(descriptor, 0, size)
    return memoryview(mmap.mmap(descriptor, size)).cast("Q")
