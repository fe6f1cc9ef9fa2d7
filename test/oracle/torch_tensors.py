"""Finescope's tensors of a PyTorch module: kernels [height, width, in, out] (transposed [.., out, in]), dense [in, out]."""

import numpy as np
import torch
from torch import nn


def owned(network):
    """(tensor, whether it is trained) of each layer in order: kernel, bias; scale, shift, mean, variance."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            yield module.weight, True
            if module.bias is not None:
                yield module.bias, True
        elif isinstance(module, nn.BatchNorm2d):
            yield from ((module.weight, True), (module.bias, True))
            yield from ((module.running_mean, False), (module.running_var, False))


def ours(tensor):
    """A tensor, or its gradient, in Finescope's axis order, as numpy."""
    t = tensor.detach()
    return (t.permute(2, 3, 1, 0) if t.ndim == 4 else t.T if t.ndim == 2 else t).contiguous().numpy()


def flat(tensors):
    """Several tensors in Finescope's axis order as one row of numbers."""
    rows = [ours(t).ravel() for t in tensors]
    return np.concatenate(rows) if rows else np.zeros(0, "f4")


def trained(network):
    return [tensor for tensor, is_trained in owned(network) if is_trained]


def statistics(network):
    return [tensor for tensor, is_trained in owned(network) if not is_trained]
