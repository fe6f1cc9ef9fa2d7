"""The other systems of the paper's table 3 as PyTorch's own modules, written from the papers and not from src-main/models.

Modules are registered in the order in which src-main/models lists its layers, so that parameters match by place. Pixel
shuffles count places first and features second (as TensorFlow does), which PyTorch's does the other way round.
"""

import torch
import torch.nn.functional as F
from torch import nn


def conv(a, b, k=3, s=1, p=1, bias=True):
    return nn.Conv2d(a, b, k, s, p, bias=bias)


class Autoencoder(nn.Module):
    """U-Net's encoder and decoder without the skips."""

    def __init__(self, norm):
        super().__init__()

        def step(a, b, normed=norm):
            return [conv(a, b, bias=False), *([nn.BatchNorm2d(b)] if normed else []), nn.LeakyReLU(0.1)]

        layers = step(1, 48, False)
        for _ in range(5):
            layers += [*step(48, 48), nn.MaxPool2d(2)]
        layers += step(48, 48)
        for level, (a, b) in zip((5, 4, 3, 2, 1), ((96, 96), (96, 96), (96, 96), (96, 96), (64, 32))):
            layers += [nn.Upsample(scale_factor=2), *step(48 if level == 5 else 96, a), *step(a, b)]
        self.layers = nn.Sequential(*layers, conv(32, 1, bias=False), *([nn.Tanh()] if norm else []))

    def forward(self, x):
        return self.layers(x)


class ResidualCnn(nn.Module):
    def __init__(self, layers, features, scale):
        super().__init__()
        self.scale = scale
        parts = [conv(1, features), nn.ReLU()]
        for _ in range(layers - 2):
            parts += [conv(features, features), nn.ReLU()]
        self.layers = nn.Sequential(*parts, conv(features, 1))

    def forward(self, x):
        if self.scale > 1:
            # With antialias PyTorch's kernel is Keys' with a = -0.5; when it enlarges, that is all antialias does.
            x = F.interpolate(x, scale_factor=self.scale, mode="bicubic", antialias=True)
        return x + self.layers(x)


class DeepStorm(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale

        def step(a, b):
            return [conv(a, b, bias=False), nn.BatchNorm2d(b, eps=1e-3), nn.ReLU()]

        layers = []
        for a, b in ((1, 32), (32, 64), (64, 128)):
            layers += [*step(a, b), nn.MaxPool2d(2)]
        layers += step(128, 512)
        for a, b in ((512, 128), (128, 64), (64, 32)):
            layers += [nn.Upsample(scale_factor=2), *step(a, b)]
        self.layers = nn.Sequential(*layers, conv(32, 1, 1, 1, 0, bias=False))

    def forward(self, x):
        return self.layers(torch.repeat_interleave(torch.repeat_interleave(x, self.scale, 2), self.scale, 3))


class ResidualUNet(nn.Module):
    def __init__(self, levels, features):
        super().__init__()

        def block(a, b):
            return nn.Sequential(*[m for x in (a, b, b) for m in (conv(x, b), nn.LeakyReLU(0.1))])

        widths = [features * 2**i for i in range(levels)]
        self.down = nn.ModuleList(block(a, b) for a, b in zip([1, *widths], widths))
        self.bottom = nn.Sequential(conv(widths[-1], widths[-1]), nn.LeakyReLU(0.1))
        below = [*(w // 2 for w in widths[1:]), widths[-1]]
        self.up = nn.ModuleList(block(w + u, w // 2) for w, u in reversed([*zip(widths, below)]))
        self.last = conv(features // 2, 1)

    def forward(self, x):
        seen = []
        for block in self.down:
            y = block(x)
            x = y + torch.cat([x, x.new_zeros(x.shape[0], y.shape[1] - x.shape[1], *x.shape[2:])], 1)
            seen.append(x)
            x = F.avg_pool2d(x, 2)
        x = self.bottom(x)
        for block, skip in zip(self.up, reversed(seen)):
            x = block(torch.cat([skip, F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)], 1))
        return self.last(x)


class ResNet(nn.Module):
    def __init__(self, blocks, features, scale):
        super().__init__()

        def normed():
            return [conv(features, features, bias=False), nn.BatchNorm2d(features)]

        self.first = conv(1, features)
        self.blocks = nn.ModuleList(nn.Sequential(*normed(), nn.ReLU(), *normed()) for _ in range(blocks))
        self.middle = nn.Sequential(*normed())
        self.up = nn.ModuleList(conv(features, 4 * features) for _ in range({1: 0, 2: 1, 4: 2}[scale]))
        self.last = conv(features, 1, 1, 1, 0)

    def forward(self, x):
        first = y = F.relu(self.first(x))
        for block in self.blocks:
            y = y + block(y)
        y = first + self.middle(y)
        for up in self.up:
            z = up(y)
            batch, features, height, width = z.shape
            z = z.reshape(batch, 2, 2, features // 4, height, width).permute(0, 3, 4, 1, 5, 2)
            y = F.relu(z.reshape(batch, features // 4, 2 * height, 2 * width))
        return torch.tanh(self.last(y))


class Pix2Pix(nn.Module):
    """pix2pix's U-Net, of one colour; the dropout of its first three decoders is nothing in eval mode."""

    def __init__(self, levels, features):
        super().__init__()
        widths = [features * min(8, 2**i) for i in range(levels)]
        self.down = nn.ModuleList()
        for i, (a, b) in enumerate(zip([1, *widths], widths)):
            normed = 0 < i < levels - 1
            activation = [nn.LeakyReLU(0.2)] if i else []
            self.down.append(nn.Sequential(*activation, conv(a, b, 4, 2, 1, False), *([nn.BatchNorm2d(b)] if normed else [])))
        self.up = nn.ModuleList()
        for i in reversed(range(1, levels)):
            a = widths[i] if i == levels - 1 else 2 * widths[i]
            up = nn.ConvTranspose2d(a, widths[i - 1], 4, 2, 1, bias=False)
            parts = [nn.ReLU(), up, nn.BatchNorm2d(widths[i - 1])]
            self.up.append(nn.Sequential(*parts, *([nn.Dropout(0.5)] if i >= levels - 3 else [])))
        self.last = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(2 * features, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        seen = []
        for down in self.down:
            x = down(x)
            seen.append(x)
        for up, skip in zip(self.up, reversed(seen[:-1])):
            x = torch.cat([up(x), skip], 1)
        return self.last(x)


GENERATORS = {
    "autoencoder": lambda a: Autoencoder(a["batchNorm"]),
    "residual-cnn": lambda a: ResidualCnn(a["layers"], a["features"], a["scale"]),
    "deep-storm": lambda a: DeepStorm(a["scale"]),
    "residual-unet": lambda a: ResidualUNet(a["levels"], a["features"]),
    "resnet": lambda a: ResNet(a["blocks"], a["features"], a["scale"]),
    "anna-palm": lambda a: Pix2Pix(a["levels"], a["features"]),
}
