"""What each task is trained to do, as one number a batch."""

import torch
import torch.nn.functional as F
from batches import Batch
from encoder import ROLES, Reader
from torch import Tensor

START, END = ROLES, ROLES + 1


def average(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy over the words that have a label."""
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=-100)


def lose_roles(reader: Reader, batch: Batch) -> Tensor:
    """A linear chain over the role tags, and a label for each word under each cue."""
    words = reader.read_words(batch.pieces, batch.shapes, batch.first, batch.last)
    loss = lose_chain(reader.roles(words).float(), reader.steps, batch.roles)
    if batch.link_window is None:
        return loss
    scores = reader.score_links(words, batch.link_window, batch.link_pool, batch.link_distance)
    return loss + average(scores, batch.link_labels)


def lose_chain(scores: Tensor, steps: Tensor, labels: Tensor) -> Tensor:
    """Minus the log probability a word of the whole tag sequence; scores (B, W, roles)."""
    present = labels >= 0
    tags = labels.clamp(min=0)
    gold = (scores.gather(2, tags[:, :, None]).squeeze(2) * present).sum(1) + steps[START, tags[:, 0]]
    gold = gold + (steps[tags[:, :-1], tags[:, 1:]] * present[:, 1:]).sum(1)
    final = tags.gather(1, present.sum(1, keepdim=True) - 1).squeeze(1)
    total = torch.logsumexp(steps[START, :ROLES] + scores[:, 0] + _sum_paths(scores, steps, present), 1)
    return (total - gold - steps[final, END]).sum() / present.sum()


def _sum_paths(scores: Tensor, steps: Tensor, present: Tensor) -> Tensor:
    """(B, roles): the log of the sum over all ways on from each first tag to the end.

    Neighbouring moves are put together pair by pair, so that a window takes the logarithm of its length in
    operations, not its length: a fifth of the time of a step where every operation is small.
    """
    moves = steps[:ROLES, :ROLES] + scores[:, 1:, None, :]  # (B, W - 1, from, to)
    stay = torch.full((ROLES, ROLES), -1e4).fill_diagonal_(0.0)
    moves = torch.where(present[:, 1:, None, None], moves, stay)
    while moves.shape[1] > 1:
        if moves.shape[1] % 2:
            moves = torch.cat([moves, stay.expand(len(moves), 1, -1, -1)], 1)
        left, right = moves[:, 0::2], moves[:, 1::2]
        moves = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
    last = moves[:, 0] if moves.shape[1] else stay.expand(len(scores), -1, -1)
    return torch.logsumexp(last + steps[:ROLES, END], -1)


def lose_names(reader: Reader, batch: Batch) -> Tensor:
    """A name tag for each word."""
    return average(reader.names(reader.read_words(batch.pieces, batch.shapes, batch.first, batch.last)), batch.names)


def lose_syntax(reader: Reader, batch: Batch) -> Tensor:
    """Part of speech, sentence end, head and relation of each word."""
    words = reader.read_words(batch.pieces, batch.shapes, batch.first, batch.last)
    stops = reader.stops(words).squeeze(-1).float()
    known = batch.stops >= 0
    ends = F.binary_cross_entropy_with_logits(stops[known], batch.stops[known].float())
    return (
        average(reader.parts(words), batch.parts)
        + average(reader.score_arcs(words, batch.same_sentence), batch.heads)
        + average(reader.score_relations(words, batch.heads), batch.relations)
        + ends
    )
