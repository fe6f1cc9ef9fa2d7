"""Arrays that scripts hand over to tests: test/support/python-arrays.ts reads them."""

import os
import re


def write(folder, name, arrays):
    """Writes each array to a file of its own; answers {array: {file, type, shape}}."""
    described = {}
    for key, values in arrays.items():
        file = os.path.join(folder, f"{re.sub('[^a-z0-9]+', '-', name.lower())}.{key}.bin")
        values.tofile(file)
        described[key] = {"file": file, "type": values.dtype.name, "shape": values.shape}
    return described
