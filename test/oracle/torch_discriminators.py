"""The discriminators of the paper's table 3 as PyTorch's own modules, logits at the end; the group's is in torch_models.py."""

import torch.nn.functional as F
from torch import nn


def conv(a, b, k=3, s=1, p=1, bias=True):
    return nn.Conv2d(a, b, k, s, p, bias=bias)


class Flat(nn.Module):
    """Flattens as Finescope does: row, column, feature."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


class Wang(nn.Module):
    def __init__(self, inputs, features):
        super().__init__()
        layers = [conv(inputs, features), nn.LeakyReLU(0.1)]
        for i in range(5):
            n = features * 2**i
            layers += [conv(n, n), nn.LeakyReLU(0.1), conv(n, 2 * n, 3, 2), nn.LeakyReLU(0.1)]
        self.convolutions = nn.Sequential(*layers)
        n = 32 * features
        self.dense = nn.Sequential(nn.Linear(n, n), nn.LeakyReLU(0.1), nn.Linear(n, 1))

    def forward(self, x):
        return self.dense(F.adaptive_avg_pool2d(self.convolutions(x), 1).flatten(1))


def vgg(inputs, features, side):
    layers, a = [], inputs
    for i in range(4):
        b = features * 2**i
        for s in (1, 2):
            first = i == 0 and s == 1
            layers += [conv(a, b, 3, s, 1, first), *([] if first else [nn.BatchNorm2d(b)]), nn.LeakyReLU(0.2)]
            a = b
    head = [nn.Linear((side // 16) ** 2 * a, 2 * a), nn.LeakyReLU(0.2), nn.Linear(2 * a, 1)]
    return nn.Sequential(*layers, Flat(), *head)


def patch(inputs, features):
    widths = [features, 2 * features, 4 * features, 8 * features]
    layers = [conv(inputs, features, 4, 2), nn.LeakyReLU(0.2)]
    for a, b, s in zip(widths, widths[1:], (2, 2, 1)):
        layers += [conv(a, b, 4, s, 1, False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, conv(widths[-1], 1, 4))
