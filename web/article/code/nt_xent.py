"""NT-Xent, the form of InfoNCE that SimCLR trains with (arXiv:2002.05709, eq. 1)."""
import torch
import torch.nn.functional as F


def nt_xent(z_a, z_b, tau=0.1):
    """Mean loss of the 2N anchors, in nats.

    z_a, z_b: [N, D] embeddings; row i of each is a view of item i.
    """
    n = z_a.shape[0]
    z = F.normalize(torch.cat([z_a, z_b]), dim=1)
    logits = z @ z.T / tau                                  # [2N, 2N]
    itself = torch.eye(2 * n, dtype=torch.bool, device=z.device)
    logits = logits.masked_fill(itself, float('-inf'))      # 2N - 1 candidates left
    partner = torch.arange(2 * n, device=z.device).roll(n)  # N .. 2N-1, 0 .. N-1
    return F.cross_entropy(logits, partner)


if __name__ == '__main__':
    degrees = torch.tensor([0, 95.07, 279.62, 180.66, 3.87, 85.78, 268.85, 184.44])
    angle = torch.deg2rad(degrees.double())
    points = torch.stack([angle.cos(), angle.sin()], dim=1)  # four pairs on a circle
    loss = nt_xent(points[:4], points[4:], tau=0.07).item()
    assert abs(loss - 6.786e-6) < 1e-8, loss
    alone = nt_xent(torch.ones(1, 2), torch.ones(1, 2))      # no negatives, nothing to lose
    assert abs(alone.item()) < 1e-6
    print(f'nt_xent of the eight points: {loss:.3e}')
