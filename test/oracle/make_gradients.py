"""Finescope's networks and the terms of its losses with their gradients by PyTorch in float64, for gradients.test.ts.

`make_gradients.py FOLDER` reads cases from standard input as JSON and prints {name: {array: {file, type, shape}, ...}}.
Images are files of float32 with a shape, [batch, height, width, features]: {file, shape}.

- {name, network, weights, image, target}: a network as layers, its tensors [{name, shape, trained, file}]. Answers its
  `output` by the batch's own statistics, and the `gradient` of the mean squared difference with respect to the trained
  tensors, in one row.
- {name, term, values, image, target}, for the perceptual term also {network, weights}: its `value`, and the `gradient`
  with respect to the image.
- {name, adversarial, real, image}: the same for a discriminator's answers.
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch_files import write
from torch_losses import adversarial, perceptual, term
from torch_network import run


def read(described):
    return torch.from_numpy(np.fromfile(described["file"], "<f4")).double().reshape(described["shape"])


def image(described):
    return read(described).permute(0, 3, 1, 2).contiguous()


def of_network(case):
    tensors = {each["name"]: read(each).requires_grad_(each["trained"]) for each in case["weights"]}
    output = run(case["network"], tensors, image(case["image"]), training=True)
    F.mse_loss(output, image(case["target"])).backward()
    gradient = [tensors[each["name"]].grad.flatten() for each in case["weights"] if each["trained"]]
    return {"output": output.detach().permute(0, 2, 3, 1).contiguous().numpy(), "gradient": torch.cat(gradient).numpy()}


def of_loss(case):
    x = image(case["image"]).requires_grad_()
    if "adversarial" in case:
        value = adversarial(case["adversarial"], x, case["real"])
    elif "network" in case:
        weights = {each["name"]: read(each) for each in case["weights"]}
        value = perceptual(case["network"], weights, case["term"]["layer"], x, image(case["target"]))
    else:
        value = term(case["term"], x, image(case["target"]), case["values"])
    value.backward()
    return {"value": value.detach().reshape(1).numpy(), "gradient": x.grad.permute(0, 2, 3, 1).contiguous().numpy()}


if __name__ == "__main__":
    torch.set_num_threads(1)  # several tests run at once, and threads that wait for one another only lose
    answers = {}
    for each in json.load(sys.stdin):
        is_loss = "term" in each or "adversarial" in each
        answers[each["name"]] = write(sys.argv[1], each["name"], of_loss(each) if is_loss else of_network(each))
    print(json.dumps(answers))
