"""PyTorch's side of the inference bench: DenseED (3,6,3) in eval mode, inference mode and channels_last.

Reads lines "SIDE RUNS THREADS" and answers each with the milliseconds of its runs, as JSON. Weights are PyTorch's own
initial ones: their values do not matter for speed.
"""

import json
import sys
import time

import torch
from torch import nn


class Dense(nn.Module):
    def __init__(self, a, growth):
        super().__init__()
        self.body = nn.Sequential(nn.BatchNorm2d(a), nn.ReLU(True), nn.Conv2d(a, growth, 3, 1, 1, bias=False))

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


def transition(a, out, last):
    half = a // 2
    body = [nn.BatchNorm2d(a), nn.ReLU(True), nn.Conv2d(a, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU(True)]
    if last == "down":
        return [*body, nn.Conv2d(half, half, 3, 2, 1, bias=False)], half
    return [*body, nn.ConvTranspose2d(half, out or half, 3, 2, 1, 1, bias=False)], out or half


def dense_ed(blocks=(3, 6, 3), growth=16, features=48):
    layers = [nn.Conv2d(1, features, 7, 2, 2, bias=False)]
    for count, (out, last) in zip(blocks, [(None, "down"), (None, "up"), (1, "up")]):
        for _ in range(count):
            layers.append(Dense(features, growth))
            features += growth
        steps, features = transition(features, out, last)
        layers += steps
    return nn.Sequential(*layers)


network = dense_ed().eval().to(memory_format=torch.channels_last)
for line in sys.stdin:
    side, runs, threads = map(int, line.split())
    torch.set_num_threads(threads)
    image = (torch.rand(1, 1, side, side) - 0.5).to(memory_format=torch.channels_last)
    times = []
    with torch.inference_mode():
        for _ in range(runs):
            start = time.perf_counter()
            network(image)
            times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps(times), flush=True)
