"""Trains networks with PyTorch, for training.test.ts, from weights and batches that it makes and hands over.

`make_training.py FOLDER` reads cases from standard input as JSON, [{name, config, side, steps, seed, start, values}]:
`config` as in contract/training-config.ts with every default filled in, `start` one of torch_start.py's, `values` the
{zero, range} of network values. It writes arrays to FOLDER and prints {name: {array: {file, type, shape}, ...}}. Tensors of a
network stand in one row in layer order, in Finescope's axis orders:

- `inputs`, `targets` [steps, batch, side, side];
- `weights`, `statistics` (trained tensors, running statistics) before the first step; `weightsAfter`,
  `statisticsAfter` after the last; `losses` [steps] before each update; all computed in float32;
- `gradient` of the first step, computed in float64;
- of a GAN also `criticWeights`, `criticStatistics`, `criticLosses`, `criticGradient`.

A step of a GAN is the discriminator's (here: critic), on the prediction of now, then the generator's against what that
made of it.
"""

import copy
import json
import sys

import numpy as np
import torch
from torch import nn
from torch_files import write
from torch_losses import adversarial, term
from torch_models import GroupDiscriminator, twin
from torch_start import STARTS, ReluMargin, batches
from torch_tensors import flat, statistics, trained

OPTIMISERS = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}


def optimiser(network, options):
    rates = {"lr": options["learningRate"], "weight_decay": options["weightDecay"], "eps": options["epsilon"]}
    return OPTIMISERS[options["kind"]](network.parameters(), betas=(options["beta1"], options["beta2"]), **rates)


class Training:
    """A network, its discriminator where there is one, and their optimisers, in one type of numbers."""

    def __init__(self, case, network, critic, dtype):
        self.config, self.values = case["config"], case["values"]
        self.network = copy.deepcopy(network).to(dtype)
        self.critic = critic and copy.deepcopy(critic).to(dtype)
        self.optimiser = optimiser(self.network, self.config["optimiser"])
        if critic:
            self.kind = self.config["adversarial"]["loss"]
            self.critic_optimiser = optimiser(self.critic, self.config["adversarial"]["optimiser"])
        self.dtype = dtype

    def batch(self, images):
        return torch.from_numpy(images).to(self.dtype)[:, None]

    def step(self, image, target):
        """One step; answers the losses of both before it."""
        image, target = self.batch(image), self.batch(target)
        prediction = self.network(image)
        loss = sum(t["weight"] * term(t, prediction, target, self.values) for t in self.config["loss"])
        critic_loss = None
        if self.critic:
            answers = self.critic(target), self.critic(prediction.detach())
            critic_loss = (adversarial(self.kind, answers[0], True) + adversarial(self.kind, answers[1], False)) / 2
            self.critic_gradient = self.descend(self.critic, self.critic_optimiser, critic_loss)
            judged = adversarial(self.kind, self.critic(prediction), True)
            loss = loss + self.config["adversarial"]["weight"] * judged
        self.gradient = self.descend(self.network, self.optimiser, loss)
        return loss.item(), critic_loss and critic_loss.item()

    def descend(self, network, optimiser, loss):
        """Updates a network; answers the gradient before clipping."""
        optimiser.zero_grad()
        loss.backward()
        gradient = flat(tensor.grad for tensor in trained(network))
        if self.config["clipping"]:
            nn.utils.clip_grad_norm_(network.parameters(), self.config["clipping"])
        optimiser.step()
        return gradient


def run(case):
    """The arrays of a case, by name."""
    config, rng, pinned = case["config"], np.random.default_rng(case["seed"]), case["start"] == "pinned"
    network = twin(config["architecture"])
    critic = GroupDiscriminator(case["side"]) if config["adversarial"] else None
    images, targets = batches(rng, case["steps"], config["batch"], case["side"], positive=pinned)
    arrays = {"inputs": images, "targets": targets}
    for prefix, each in (("", network), ("critic", critic)):
        if each:
            STARTS[case["start"]](each, rng)
            arrays[named(prefix, "weights")] = flat(trained(each))
            arrays[named(prefix, "statistics")] = flat(statistics(each))

    usual = Training(case, network, critic, torch.float32)
    losses = [usual.step(*pair) for pair in zip(images, targets)]
    arrays["losses"] = np.array([loss for loss, _ in losses])
    arrays["weightsAfter"] = flat(trained(usual.network))
    arrays["statisticsAfter"] = flat(statistics(usual.network))
    if critic:
        arrays["criticLosses"] = np.array([loss for _, loss in losses])
    exact = Training(case, network, critic, torch.float64)
    with ReluMargin() as relus:
        exact.step(images[0], targets[0])
    if pinned and not (relus.margin > 1e-3 and relus.opened and relus.closed):
        raise SystemExit(f"{case['name']}: a ReLU came to {relus.margin} of 0; {relus.opened} open, {relus.closed} closed")
    arrays["gradient"] = exact.gradient
    if critic:
        arrays["criticGradient"] = exact.critic_gradient
    return arrays


def named(prefix, name):
    return prefix + name.capitalize() if prefix else name


if __name__ == "__main__":
    torch.set_num_threads(1)  # several tests run at once, and threads that wait for one another only lose
    print(json.dumps({case["name"]: write(sys.argv[1], case["name"], run(case)) for case in json.load(sys.stdin)}))
