"""Makes resources/self-test/self-test.json: a small network of every kind of layer with seeded random weights of our
own, an input, and the output that PyTorch computes in float64. Run it from the checkout when the network changes:

    python3 test/oracle/make_self_test.py
"""

import base64
import json
import pathlib

import numpy as np
import torch
from torch_network import run

random = np.random.default_rng(20261122)
layers, weights = [], {}


def layer(kind, name, reads, features, **options):
    layers.append({"kind": kind, "id": name, "from": reads, "features": features, **options})
    return name


def tensor(name, values):
    weights[name] = values.astype("<f4").ravel()


def conv(name, read, inputs, features, kernel, stride=1, padding=0, bias=False, up=None):
    scale = np.sqrt(2 / (inputs * kernel * kernel))
    tensor(f"{name}.kernel", random.normal(0, scale, kernel * kernel * inputs * features))
    if bias:
        tensor(f"{name}.bias", random.normal(0, 0.1, features))
    options = dict(kernel=kernel, stride=stride, padding=padding, inputs=inputs, bias=bias)
    if up is not None:
        return layer("transposedConv", name, [read], features, outputPadding=up, **options)
    return layer("conv", name, [read], features, **options)


def norm(name, read, features):
    # Both signs of scale, and means away from zero, so that every way of folding a batch norm is taken.
    sign = np.where(np.arange(features) % 5 == 4, -1, 1) if name.startswith("mixed") else 1
    tensor(f"{name}.scale", sign * random.uniform(0.5, 1.5, features))
    tensor(f"{name}.shift", random.normal(0, 0.3, features))
    tensor(f"{name}.mean", random.normal(0, 0.3, features))
    tensor(f"{name}.variance", random.uniform(0.5, 1.5, features))
    return layer("batchNorm", name, [read], features, epsilon=1e-5, momentum=0.1)


x = conv("first", "input", 1, 8, 7, stride=2, padding=2)
y = layer("relu", "dense.relu", [norm("dense.norm", x, 8)], 8)
y = conv("dense.conv", y, 8, 4, 3, padding=1)
x = layer("concat", "dense", [x, y], 12)
x = layer("relu", "mixed.relu", [norm("mixed.norm", x, 12)], 12)
x = conv("reduce", x, 12, 8, 1)
x = layer("leakyRelu", "leaky", [norm("norm", x, 8)], 8, slope=0.1)
pooled = layer("maxPool", "pool", [x], 8, size=2)
x = norm("after.norm", layer("relu", "after.relu", [conv("after", pooled, 8, 8, 3, padding=1, bias=True)], 8), 8)
x = conv("up", x, 8, 6, 3, stride=2, padding=1, up=1)
z = layer("upsample", "enlarged", [pooled], 8, factor=2)
x = layer("concat", "join", [x, z], 14)
x = layer("tanh", "squash", [conv("squash.conv", x, 14, 4, 3, padding=1)], 4)
z = conv("other", z, 8, 4, 1)
x = layer("subtract", "difference", [x, z], 4)
z = layer("averagePool", "mean", [norm("mean.norm", x, 4)], 4, size=2)
z = layer("upsample", "smooth", [z], 4, factor=2, method="bilinear")
z = layer("padFeatures", "wider", [z], 6)
y = layer("sigmoid", "gate", [conv("gate.conv", x, 4, 6, 1, bias=True)], 6)
x = layer("add", "sum", [y, z, layer("dropout", "drop", [z], 6, rate=0.5)], 6)
x = conv("last", x, 6, 1, 4, stride=2, padding=1, up=0)
z = layer("pixelShuffle", "finer", [conv("finer.conv", pooled, 8, 64, 1, bias=True)], 4, factor=4)
z = conv("finer.last", z, 4, 1, 3, padding=1)
y = layer("upsample", "cubic", [conv("cubic.conv", pooled, 8, 1, 1)], 1, factor=4, method="bicubic")
layer("add", "answer", [x, y, z], 1)

image = random.uniform(-0.5, 0.5, (2, 30, 22, 1)).astype("<f4")
network = {"name": "self-test", "inputFeatures": 1, "layers": layers}


def answer(dtype):
    values = {name: torch.from_numpy(value).to(dtype) for name, value in weights.items()}
    return run(network, values, torch.from_numpy(image).permute(0, 3, 1, 2).to(dtype)).permute(0, 2, 3, 1).numpy()


output = answer(torch.float64)


def encode(values):
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()


stored = {
    "network": network,
    "weights": {name: encode(values) for name, values in weights.items()},
    "input": {"shape": list(image.shape), "values": encode(image)},
    "output": {"shape": list(output.shape), "values": encode(output)},
}
single = answer(torch.float32)
print("output", output.shape, "range", output.min(), output.max(), "float32 differs by", np.abs(single - output).max())
target = pathlib.Path(__file__).parents[2] / "resources/self-test/self-test.json"
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(json.dumps(stored))
