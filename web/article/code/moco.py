"""Momentum contrast: a queue of keys and a slowly moving key encoder (arXiv:1911.05722)."""
import copy
import torch
from torch import nn
import torch.nn.functional as F


class MoCo(nn.Module):
    def __init__(self, encoder, dim=128, K=65536, m=0.999, tau=0.07):
        super().__init__()
        self.m, self.tau = m, tau
        self.encoder_q = encoder
        self.encoder_k = copy.deepcopy(encoder).requires_grad_(False)
        keys = F.normalize(torch.randn(dim, K), dim=0)          # one key a column
        self.register_buffer('queue', keys)
        self.register_buffer('next', torch.zeros((), dtype=torch.long))

    @torch.no_grad()
    def follow(self):
        """theta_k <- m theta_k + (1 - m) theta_q"""
        for k, q in zip(self.encoder_k.parameters(), self.encoder_q.parameters()):
            k.lerp_(q, 1 - self.m)

    @torch.no_grad()
    def enqueue(self, keys):
        """The newest keys take the places of the oldest, round and round."""
        K = self.queue.shape[1]
        places = (self.next + torch.arange(len(keys), device=keys.device)) % K
        self.queue[:, places] = keys.T
        self.next.copy_((self.next + len(keys)) % K)

    def forward(self, view_q, view_k):
        q = F.normalize(self.encoder_q(view_q), dim=1)           # [B, dim]
        with torch.no_grad():
            self.follow()
            k = F.normalize(self.encoder_k(view_k), dim=1)
        positive = (q * k).sum(dim=1, keepdim=True)              # [B, 1]
        # backward needs the queue as it is now, so the product reads a copy
        negatives = q @ self.queue.clone()                       # [B, K]
        logits = torch.cat([positive, negatives], dim=1) / self.tau
        first = torch.zeros(len(q), dtype=torch.long, device=q.device)
        self.enqueue(k)
        return F.cross_entropy(logits, first)


if __name__ == '__main__':
    torch.manual_seed(0)
    moco = MoCo(nn.Linear(6, 4), dim=4, K=10, m=0.9)
    before = moco.encoder_k.weight.clone()
    with torch.no_grad():
        moco.encoder_q.weight.add_(1)
    moco(torch.randn(4, 6), torch.randn(4, 6)).backward()
    assert torch.allclose(moco.encoder_k.weight, before + 0.1)
    assert moco.encoder_q.weight.grad is not None and moco.encoder_k.weight.grad is None
    oldest = moco.queue[:, 4].clone()
    moco(torch.randn(4, 6), torch.randn(4, 6))
    assert not torch.equal(moco.queue[:, 4], oldest) and moco.next.item() == 8
    moco(torch.randn(4, 6), torch.randn(4, 6))
    assert moco.next.item() == 2                                 # wrapped round
    assert torch.allclose(moco.queue.norm(dim=0), torch.ones(10))
    print('moco: momentum, queue and gradients as they should be')
