"""The terms of the loss (contract/training-config.ts, LossTerm), [batch, 1, height, width] of prediction and target."""

import math

import torch
import torch.nn.functional as F


def gaussian(size, sigma, like):
    """A `size` x `size` Gaussian of sum 1 as a kernel for one feature."""
    x = torch.arange(size, dtype=like.dtype) - (size - 1) / 2
    row = torch.exp(-(x**2) / (2 * sigma**2))
    window = row[:, None] * row[None, :]
    return (window / window.sum())[None, None]


def ssim_maps(x, y, value_range):
    """SSIM and its contrast-structure part (Wang 2004), 11x11 Gaussian window of sigma 1.5, whole windows only."""
    window = gaussian(11, 1.5, x)
    mean = lambda image: F.conv2d(image, window)
    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    c1, c2 = (0.01 * value_range) ** 2, (0.03 * value_range) ** 2
    structure = (2 * cov + c2) / (vx + vy + c2)
    return (2 * mx * my + c1) / (mx * mx + my * my + c1) * structure, structure


def term(spec, prediction, target, value_range):
    """One term before its weight."""
    kind, difference = spec["kind"], prediction - target
    if kind == "mse":
        squares = difference**2
        return squares.sum() / len(squares) if spec["reduction"] == "sum" else squares.mean()
    if kind == "l1":
        return difference.abs().mean()
    if kind == "ssim":
        return 1 - ssim_maps(prediction, target, value_range)[0].mean()
    raise ValueError(f"no term {kind}")


def adversarial(kind, logits, real):
    """How far logits are from "real" (1) or "made" (0)."""
    wanted = torch.full_like(logits, 1.0 if real else 0.0)
    if kind == "cross-entropy":
        return F.binary_cross_entropy_with_logits(logits, wanted)
    return F.mse_loss(logits, wanted)
