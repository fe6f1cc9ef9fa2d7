"""Where the compared trainings start: weights and batches that a seed gives, the same in every run of the script."""

import numpy as np
import torch
from scipy import ndimage
from torch import nn


def batches(rng, steps, batch, side, positive):
    """[steps, batch, side, side] inputs and targets: blobs, and the same blurred with noise. `positive`: from 0.1 on."""
    shape = (steps, batch, side, side)
    points = (rng.random(shape) < 0.02) * rng.random(shape)
    target = ndimage.gaussian_filter(points, (0, 0, 1.2, 1.2))
    target /= target.max()
    image = ndimage.gaussian_filter(target, (0, 0, 2, 2)) + 0.05 * rng.random(shape)
    zero = 0.1 if positive else -0.5
    return [(values + zero).astype("<f4") for values in (image, target)]


def random_start(network, rng):
    """Random weights that keep values of order one."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            fill(module.weight, rng.uniform(0.5, 1.5, module.weight.shape))
            fill(module.bias, rng.normal(0, 0.3, module.bias.shape))
        elif hasattr(module, "weight"):
            fill(module.weight, rng.normal(0, 1, module.weight.shape) * (2 / fan_in(module)) ** 0.5)
            if module.bias is not None:
                fill(module.bias, rng.normal(0, 0.1, module.bias.shape))


def steady_start(network, rng):
    """
    Random weights with which few values lie near 0, where a ReLU opens: there rounding decides, and Adam's first steps,
    whose size is that of a gradient's sign, make a difference of it. (DnCNN from a random start: PyTorch with one
    thread and with two differ by 1 % in the loss of the fifth step; from this start by 1e-5 in the twentieth.)
    """
    random_start(network, rng)
    for norm in norms(network):
        fill(norm.weight, rng.uniform(0.35, 0.65, norm.weight.shape))
        fill(norm.bias, signs(rng, rows(norm)) * rng.uniform(1.6, 2.4, norm.bias.shape))
    last = [module for module in network.modules() if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d))][-1]
    fill(last.weight, 0.3 * last.weight.detach().numpy())


def pinned_start(network, rng):
    """Weights with which every ReLU is open or closed for good, for positive images."""
    modules = [module for module in network.modules() if hasattr(module, "weight")]
    if isinstance(modules[-1], nn.Linear):
        pin_by_bias(network, modules[:-1], rng)
    elif isinstance(modules[-1], nn.BatchNorm2d):
        pin_by_positive_values(network, modules, rng)
    else:
        pin_by_shift(network, modules, rng)


def pin_by_shift(network, modules, rng):
    """A batch norm stands before every ReLU but the first: its shift, far from 0, decides."""
    random_start(network, rng)
    one_sign(modules[0], signs(rng, rows(modules[0])), rng)
    for norm in norms(network):
        fill(norm.weight, rng.uniform(0.05, 0.15, norm.weight.shape))
        fill(norm.bias, 4.0 * signs(rng, rows(norm)))


def pin_by_positive_values(network, modules, rng):
    """ReLUs stand before batch norms: those make all values positive, and each row of a kernel has one sign."""
    random_start(network, rng)
    for norm in norms(network):
        fill(norm.weight, rng.uniform(0.4, 0.6, norm.weight.shape))
        fill(norm.bias, np.full(norm.bias.shape, 3.0))
    # The prediction lies near the target: far from it, the gradient would be that of an offset, and rounding beside it.
    fill(modules[-1].weight, np.full(modules[-1].weight.shape, 0.1))
    fill(modules[-1].bias, np.full(modules[-1].bias.shape, 0.55))
    for module in modules:
        if not isinstance(module, nn.BatchNorm2d):
            # What the first makes, another convolution reads as it is; closed, the last would leave nothing.
            all_open = module in (modules[0], modules[-2])
            one_sign(module, np.ones(rows(module)) if all_open else signs(rng, rows(module)), rng)


def pin_by_bias(network, modules, rng):
    """
    Until the first batch norm, kernels are positive as the images are; then biases decide. All convolutions are open:
    behind a closed one batch norm would divide by its epsilon alone and blow up rounding. Fully connected ones are both.
    """
    random_start(network, rng)
    seen_norm = False
    for module in modules:
        sign = signs(rng, rows(module)) if isinstance(module, nn.Linear) else np.ones(rows(module))
        if isinstance(module, nn.BatchNorm2d):
            fill(module.bias, np.zeros(module.bias.shape))
            seen_norm = True
        elif seen_norm:
            fill(module.weight, 0.3 * module.weight.detach().numpy())
            fill(module.bias, 5.0 * sign)
        else:
            one_sign(module, sign, rng)


def one_sign(module, sign, rng):
    axis = 1 if isinstance(module, nn.ConvTranspose2d) else 0
    each = sign.reshape([-1 if i == axis else 1 for i in range(module.weight.ndim)])
    fill(module.weight, each * np.abs(rng.normal(0, 1, module.weight.shape)) * 1.25 / fan_in(module))
    if module.bias is not None:
        fill(module.bias, 0.5 * sign)


def norms(network):
    return [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]


STARTS = {"random": random_start, "steady": steady_start, "pinned": pinned_start}


def signs(rng, count):
    return np.where(rng.random(count) < 0.7, 1, -1)


def rows(module):
    return module.weight.shape[1 if isinstance(module, nn.ConvTranspose2d) else 0]


def fan_in(module):
    return module.weight.numel() / rows(module)


def fill(tensor, values):
    with torch.no_grad():
        tensor.copy_(torch.from_numpy(np.asarray(values)))


class ReluMargin(torch.overrides.TorchFunctionMode):
    """Remembers how near to 0, where a ReLU opens or closes, any value came that one was given."""

    margin = np.inf
    opened = closed = 0

    def __torch_function__(self, function, types, arguments=(), options=None):
        if function.__name__ in ("relu", "leaky_relu"):
            x = arguments[0].detach()
            self.margin = min(self.margin, float(x.abs().min()))
            self.opened += int((x > 0).sum())
            self.closed += int((x <= 0).sum())
        return function(*arguments, **(options or {}))
