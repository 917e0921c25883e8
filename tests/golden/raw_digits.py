#!/usr/bin/env python3
"""Linear probe and few-shot accuracy of raw pixels on MNIST, the marks that the page draws beside
the trained encoder's scores, computed by another optimiser and another reader of the pack.

    /usr/bin/python3 tests/golden/raw_digits.py [build/data/mnist.pack]      (needs PyTorch)

The definitions are those of src/measure/probe.h and shots.h: rows of length 1, centred and scaled by
one number; multinomial logistic regression whose decay is chosen by the loss on every tenth row.
PyTorch's L-BFGS with a strong line search reaches the optimum of each decay, starting from zero;
the engine stops near it.
"""
import sys

import numpy as np
import torch

from raw_pixels import M64, mix

DECAYS = (1e-2, 1e-3, 1e-4)
SEED, PURPOSE_SHOTS = 20260102, 7
EPISODES, SHOTS = 10, (1, 5, 10)


def random_u32(seed, purpose, counter):
    """PCG-XSH-RR 64/32, with the streams of src/base/random.c."""
    state = mix((mix((mix(seed) + purpose) & M64) + counter) & M64)
    increment = (mix(state) << 8 | purpose << 1 | 1) & M64
    state = (state * 6364136223846793005 + increment) & M64
    while True:
        word, turn = (state >> 18 ^ state) >> 27 & 0xFFFFFFFF, state >> 59
        state = (state * 6364136223846793005 + increment) & M64
        yield (word >> turn | word << (-turn & 31)) & 0xFFFFFFFF


def below(numbers, n):
    return next(x for x in numbers if x >= 2**32 % n) % n


def read_pack(path):
    """Rows of length 1, their digits, and the number of rows held out at the end."""
    data = open(path, "rb").read()
    version, concepts, tracks, labels = np.frombuffer(data, "<u4", 4, 4)
    split, held_out = np.frombuffer(data, "<u4", 2, 36)
    kind, encoding, renditions, channels, height, width, mean, size = np.frombuffer(data, "<u4", 8, 64)
    assert data[:4] == b"CTPK" and (version, tracks, labels, split) == (3, 1, 1, 1)
    assert (kind, encoding, renditions, channels) == (0, 0, 1, 1)
    digits = np.frombuffer(data, "<u2", concepts, 96).astype(np.int64)
    pixels = np.frombuffer(data, np.uint8, size, offset=96 + -(-2 * int(concepts) // 4) * 4)
    x = pixels.reshape(concepts, -1) / 255.0 - mean / 1000
    return x / np.linalg.norm(x, axis=1, keepdims=True), digits, int(held_out)


def fit(v, labels, classes, decay):
    w = torch.zeros(classes, v.shape[1], dtype=v.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=300, max_eval=400, history_size=20,
                                  tolerance_grad=1e-6, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.cross_entropy(v @ w.T, labels)
        value = value + decay / 2 * (w[:, :-1] ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return w.detach()


def accuracy(w, v, labels):
    return ((v @ w.T).argmax(1) == labels).double().mean().item()


def probe(v, labels, train, classes):
    kept = torch.arange(train) % 10 == 9
    best = None
    for decay in DECAYS:
        w = fit(v[:train][~kept], labels[:train][~kept], classes, decay)
        loss = torch.nn.functional.cross_entropy(v[:train][kept] @ w.T, labels[:train][kept])
        print(f"  decay {decay}: {loss:.4f} nats on the rows kept, "
              f"accuracy {accuracy(w, v[train:], labels[train:]):.4f}")
        if best is None or loss < best[0]:
            best = loss, w
    return accuracy(best[1], v[train:], labels[train:])


def shots(v, labels, train, classes):
    members = [np.flatnonzero(labels[:train].numpy() == c).tolist() for c in range(classes)]
    found = np.zeros((EPISODES, len(SHOTS)))
    for episode in range(EPISODES):
        for c, list_ in enumerate(members):
            numbers = random_u32(SEED, PURPOSE_SHOTS, episode * classes + c)
            for i in range(max(SHOTS)):
                j = i + below(numbers, len(list_) - i)
                list_[i], list_[j] = list_[j], list_[i]
        for k, count in enumerate(SHOTS):
            rows = [list_[i] for i in range(count) for list_ in members]
            w = fit(v[rows], labels[rows], classes, DECAYS[0])
            found[episode, k] = accuracy(w, v[train:], labels[train:])
    return found.mean(0)


def exam(x, digits, held_out):
    train, classes = len(x) - held_out, int(digits.max()) + 1
    centre = x[:train].mean(0)
    scale = np.sqrt(((x[:train] - centre) ** 2).mean())
    v = np.hstack([(x - centre) / scale, np.ones((len(x), 1))])
    v, labels = torch.tensor(v, dtype=torch.float32), torch.tensor(digits)
    print(f"probe {probe(v, labels, train, classes):.4f}")
    for count, value in zip(SHOTS, shots(v, labels, train, classes)):
        print(f"shot{count} {value:.4f}")


if __name__ == "__main__":
    exam(*read_pack(sys.argv[1] if len(sys.argv) > 1 else "build/data/mnist.pack"))
