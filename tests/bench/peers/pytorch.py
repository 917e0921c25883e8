"""PyTorch on one thread, as a process that takes turns. It answers lines as serve.mjs does.
    pytorch.py FOLDER     tests/bench/inputs.mjs wrote the steps' data to FOLDER"""
import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
from torch import nn

from clip_step import clip_step

torch.set_num_threads(1)
FOLDER = sys.argv[1]
DIM, TAU, RATE, MOMENTUM = 128, 0.1, 0.01, 0.9


def numbers(seed, count):
    """The same numbers as numbers() of inputs.mjs."""
    h = np.arange(1, count + 1, dtype=np.uint32) + np.uint32(seed * 0x85EBCA6B & 0xFFFFFFFF)
    h *= np.uint32(0x9E3779B1)
    for _ in range(2):
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x45D9F3B)
    return torch.from_numpy(((h >> np.uint32(8)) / 0x800000 - 1).astype(np.float32))


def ntxent(z):
    """Mean NT-Xent of z [2B, D], row i paired with row (i + B) mod 2B."""
    views = len(z)
    unit = nn.functional.normalize(z)
    logits = (unit @ unit.T / TAU).fill_diagonal_(-float("inf"))
    partner = torch.arange(views).roll(-(views // 2))
    return nn.functional.cross_entropy(logits, partner)


def clip(a, b):
    """Figure 3 of CLIP's paper, with the scale that it starts from."""
    logits = nn.functional.normalize(a) @ nn.functional.normalize(b).T / 0.07
    own = torch.arange(len(a))
    cross_entropy = nn.functional.cross_entropy
    return (cross_entropy(logits, own) + cross_entropy(logits.T, own)) / 2


def siglip(a, b):
    """Algorithm 1 of SigLIP's paper, with the scale and the bias that it starts from."""
    logits = nn.functional.normalize(a) @ nn.functional.normalize(b).T * 10 - 10
    labels = 2 * torch.eye(len(a)) - 1
    return -nn.functional.logsigmoid(labels * logits).sum() / len(a)


def tensors(path):
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name.startswith(("backbone.", "head.", "text.")):
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            array = np.frombuffer(data[begin:end], dtype=np.float32).reshape(entry["shape"])
            yield name, torch.from_numpy(array.copy())


def mlp():
    backbone = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU())
    return nn.ModuleDict({"backbone": backbone, "head": nn.Sequential(nn.Linear(128, 64))})


def cnn(dim=64):
    layers, channels = [], 3
    for out, size in [(16, 5), (32, 3), (64, 3)]:
        layers += [nn.Conv2d(channels, out, size, 2, size // 2, bias=False), nn.BatchNorm2d(out),
                   nn.ReLU()]
        channels = out
    layers += [nn.Flatten(), nn.Linear(1024, 128), nn.ReLU()]
    return nn.ModuleDict({"backbone": nn.Sequential(*layers),
                          "head": nn.Sequential(nn.Linear(128, dim))})


def gemm_work(n):
    a, b = numbers(1, n * n).view(n, n), numbers(2, n * n).view(n, n)
    return lambda: (a @ b)[0, 0].item()


def loss_work(pairs, loss_of):
    z = numbers(1, 2 * pairs * DIM).view(2 * pairs, DIM).requires_grad_()

    def run():
        z.grad = None
        loss = loss_of(z)
        loss.backward()
        return loss.item()
    return run


def step_work(kind):
    if kind.startswith("clip"):
        weights = dict(tensors(f"{FOLDER}/{kind}.safetensors"))
        return clip_step(FOLDER, kind, cnn(dim=128), weights)
    model = {"mlp": mlp, "cnn": cnn}[kind]()
    model.load_state_dict(dict(tensors(f"{FOLDER}/{kind}.safetensors")), strict=False)
    shape = {"mlp": (-1, 784), "cnn": (-1, 3, 32, 32)}[kind]
    images = torch.from_numpy(np.fromfile(f"{FOLDER}/{kind}.images", dtype=np.float32)).view(shape)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)

    def run():
        optimizer.zero_grad()
        loss = ntxent(model["head"](model["backbone"](images)))
        loss.backward()
        optimizer.step()
        return loss.item()
    return run


def main():
    processor = os.environ.get("BENCH_CLOCK") == "processor"
    clock = time.process_time if processor else time.perf_counter
    works = {"gemm": gemm_work, "step": step_work,
             "ntxent": lambda pairs: loss_work(pairs, ntxent),
             "clip": lambda pairs: loss_work(pairs, lambda z: clip(*z.chunk(2))),
             "siglip": lambda pairs: loss_work(pairs, lambda z: siglip(*z.chunk(2)))}
    ready = {}
    print(json.dumps({"name": f"PyTorch {torch.__version__}, native"}), flush=True)
    for line in sys.stdin:
        work, size = line.split()
        key = (work, size)
        try:
            if key not in ready:
                ready.clear()
                ready[key] = works[work](int(size) if size.isdigit() else size)
            begin = clock()
            value = ready[key]()
            answer = {"ms": 1000 * (clock() - begin), "value": value}
        except (KeyError, OSError, RuntimeError) as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


main()
