"""Measures how much two image files agree, with numpy and scikit-image: arguments are the image and the reference.

Prints a JSON object shaped as Finescope's ComparisonReport. Run by compare.test.ts.
"""

import json
import sys

import numpy
import tifffile
from skimage.metrics import normalized_root_mse, peak_signal_noise_ratio, structural_similarity

a, b = (tifffile.imread(path) for path in sys.argv[1:3])
b_type = b.dtype
a, b = (stack.reshape(-1, *stack.shape[-2:]).astype(numpy.float64) for stack in (a, b))
peak = float(numpy.iinfo(b_type).max) if b_type.kind in "ui" else float(b.max() - b.min())


GAUSSIAN = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]


def halved(plane):
    """Means of 2 x 2 pixels; the last of an odd number of rows or columns stands alone."""
    height, width = plane.shape
    even = numpy.pad(plane, ((0, height % 2), (0, width % 2)), "edge")
    return even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean((1, 3))


def multi_scale(x, y):
    """MS-SSIM (Wang 2003) of scikit-image's SSIM: with a large K1 its luminance is 1, so that contrast is left."""
    if min(x.shape) < 176:
        return None
    product = 1.0
    for at, weight in enumerate(WEIGHTS):
        k1 = 0.01 if at == len(WEIGHTS) - 1 else 1e6
        product *= max(0, structural_similarity(x, y, data_range=peak, K1=k1, **GAUSSIAN)) ** weight
        x, y = halved(x), halved(y)
    return product


def over_planes(of, image):
    values = [of(x, y) for x, y in zip(image, b)]
    return None if None in values else float(numpy.mean(values))


def gaussian(x, y):
    return None if min(x.shape) < 11 else structural_similarity(x, y, data_range=peak, **GAUSSIAN)


def measures(image):
    return {
        "ssimGaussian": over_planes(gaussian, image),
        "msSsim": over_planes(multi_scale, image),
        "nrmse": {
            "euclidean": normalized_root_mse(b, image),
            "minMax": normalized_root_mse(b, image, normalization="min-max"),
            "mean": normalized_root_mse(b, image, normalization="mean"),
        },
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
