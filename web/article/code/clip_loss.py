"""The symmetric loss of CLIP with its learned temperature (arXiv:2103.00020, fig. 3)."""
import math
import torch
from torch import nn
import torch.nn.functional as F


class ClipLoss(nn.Module):
    """Row i of `image` and row i of `text` belong together; the rest are negatives."""

    def __init__(self, tau=0.07, max_scale=100.0):
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / tau)))  # 2.659
        self.max_log_scale = math.log(max_scale)

    def forward(self, image, text):
        with torch.no_grad():                        # the cap, kept out of the gradient
            self.log_scale.clamp_(max=self.max_log_scale)
        image = F.normalize(image, dim=-1)
        text = F.normalize(text, dim=-1)
        logits = self.log_scale.exp() * image @ text.T                  # [N, N]
        diagonal = torch.arange(len(logits), device=logits.device)
        to_text = F.cross_entropy(logits, diagonal)
        to_image = F.cross_entropy(logits.T, diagonal)
        return (to_text + to_image) / 2


if __name__ == '__main__':
    pairs = torch.eye(512)              # 512 pairs, aligned, every negative orthogonal
    right = ClipLoss()(pairs, pairs).item()
    assert abs(right - math.log1p(511 * math.exp(-1 / 0.07))) < 1e-5, right
    misread = ClipLoss(tau=math.exp(-0.07))  # the scale is then exp(0.07) = 1.07
    wrong = misread(pairs, pairs).item()
    assert abs(wrong - 5.169) < 1e-3, wrong
    capped = ClipLoss(tau=0.001)
    capped(pairs, pairs)
    assert abs(capped.log_scale.exp().item() - 100) < 1e-3
    print(f'clip loss at 512 pairs: {right:.4f}; with the misread scale: {wrong:.2f}')
