"""What CenterFace says, as boxes. Written from its paper (Y. Xu et al., "CenterFace: Joint Face
Detection and Alignment Using Face as Point", arXiv:1911.03599, section 3), no code is taken over.

The model answers for each field of 4 by 4 pixels of what it was shown: how sure it is that a face has
its middle there, how far from the field's middle (in fields), and the logarithm of the face's height
and width (in fields).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from solidary.darkroom.faces.boxes import Face

FIELD = 4
"""Pixels of a field's side."""
MULTIPLE = 32
"""What the model is shown has to be so many pixels wide and high, or a multiple: it halves them five
times."""
MOST = 4000
"""Fields that are looked at: each face has some ten, and a picture may be made to have as many as
fields."""


def decoded(sure: Any, size: Any, offset: Any, threshold: float) -> list[Face]:
    """The faces of which the model is surer than `threshold`, in pixels of what it was shown; several
    of each, the surest `MOST`. `sure`: rows by columns; `size` and `offset`: two of them, down before across."""
    rows, columns = np.nonzero(sure > threshold)
    if len(rows) > MOST:
        surest = np.argsort(sure[rows, columns])[-MOST:]
        rows, columns = rows[surest], columns[surest]
    # Beyond e^10 fields nothing is a face; and nothing overflows.
    high, wide = np.exp(np.minimum(size[:, rows, columns], 10)) * FIELD
    middle_y = (rows + offset[0, rows, columns] + 0.5) * FIELD
    middle_x = (columns + offset[1, rows, columns] + 0.5) * FIELD
    found = np.stack(
        [middle_x - wide / 2, middle_y - high / 2, wide, high, sure[rows, columns]], axis=1
    )
    return [Face(*map(float, each)) for each in found[np.isfinite(found).all(axis=1)]]
