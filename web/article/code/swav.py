"""Swapped assignments to prototypes, balanced by Sinkhorn-Knopp (arXiv:2006.09882)."""
import torch
import torch.nn.functional as F


@torch.no_grad()
def sinkhorn(scores, epsilon=0.05, iterations=3):
    """Soft assignments [B, K] that use every prototype equally; each row sums to 1."""
    q = torch.exp((scores - scores.max()) / epsilon)
    for _ in range(iterations):
        q = q / q.sum(dim=0, keepdim=True)   # every prototype gets the same share
        q = q / q.sum(dim=1, keepdim=True)   # every item is given away once
    return q


def swav_loss(z1, z2, prototypes, tau=0.1):
    """z1, z2: [B, D] two views of the same items; prototypes: [K, D], a parameter."""
    with torch.no_grad():
        prototypes.copy_(F.normalize(prototypes, dim=1))
    scores1 = F.normalize(z1, dim=1) @ prototypes.T              # [B, K]
    scores2 = F.normalize(z2, dim=1) @ prototypes.T
    log_p1 = F.log_softmax(scores1 / tau, dim=1)
    log_p2 = F.log_softmax(scores2 / tau, dim=1)
    q1, q2 = sinkhorn(scores1), sinkhorn(scores2)                # no gradient through these
    swapped = (q1 * log_p2).sum(dim=1) + (q2 * log_p1).sum(dim=1)
    return -swapped.mean() / 2


if __name__ == '__main__':
    torch.manual_seed(0)
    q = sinkhorn(torch.randn(64, 8), epsilon=0.5, iterations=100)
    assert torch.allclose(q.sum(dim=1), torch.ones(64))
    assert torch.allclose(q.sum(dim=0), torch.full((8,), 8.0), atol=1e-2)
    prototypes = torch.nn.Parameter(torch.randn(8, 4))
    z = torch.randn(64, 4, requires_grad=True)
    swav_loss(z, z + 0.1, prototypes).backward()
    assert z.grad.abs().sum() > 0 and prototypes.grad.abs().sum() > 0
    flat = swav_loss(torch.ones(64, 4), torch.ones(64, 4), torch.ones(8, 4))
    assert abs(flat.item() - torch.tensor(8.0).log().item()) < 1e-5   # collapsed: ln K
    print(f'swav: balanced assignments; collapsed loss {flat.item():.3f} = ln 8')
