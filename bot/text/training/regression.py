"""Logistic regression over several classes, fitted through the likeness of examples rather than their features."""

import math

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
_ROUNDS = 120


def fit(likeness: Matrix, classes: npt.NDArray[np.int64], count: int, penalty: float) -> Matrix:
    """How much each example (row) speaks for each of `count` classes (column).

    `likeness` holds the inner product of every two examples, `classes` the class of each. Scores of a new example
    are its likeness to these examples times the result. Nesterov's accelerated descent; deterministic.
    """
    wanted = np.eye(count, dtype=np.float32)[classes]
    step = 1 / (0.5 * _largest(likeness) + penalty)
    found = np.zeros_like(wanted)
    ahead, pace = found, 1.0
    for _ in range(_ROUNDS):
        slope = shares(likeness @ ahead) - wanted + penalty * ahead
        moved = (ahead - step * slope).astype(np.float32)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = (moved + (pace - 1) / faster * (moved - found)).astype(np.float32)
        found, pace = moved, faster
    return found


def shares(scores: Matrix) -> Matrix:
    """Scores as probabilities, each row adding up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    even: Matrix = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return even


def _largest(likeness: Matrix) -> float:
    """The largest eigenvalue, near enough, which bounds how far a step may go."""
    vector = np.ones(len(likeness), dtype=np.float32)
    size = 1.0
    for _ in range(12):
        vector = likeness @ vector
        size = float(np.linalg.norm(vector))
        vector = (vector / np.float32(size)).astype(np.float32)
    return size * 1.05
