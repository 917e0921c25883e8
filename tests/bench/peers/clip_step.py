"""Steps of method clip in PyTorch: two encoders, their comparisons, and the update of both. The words
and the optimiser are those of the page's program, which tests/bench/inputs.mjs wrote; cutting texts
into pieces is not timed."""
import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, UNITS, WORDS = 64, 256, 32


class RMSNorm(nn.Module):
    def forward(self, x):
        return x / (x.square().mean(dim=-1, keepdim=True) + 1e-6).sqrt()


class Positions(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(WORDS, WIDTH))

    def forward(self, x):
        return x + self.weight


class Bags(nn.Sequential):
    """All pieces of a text, in no order."""
    def take(self, texts):
        self.ids, self.starts = joined([[i for word in text for i in word] for text in texts])

    def forward(self):
        bag, *rest = self
        return nn.Sequential(*rest)(bag(self.ids, self.starts))


class Words(nn.Sequential):
    """The first words of a text, attending to each other."""
    def take(self, texts):
        texts = [text[:WORDS] for text in texts]
        self.ids, self.starts = joined([word for text in texts for word in text])
        self.count = torch.tensor([len(text) for text in texts])[:, None]
        longest = self.count.max().item()                  # no batch needs more padding
        self.here = torch.arange(longest) < self.count

    def forward(self):
        bag, norm, positions, block, last, _, *dense = self
        x = torch.zeros(*self.here.shape, WIDTH)
        x[self.here] = norm(bag(self.ids, self.starts))
        x = x + positions.weight[:x.shape[1]]
        x = last(block(x, src_key_padding_mask=~self.here))
        return nn.Sequential(*dense)((x * self.here[:, :, None]).sum(dim=1) / self.count)


def joined(lists):
    starts = np.cumsum([0] + [len(x) for x in lists])[:-1]
    return torch.tensor([i for x in lists for i in x]), torch.tensor(starts)


def text_encoder(params):
    bag = nn.EmbeddingBag(params["buckets"], WIDTH, mode="mean", sparse=True)
    if params.get("text_encoder") == "transformer":
        block = nn.TransformerEncoderLayer(WIDTH, 4, 4 * WIDTH, dropout=0, norm_first=True,
                                           batch_first=True,
                                           activation=lambda x: F.gelu(x, approximate="tanh"))
        body = Words(bag, RMSNorm(), Positions(), block, nn.LayerNorm(WIDTH), nn.Identity(),
                     nn.Linear(WIDTH, UNITS), nn.ReLU())
    else:
        body = Bags(bag, RMSNorm(), nn.Linear(WIDTH, UNITS), nn.ReLU())
    return nn.ModuleDict({"backbone": body,
                          "head": nn.Sequential(nn.Linear(UNITS, params["dim"]))})


def optimizers(params, page, image, text, scale):
    table, *rest = text.parameters()
    plain = [text["backbone"][2].weight] if isinstance(text["backbone"], Words) else []
    weights = [*image.parameters(), scale,
               *(x for x in rest if not any(x is y for y in plain))]
    groups = [{"params": [x for x in weights if x.ndim > 1]},
              {"params": [x for x in weights if x.ndim < 2], "weight_decay": 0},
              {"params": plain, "weight_decay": 0, "plain": True}]
    lr, betas, decay = params["lr"], (0.9, params["beta2"]), params["weight_decay"]
    if params["optimizer"] == "muon":
        dense = page["Muon"](groups, lr, params["momentum"], betas=betas, weight_decay=decay)
    else:
        dense = torch.optim.AdamW(groups, lr, betas=betas, weight_decay=decay)
    return [dense, torch.optim.SparseAdam([table], lr=lr, betas=betas)]


def compare(a, b, scale):
    s = F.normalize(a) @ F.normalize(b).T * scale.exp()
    own = torch.arange(len(a))
    return (F.cross_entropy(s, own) + F.cross_entropy(s.T, own)) / 2


def clip_step(folder, kind, image, tensors):
    """A function that makes one step. image: the encoder of drawings, without its weights."""
    with open(f"{folder}/{kind}.json") as file:
        params = json.load(file)
    with open(f"{folder}/{kind}.texts") as file:
        names = json.load(file)
    page = {}
    with open(f"{folder}/{kind}.py") as file:
        exec(file.read(), page)
    slip, text_text = params.get("slip", 0), params.get("text_text", 0)
    texts = [page["words"](name) for name in names] * (2 if text_text else 1)
    images = torch.from_numpy(np.fromfile(f"{folder}/{kind}.images", dtype=np.float32))
    images = images.view(-1, 3, 32, 32).repeat(2 if slip else 1, 1, 1, 1)
    text = text_encoder(params)
    image.load_state_dict({k: x for k, x in tensors.items() if not k.startswith("text.")},
                          strict=False)
    text.load_state_dict({k[5:]: x for k, x in tensors.items() if k.startswith("text.")})
    scale = nn.Parameter(torch.tensor(-math.log(0.07)))
    both = optimizers(params, page, image, text, scale)
    text["backbone"].take(texts)

    def loss_of():
        z = image["head"](image["backbone"](images))
        t = text["head"](text["backbone"]())
        if not slip:
            return compare(z, t, scale)
        (a, b), (t, u) = z.chunk(2), t.chunk(2) if text_text else (t, None)
        loss = (compare(a, t, scale) + compare(b, t, scale)) / 2 + slip * compare(a, b, scale)
        return loss + text_text * compare(t, u, scale) if text_text else loss

    def run():
        for optimizer in both:
            optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        for optimizer in both:
            optimizer.step()
        scale.data.clamp_(math.log(0.1), math.log(100))
        return loss.item()
    return run
