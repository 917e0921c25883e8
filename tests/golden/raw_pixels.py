#!/usr/bin/env python3
"""R@1 of raw pixels on the held-out emoji: the line that the page draws for comparison.

    /usr/bin/python3 tests/golden/raw_pixels.py [build/data/emoji.pack] [other splits to try]

This reads the pack (src/data/pack.h) and the split (src/data/sampler.c, random.c) and computes the
metric independently: a drawing by one artist finds the same concept by the next artist among all
held-out concepts, by the cosine of pixels in 0..1 minus 0.7. The mean is over the artist pairs
0-1, 1-2, 2-0.
"""
import gzip
import sys

import numpy as np

M64 = 2**64 - 1
SPLIT_SEED, PURPOSE_SPLIT = 20260101, 4


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & M64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & M64
    x = (x ^ x >> 27) * 0x94D049BB133111EB & M64
    return x ^ x >> 31


def random_u32(seed, purpose):
    """PCG-XSH-RR 64/32, with the streams of src/base/random.c."""
    state = mix(mix((mix(seed) + purpose) & M64))
    increment = (mix(state) << 8 | purpose << 1 | 1) & M64
    for skip in range(sys.maxsize):
        old, state = state, (state * 6364136223846793005 + increment) & M64
        word, turn = (old >> 18 ^ old) >> 27 & 0xFFFFFFFF, old >> 59
        if skip:
            yield (word >> turn | word << (-turn & 31)) & 0xFFFFFFFF


def held_out(concepts, seed=SPLIT_SEED):
    numbers, items = random_u32(seed, PURPOSE_SPLIT), list(range(concepts))
    for last in range(concepts - 1, 0, -1):
        word = next(x for x in numbers if x >= 2**32 % (last + 1))
        other = word % (last + 1)
        items[last], items[other] = items[other], items[last]
    return items[: (concepts + 2) // 5]


def read_pack(path):
    """Pixels [concepts, renditions, channels * height * width], 0..255."""
    data = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    version, concepts, tracks, labels = np.frombuffer(data, "<u4", 4, 4)
    kind, encoding, renditions, channels, height, width, _, size = np.frombuffer(data, "<u4", 8, 64)
    assert data[:4] == b"CTPK" and (version, tracks) == (3, 1)
    assert (kind, encoding, channels) == (0, 1, 3)  # pixels as palettes
    start = 96 + -(-2 * int(labels) * int(concepts) // 4) * 4
    stored = np.frombuffer(data, np.uint8, size, start).reshape(-1, 3 * height * width)
    index, colours = np.split(stored, [height * width], axis=1)
    colours = colours[:, : len(colours[0]) // 3 * 3].reshape(len(stored), -1, 3)
    pixels = np.take_along_axis(colours, index[:, :, None].astype(int), axis=1)
    return pixels.swapaxes(1, 2).reshape(concepts, renditions, -1)


def recall(pixels, concepts):
    x = pixels[concepts] / 255.0 - 0.7
    x /= np.linalg.norm(x, axis=2, keepdims=True)
    hits = [np.argmax(x[:, a] @ x[:, b].T, axis=1) == np.arange(len(x))
            for a, b in ((0, 1), (1, 2), (2, 0))]
    return np.mean(hits)


if __name__ == "__main__":
    pixels = read_pack(sys.argv[1] if len(sys.argv) > 1 else "build/data/emoji.pack")
    tries = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print(f"raw_recall1 {recall(pixels, held_out(len(pixels))):.6f}")
    for seed in range(tries):
        print(f"  split seed {seed}: {recall(pixels, held_out(len(pixels), seed)):.6f}")
