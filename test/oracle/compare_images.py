"""Measures how much two image files agree, with numpy and scikit-image: arguments are the image and the reference.

Prints a JSON object shaped as Finescope's ComparisonReport. Run by compare.test.ts.
"""

import json
import sys

import numpy
import tifffile
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

a, b = (tifffile.imread(path) for path in sys.argv[1:3])
b_type = b.dtype
a, b = (stack.reshape(-1, *stack.shape[-2:]).astype(numpy.float64) for stack in (a, b))
peak = float(numpy.iinfo(b_type).max) if b_type.kind in "ui" else float(b.max() - b.min())


def measures(image):
    return {
        "psnr": peak_signal_noise_ratio(b, image, data_range=peak),
        "ssim": float(numpy.mean([structural_similarity(x, y, data_range=peak) for x, y in zip(image, b)])),
        "rmse": float(numpy.sqrt(numpy.mean((image - b) ** 2))),
        "mae": float(numpy.mean(numpy.abs(image - b))),
        "pearson": float(numpy.corrcoef(image.ravel(), b.ravel())[0, 1]),
    }


x, y = a.ravel() - a.mean(), b.ravel() - b.mean()
scale = float((x * y).sum() / (x * x).sum())
offset = float(b.mean() - scale * a.mean())
print(json.dumps({**measures(a), "peak": peak, "range": peak, "affine": {**measures(scale * a + offset), "scale": scale, "offset": offset}}))
