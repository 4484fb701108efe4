"""How long somebody's step is."""

import math

WALK_RATIO_M_MIN = 0.0065
"""Step length over step rate [m per (step/min)]: the same person keeps it at nearly all speeds; 0.0064 to 0.0066 in
healthy adults (Sekiya and Nagasaki 1998, doi:10.1016/S0966-6362(98)00009-5)."""


def step_length_m(speed_m_s: float) -> float:
    """Return the step of somebody who walks at a speed [m].

    From speed = length · rate and length = ratio · rate: length = √(ratio · speed). Below 1.0 m/s people step a little
    longer than this (Murakami and Otaka 2017, doi:10.1589/jpts.29.722), so that they arrive with steps in hand.

    Examples
    --------
    >>> round(step_length_m(1.2), 2), round(step_length_m(0.8), 2)
    (0.68, 0.56)
    """
    return math.sqrt(WALK_RATIO_M_MIN * speed_m_s * 60.0)
