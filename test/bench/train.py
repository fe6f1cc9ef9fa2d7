"""PyTorch's side of the training bench: steps of Adam in channels_last, on the GPU where there is one.

`train.py ARCHITECTURE BATCH` with ARCHITECTURE as JSON (contract/model.ts). Reads lines "SIDE RUNS THREADS" and answers
each with the milliseconds of its steps, as JSON. Images and weights are random: their values do not matter for speed.
"""

import json
import os
import sys
import time

import torch
from torch.nn.functional import mse_loss

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "oracle"))
from torch_models import twin  # noqa: E402

architecture, batch = json.loads(sys.argv[1]), int(sys.argv[2])
device = "cuda" if torch.cuda.is_available() else "cpu"
network = twin(architecture).to(device, memory_format=torch.channels_last)
optimiser = torch.optim.Adam(network.parameters(), lr=3e-4, weight_decay=3e-5, fused=True)


def step(image, target):
    optimiser.zero_grad()
    loss = mse_loss(network(image), target)
    loss.backward()
    optimiser.step()
    return loss.item()  # waits for the GPU


for line in sys.stdin:
    side, runs, threads = map(int, line.split())
    torch.set_num_threads(threads)
    shape = batch, 1, side, side
    pair = [(torch.rand(shape) - 0.5).to(device, memory_format=torch.channels_last) for _ in range(2)]
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        step(*pair)
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps(times), flush=True)
