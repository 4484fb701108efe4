"""The people of the demo: who they are, how they travel, where they go."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody with a day at the hospital.

    Parameters
    ----------
    labels : mapping
        Who they are, for those who watch.
    comes_by, leaves_by : str
        Where they come in and where they go at last, in words that the hospital's search understands.
    stops : tuple of str
        What they have to get done, in any order that the rules allow; in such words too.
    first : tuple of (str, str)
        Which of two stops comes first.
    stay_s : tuple of float
        Shortest and longest stay at a stop [s]; shorter than life, so that watching is worth the while.
    """

    labels: Mapping[str, str]
    language: str
    profile: str
    comes_by: str
    stops: tuple[str, ...]
    leaves_by: str
    first: tuple[tuple[str, str], ...] = ()
    stay_s: tuple[float, float] = (12.0, 30.0)


VISITORS = (
    Visitor(
        labels={"zh-Hans": "王奶奶，看心内科", "en": "Grandma Wang, to cardiology"},
        language="zh-Hans",
        profile="no_stairs",
        comes_by="门诊大厅",
        stops=("挂号", "心血管内科", "采血", "收费", "药房"),
        leaves_by="停车场",
        first=(("挂号", "心血管内科"), ("心血管内科", "采血"), ("心血管内科", "收费"), ("收费", "药房")),
    ),
    Visitor(
        labels={"zh-Hans": "卡特女士，轮椅", "en": "Ms Carter, by wheelchair"},
        language="en",
        profile="wheelchair",
        comes_by="停车场",
        stops=("超声", "CT", "收费", "药房"),
        leaves_by="停车场",
        first=(("收费", "药房"),),
    ),
    Visitor(
        labels={"zh-Hans": "李明，带孩子看病", "en": "Li Ming with his child"},
        language="zh-Hans",
        profile="walk",
        comes_by="停车场",
        stops=("挂号", "儿科", "采血", "收费", "药房"),
        leaves_by="停车场",
        first=(("挂号", "儿科"), ("儿科", "采血"), ("儿科", "收费"), ("收费", "药房")),
    ),
    Visitor(
        labels={"zh-Hans": "陈护士", "en": "Nurse Chen"},
        language="en",
        profile="staff",
        comes_by="急诊",
        stops=("检验科", "住院", "药房"),
        leaves_by="急诊",
        stay_s=(6.0, 15.0),
    ),
)
