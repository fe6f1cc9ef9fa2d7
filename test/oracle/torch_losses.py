"""The terms of the loss (contract/training-config.ts, LossTerm) of prediction and target [batch, 1, height, width]."""

import math

import torch
import torch.nn.functional as F
from torch_network import run

# Wang 2003
SCALES = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]


def gaussian(size, sigma, like, total=1.0):
    """A `size` x `size` Gaussian as a kernel for one feature."""
    x = torch.arange(size, dtype=like.dtype) - (size - 1) / 2
    row = torch.exp(-(x**2) / (2 * sigma**2))
    window = row[:, None] * row[None, :]
    return (total * window / window.sum())[None, None]


def similarity(x, y):
    """SSIM and its factor of contrast and structure (Wang 2004), of values from 0 to 1, where windows are whole."""
    window = gaussian(11, 1.5, x)
    mx, my, xx, yy, xy = (F.conv2d(image, window) for image in (x, y, x * x, y * y, x * y))
    structure = (2 * (xy - mx * my) + 0.03**2) / (xx - mx * mx + yy - my * my + 0.03**2)
    return (2 * mx * my + 0.01**2) / (mx * mx + my * my + 0.01**2) * structure, structure


def multi_scale(x, y):
    """MS-SSIM of each image: as many scales as hold a window, their weights made to come to 1."""
    weights = [weight for i, weight in enumerate(SCALES) if min(x.shape[2:]) >> i >= 11]
    product = 1
    for i, weight in enumerate(weights):
        whole, structure = similarity(x, y)
        part = whole if i == len(weights) - 1 else structure
        product = product * part.mean((1, 2, 3)).clamp(min=1e-4) ** (weight / sum(weights))
        x, y = F.avg_pool2d(x, 2), F.avg_pool2d(y, 2)
    return product


def term(spec, prediction, target, values):
    """One term before its weight; `values`: {zero, range} of network values."""
    kind, difference = spec["kind"], prediction - target
    unit = [(image - values["zero"]) / values["range"] for image in (prediction, target)]
    if kind == "mse":
        squares = difference**2
        return squares.sum() / len(squares) if spec["reduction"] == "sum" else squares.mean()
    if kind == "l1":
        return difference.abs().mean()
    if kind == "gaussian-l1":
        radius = math.ceil(3 * spec["sigma"])
        return F.conv2d(difference.abs(), gaussian(2 * radius + 1, spec["sigma"], difference), padding=radius).mean()
    if kind == "ssim":
        return 1 - similarity(*unit)[0].mean()
    if kind == "ms-ssim":
        return 1 - multi_scale(*unit).mean()
    if kind == "deep-storm":
        heat = gaussian(7, 1, difference, total=2.0)
        maps = [F.conv2d(image, heat, padding=3) for image in (prediction, target)]
        return F.mse_loss(*maps) + spec["sparsity"] * prediction.abs().mean()
    raise ValueError(f"no term {kind}")


def perceptual(network, weights, layer, prediction, target):
    """Mean squared difference of what a layer makes of both."""
    ids = [each["id"] for each in network["layers"]]
    part = {**network, "layers": network["layers"][: ids.index(layer) + 1]}
    return F.mse_loss(run(part, weights, prediction), run(part, weights, target))


def adversarial(kind, logits, real):
    """How far logits are from "a target" (1), or from "a prediction" (0)."""
    wanted = torch.full_like(logits, 1.0 if real else 0.0)
    if kind == "cross-entropy":
        return F.binary_cross_entropy_with_logits(logits, wanted)
    return F.mse_loss(logits, wanted)
