"""Parts -> manifests on an engine: Daft, on this machine or on a Ray cluster by one switch."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from mahdar.errors import MahdarError, UsageError
from mahdar.scale.parts import Manifest, Part, clear, finish, manifest, started

Engine = Literal["local", "ray"]

# Nothing is sent anywhere: both libraries would report that they are used. And one process a core, one thread a process.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DEDUP_LOGS": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_PARTITIONS = 2000  # tasks of one pass on a cluster; each may hold several parts
_ROWS = 4096  # rows that an operator holds at once; Daft's own 131,072 pairs with their prints are a gigabyte
_TRIES = 2  # how often a part is read alone after a worker died over it, and a pass that came to nothing made again


class Dead(Struct, frozen=True):
    """A part that no worker survives, and what the engine said of it."""

    part: Part
    why: str


def start(engine: Engine, workers: int) -> int:
    """Starts the engine and says how many workers it has. Raises UsageError where it is not installed."""
    os.environ.update(_QUIET)
    try:
        import daft

        daft.set_execution_config(default_morsel_size=_ROWS)
        if engine == "local":
            daft.set_runner_native()
            return workers
        import ray
    except ImportError as error:
        raise UsageError(f"`mahdar batch` needs an engine: pip install 'mahdar[scale]' ({error.name} is missing)") from error
    if not ray.is_initialized() and os.environ.get("RAY_ADDRESS"):
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
    elif not ray.is_initialized():
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    daft.set_runner_ray(noop_if_initialized=True)
    return int(ray.cluster_resources().get("CPU", workers))  # type: ignore[no-untyped-call]


def finished(parts: Sequence[Part], workers: int) -> Iterator[Manifest | Dead]:
    """The manifests of all parts in the order in which they are finished.

    When a worker dies, the parts that were begun are suspected: the others go on without them, and then each suspect
    is read alone. A part over which a worker dies every time comes back as Dead. A worker may also die with nothing
    in hand, between two parts or after the last one: the pass is made again, and only when several in a row have
    neither finished nor begun anything is it the engine that fails. Raises UsageError where a worker says that no part
    can be read or written here.
    """
    left, suspects, idle = list(parts), list[Part](), 0
    while left:
        try:
            yield from _mapped(left, workers)
            break
        except UsageError:
            clear(left)
            raise
        except Exception:  # engines have no error of their own for a worker that died
            ready, begun = [part for part in left if part.finished], started(left)
            idle = 0 if ready or begun else idle + 1
            if idle > _TRIES:
                raise
            yield from map(manifest, ready)
            clear(begun)
            suspects += begun
            left = [part for part in left if part not in begun and part not in ready]
    for part in suspects:
        yield _alone(part)


def _alone(part: Part) -> Manifest | Dead:
    why = ""
    for _ in range(_TRIES):
        try:
            return next(_mapped([part], 1))
        except UsageError:
            clear([part])
            raise
        except Exception as error:
            why = _said(error)
            clear([part])
    return Dead(part, why)


def _said(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).split("\n", 1)[0][:200]


def _mapped(parts: Sequence[Part], workers: int) -> Iterator[Manifest]:
    """One pass of the engine over the parts, a part a task."""
    import daft

    @daft.cls(max_concurrency=min(workers, len(parts)), use_process=True)
    class Worker:
        @daft.method(return_dtype=daft.DataType.binary())
        def finish(self, part: bytes) -> bytes:
            try:
                return msgspec.json.encode(finish(msgspec.json.decode(part, type=Part)))
            except MahdarError as error:  # it would meet every part: the word itself goes back, since engines wrap what is raised
                return msgspec.json.encode(str(error))

    tasks = daft.from_pydict({"part": list(map(msgspec.json.encode, parts))})
    ray = daft.get_or_create_runner().name == "ray"
    tasks = tasks.into_partitions(min(len(parts), _PARTITIONS)) if ray else tasks.into_batches(1)
    manifests: object = Worker().finish(daft.col("part"))  # type: ignore[arg-type]  # given a column, a method makes a column
    for row in tasks.select(manifests).iter_rows(results_buffer_size=1):  # type: ignore[arg-type]
        (told,) = row.values()
        made = msgspec.json.decode(told, type=Manifest | str)
        if isinstance(made, str):
            raise UsageError(made)
        yield made
