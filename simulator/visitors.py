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
    stops : tuple of str
        Where they go, one after another, in words that the hospital's search understands.
    stay_s : tuple of float
        Shortest and longest stay at a stop [s]; shorter than life, so that watching is worth the while.
    """

    labels: Mapping[str, str]
    language: str
    profile: str
    stops: tuple[str, ...]
    stay_s: tuple[float, float] = (12.0, 30.0)


VISITORS = (
    Visitor(
        labels={"zh-Hans": "王奶奶，看心内科", "en": "Grandma Wang, to cardiology"},
        language="zh-Hans",
        profile="no_stairs",
        stops=("门诊大厅", "挂号", "心血管内科", "采血", "收费", "药房", "停车场"),
    ),
    Visitor(
        labels={"zh-Hans": "卡特女士，轮椅", "en": "Ms Carter, by wheelchair"},
        language="en",
        profile="wheelchair",
        stops=("停车场", "门诊大厅", "超声", "CT", "收费", "药房", "停车场"),
    ),
    Visitor(
        labels={"zh-Hans": "李明，带孩子看病", "en": "Li Ming with his child"},
        language="zh-Hans",
        profile="walk",
        stops=("停车场", "挂号", "儿科", "采血", "收费", "药房", "停车场"),
    ),
    Visitor(
        labels={"zh-Hans": "陈护士", "en": "Nurse Chen"},
        language="en",
        profile="staff",
        stops=("急诊", "检验科", "住院", "药房", "急诊"),
        stay_s=(6.0, 15.0),
    ),
)
