"""Two methods without negatives: BYOL (arXiv:2006.07733) and SimSiam (arXiv:2011.10566)."""
import torch
import torch.nn.functional as F


def simsiam_loss(p1, p2, z1, z2):
    """p: predictor outputs, z: projections, [B, D]. Lies in -1 .. 1."""
    one = F.cosine_similarity(p1, z2.detach(), dim=1).mean()   # detach is the stop-gradient
    two = F.cosine_similarity(p2, z1.detach(), dim=1).mean()
    return -(one + two) / 2


def byol_loss(p1, p2, target1, target2):
    """p: predictions of the online network; target: projections by its moving average."""
    one = F.cosine_similarity(p1, target2.detach(), dim=1)
    two = F.cosine_similarity(p2, target1.detach(), dim=1)
    return (4 - 2 * one - 2 * two).mean()


@torch.no_grad()
def follow(target, online, decay=0.996):
    """The target network trails behind the online one."""
    for t, o in zip(target.parameters(), online.parameters()):
        t.lerp_(o, 1 - decay)


def collapse_meter(z):
    """std * sqrt(d) of unit embeddings [B, D]: near 1 healthy, 0 collapsed to one point."""
    z = F.normalize(z, dim=1)
    return (z.std(dim=0).mean() * z.shape[1] ** 0.5).item()


if __name__ == '__main__':
    torch.manual_seed(0)
    p, z = torch.randn(32, 16, requires_grad=True), torch.randn(32, 16, requires_grad=True)
    simsiam_loss(p, p, z, z).backward()
    assert p.grad is not None and z.grad is None
    assert abs(simsiam_loss(p, p, p, p).item() + 1) < 1e-6
    assert abs(byol_loss(p, p, p, p).item()) < 1e-5
    target, online = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    expected = 0.996 * target.weight + 0.004 * online.weight
    follow(target, online)
    assert torch.allclose(target.weight, expected)
    assert collapse_meter(torch.ones(100, 16)) < 1e-6
    assert abs(collapse_meter(torch.randn(10000, 16)) - 1) < 0.02
    print('simsiam, byol: gradients stop where they should')
