"""Runs the group's GAN generator (networks.md) from its state dict, as PyTorch's own layers.

`gan_generator.py FILE.pth SIDE input.f32 output.f32`: one image of SIDE x SIDE values, row-major, network units.
"""

import sys

import numpy as np
import torch
from torch import nn


def generator():
    def after(features):
        return [nn.ReLU(), nn.BatchNorm2d(features)]

    return nn.Sequential(
        nn.Conv2d(1, 48, 3, bias=False),
        *[nn.Conv2d(48, 64, 3, 2, 1, bias=False), *after(64)],
        *[nn.Conv2d(64, 192, 3, 2, 1, bias=False), *after(192)],
        *[nn.ConvTranspose2d(192, 128, 3, 2, 1, bias=False), *after(128)],
        *[nn.ConvTranspose2d(128, 64, 4, 2, 1, bias=False), *after(64)],
        *[nn.ConvTranspose2d(64, 1, 3, bias=False), *after(1)],
    )


weights, side, source, target = sys.argv[1:]
state = torch.load(weights, map_location="cpu", weights_only=True)
network = generator().eval()
network.load_state_dict({name.removeprefix("model."): value for name, value in state.items()})
image = np.fromfile(source, "<f4").reshape(1, 1, int(side), int(side))
with torch.no_grad():
    network(torch.from_numpy(image)).numpy().astype("<f4").tofile(target)
