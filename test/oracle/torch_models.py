"""The published networks as PyTorch's own modules: make_networks.py, make_training.py and the benches build them.

Modules are registered in the order in which src-main/models lists its layers, so that parameters match by place.
"""

import collections

import torch
import torch.nn.functional as F
from torch import nn
from torch_generators import GENERATORS


def conv(a, b, k, s=1, p=0, bias=False):
    return nn.Conv2d(a, b, k, s, p, bias=bias)


def step(a, b, layer, suffix):
    return collections.OrderedDict(
        [(f"norm{suffix}", nn.BatchNorm2d(a)), (f"relu{suffix}", nn.ReLU(True)), (f"conv{suffix}", layer)]
    )


class Dense(nn.Sequential):
    def forward(self, x):
        return torch.cat([x, super().forward(x)], 1)


def dense_ed(blocks, growth, first):
    net = nn.Sequential(collections.OrderedDict(In_conv=conv(1, first, 7, 2, 2)))

    def block(name, a, count):
        layers = [(f"denselayer{i + 1}", Dense(step(a + i * growth, growth, conv(a + i * growth, growth, 3, 1, 1), "1"))) for i in range(count)]
        net.add_module(name, nn.Sequential(collections.OrderedDict(layers)))
        return a + count * growth

    def transition(name, a, up, out=None):
        half = a // 2
        out = out or half
        second = nn.ConvTranspose2d(half, out, 3, 2, 1, 1, bias=False) if up else conv(half, out, 3, 2, 1)
        parts = step(a, half, conv(a, half, 1), "1")
        parts.update(step(half, out, second, "2"))
        net.add_module(name, nn.Sequential(parts))
        return out

    c = transition("TransDown1", block("EncBlock1", first, blocks[0]), False)
    c = transition("TransUp1", block("DecBlock1", c, blocks[1]), True)
    transition("LastTransUp", block("DecBlock2", c, blocks[2]), True, 1)
    return nn.Sequential(collections.OrderedDict(features=net))


def dncnn(layers, n):
    parts = [conv(1, n, 3, 1, 1, True), nn.ReLU(True)]
    for _ in range(layers - 2):
        parts += [conv(n, n, 3, 1, 1), nn.BatchNorm2d(n, eps=1e-4, momentum=0.95), nn.ReLU(True)]

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.dncnn = nn.Sequential(*parts, conv(n, 1, 3, 1, 1))

        def forward(self, x):
            return x - self.dncnn(x)

    return Residual()


def gan_generator():
    def up(a, b, k, s, p):
        return [nn.ConvTranspose2d(a, b, k, s, p, bias=False), nn.ReLU(True), nn.BatchNorm2d(b)]

    def down(a, b):
        return [conv(a, b, 3, 2, 1), nn.ReLU(True), nn.BatchNorm2d(b)]

    layers = [conv(1, 48, 3), *down(48, 64), *down(64, 192), *up(192, 128, 3, 2, 1), *up(128, 64, 4, 2, 1), *up(64, 1, 3, 1, 0)]
    return nn.Sequential(collections.OrderedDict(model=nn.Sequential(*layers)))


class UNet(nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.norm = norm
        self.enc_conv0 = conv(1, 48, 3, 1, 1)
        for i in range(1, 7):
            self.part("enc", i, 48, 48)
        for i in (5, 4, 3, 2):
            self.part("dec", f"{i}a", 96 if i == 5 else 144, 96)
            self.part("dec", f"{i}b", 96, 96)
        self.part("dec", "1a", 97, 64)
        self.part("dec", "1b", 64, 32)
        self.dec_conv1c = conv(32, 1, 3, 1, 1)

    def part(self, word, i, a, b):
        setattr(self, f"{word}_conv{i}", conv(a, b, 3, 1, 1))
        if self.norm:
            setattr(self, f"{word}_bn{i}", nn.BatchNorm2d(b))

    def run(self, word, i, x):
        x = getattr(self, f"{word}_conv{i}")(x)
        return F.leaky_relu(getattr(self, f"{word}_bn{i}")(x) if self.norm else x, 0.1, True)

    def forward(self, x):
        skips = [x]
        y = F.leaky_relu(self.enc_conv0(x), 0.1, True)
        for i in range(1, 6):
            y = F.max_pool2d(self.run("enc", i, y), 2)
            skips.append(y)
        y = self.run("enc", 6, y)
        for i in (5, 4, 3, 2, 1):
            y = torch.cat([F.interpolate(y, scale_factor=2, mode="nearest"), skips[i - 1]], 1)
            y = self.run("dec", f"{i}b", self.run("dec", f"{i}a", y))
        y = self.dec_conv1c(y)
        return torch.tanh(y) if self.norm else y


class GroupDiscriminator(nn.Module):
    """The discriminator of the group's own GAN, for images of `side` x `side`; it answers logits."""

    def __init__(self, side):
        super().__init__()
        widths = [8, 12, 16, 20, 24]
        layers = [conv(1, 8, 2, bias=True), nn.ReLU(True), conv(8, 8, 3, bias=True), nn.ReLU(True), nn.BatchNorm2d(8)]
        side -= 3
        for a, b in zip(widths, widths[1:]):
            layers += [conv(a, b, 3, 2, bias=True), nn.ReLU(True), nn.BatchNorm2d(b)]
            side = (side - 3) // 2 + 1
        self.convolutions = nn.Sequential(*layers)
        sizes = [side * side * widths[-1], 256, 128, 64]
        dense = [step for a, b in zip(sizes, sizes[1:]) for step in (nn.Linear(a, b), nn.ReLU(True))]
        self.dense = nn.Sequential(*dense, nn.Linear(sizes[-1], 1))

    def forward(self, x):
        # Flattened as Finescope does it: row, column, feature.
        return self.dense(self.convolutions(x).permute(0, 2, 3, 1).flatten(1))


def twin(architecture):
    """The network that src-main/models/catalog makes of an architecture (contract/model.ts)."""
    kind = architecture["kind"]
    if kind == "denseed":
        return dense_ed(architecture["blocks"], architecture["growthRate"], architecture["firstFeatures"])
    if kind == "unet":
        return UNet(architecture["batchNorm"])
    if kind == "dncnn" and architecture["residual"]:
        return dncnn(architecture["layers"], architecture["features"])
    if kind == "gan-generator":
        return gan_generator()
    if kind in GENERATORS:
        return GENERATORS[kind](architecture)
    raise ValueError(f"there is no twin of {architecture}")
