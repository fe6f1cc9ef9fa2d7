"""NanoPyx's side of the SRRF bench: each of its run types on the first frames of a stack.

Arguments: the stack, magnification, frames. Prints JSON: seconds of each method and run type, imports left out; the run
types are those that work on this machine.
"""

import json
import sys
import time

import numpy
import tifffile
from nanopyx.core.transform import CRShiftAndMagnify, Radiality, eSRRF_ST

path, magnification, frames = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
stack = numpy.ascontiguousarray(tifffile.imread(path, key=range(frames)).astype(numpy.float32))
KINDS = ("threaded", "threaded_static", "threaded_dynamic", "threaded_guided", "unthreaded", "opencl", "njit")


def srrf(kind):
    magnified = CRShiftAndMagnify(clear_benchmarks=False).run(
        stack, 0, 0, magnification, magnification, run_type=kind
    )
    Radiality(clear_benchmarks=False).run(
        stack, magnified, magnification=magnification, ringRadius=0.5, border=0,
        radialityPositivityConstraint=True, doIntensityWeighting=True, run_type=kind,
    )  # fmt: skip


def esrrf(kind):
    eSRRF_ST(clear_benchmarks=False).run(
        stack, magnification=magnification, radius=1.5, sensitivity=1, doIntensityWeighting=True, run_type=kind
    )


results = {}
for name, method in (("srrf", srrf), ("esrrf", esrrf)):
    for kind in KINDS:
        began = time.perf_counter()
        try:
            method(kind)
        except Exception as error:  # a run type that this machine or this method does not have
            print(f"{name} {kind}: {type(error).__name__}", file=sys.stderr)
            continue
        results.setdefault(name, {})[kind] = time.perf_counter() - began
print(json.dumps(results))
