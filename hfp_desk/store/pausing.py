"""Large lists and readings make millions of small objects that live on: looking among them for garbage takes long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for cyclic garbage while a list is read, judged or written; afterwards as it was before."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
