"""What a room is, guessed from what it is called: German, English and Chinese words on plans."""

import re

from maps.labels import Labels

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_APOSTROPHES = re.compile(r"['’´`]")

# Category: whole words; with a star what a word begins or ends with (German compounds); Chinese anywhere. The first
# line that fits wins, so that a lift lobby is no lift and the store under the stairs no stairs.
_TABLE = """
elevator: elevator_shaft lift_shaft aufzugsschacht fahrstuhlschacht 电梯井
nonpublic: mech mechanical elec electrical plant boiler janitor jan custodial utility telecom tele comm ups batt eq
    equip equipment riser server idf mdf hvac technik *technikraum haustechnik* heizung heizraum hausanschluss*
    hauswirtschaftsraum hwr putzraum *maschinenraum lüftung* 机房 设备 配电 弱电 强电 锅炉 清洁间
storage: storage store stor stores closet archive file files lager* *lager abstell* archiv depot keller 仓库 库房 储藏
    储物 档案
opentobelow: void luftraum 挑空 中空
nonwalkable: shaft *schacht duct chase 管井 风井 竖井
waitingroom: waiting warte* 候诊室 候诊区 等候
auditorium: auditorium lecture hörsaal aula 报告厅 礼堂
lobby: lobby foyer entry entrance vestibule vest reception atrium *eingang eingangs* windfang *vorraum empfang*
    rezeption schleuse diele 大厅 门厅 前室 大堂 电梯厅 候梯 入口 玄关
walkway: corridor corr hallway hallways passage passageway circulation walkway gallery *flur gang korridor laubengang
    galerie 走廊 走道 过道 通道 连廊
escalator: escalator rolltreppe fahrtreppe 扶梯
stairs: stair stairs stairwell staircase stairway steps *treppe *treppenhaus *treppenraum 楼梯
elevator: elevator elev lift lifts *aufzug aufzugs* fahrstuhl 电梯
ramp: ramp rampe 坡道
restroom: restroom restrooms toilet toilets wc rr washroom lavatory lav bathroom bath *toilette *toiletten bad
    badezimmer 卫生间 厕所 洗手间 盥洗
shower: shower showers dusche duschen 淋浴
kitchen: kitchen kitchenette pantry *küche *kueche 厨房 茶水
foodservice: cafeteria canteen cafe restaurant dining cantine kantine mensa speisesaal bistro 食堂 餐厅
conferenceroom: conference conf meeting besprechung* konferenz* sitzung* 会议
laboratory: laboratory lab labs *labor 实验 检验 化验
classroom: classroom seminar* unterricht* schulung* klassenzimmer 教室 培训
library: library bibliothek bücherei 图书
office: office offices off *büro büro* *buero buero* 办公
parking: parking garage carpark *garage *stellplatz *stellplätze 车库 停车
terrace: terrace balcony loggia *terrasse *balkon 露台 阳台
lobby: hall halle
"""

_FEMALE = re.compile(r"\b(women|womens|ladies|female|frauen)\b|\bdamen|女")
_MALE = re.compile(r"\b(men|mens|gents|male|männer)\b|\bherren|男")
_WHEELCHAIR = re.compile(r"\b(accessible|disabled|ada|wheelchair|behinderten|barrierefrei|rollstuhl)|无障碍|残疾")


def room_category(*names: str) -> str | None:
    """Return the IMDF unit category that the names of a room mean, or None when they say nothing.

    Parameters
    ----------
    *names : str
        What the room is called, the most telling first; the first that says something counts.

    Examples
    --------
    >>> room_category("203", "OPEN OFFICE"), room_category("Herren-WC"), room_category("候诊走廊")
    ('office', 'restroom.male', 'walkway')
    >>> room_category("ELEV EQ RM"), room_category("Fahrstuhl"), room_category("S-7") is None
    ('nonpublic', 'elevator', True)
    """
    for name in names:
        text = _APOSTROPHES.sub("", name.casefold()).replace("_", " ")
        for category, said in _RULES:
            if said.search(text):
                return _restroom(text) if category == "restroom" else category
    return None


def room_labels(name: str) -> Labels:
    """Return a name as labels: Chinese where it has Han characters, else of no stated language; empty for no name."""
    return {"zh-Hans" if _HAN.search(name) else "und": name} if name else {}


def _restroom(text: str) -> str:
    female, male = bool(_FEMALE.search(text)), bool(_MALE.search(text))
    kind = "" if female == male else ".female" if female else ".male"
    return f"restroom{kind}" + (".wheelchair" if _WHEELCHAIR.search(text) else "")


def _pattern(terms: str) -> re.Pattern[str]:
    """Return a pattern of which one term is: a word, ``lager*``, ``*halle``, or Chinese anywhere."""
    said = (_term(term) for term in terms.split())
    return re.compile("|".join(said))


def _term(term: str) -> str:
    if _HAN.search(term):
        return term
    begins, ends = ("" if term.startswith("*") else r"\b"), ("" if term.endswith("*") else r"\b")
    return begins + term.strip("*").replace("_", " ") + ends


_RULES = [
    (category, _pattern(terms))
    for category, _, terms in (line.partition(":") for line in _TABLE.strip().replace("\n    ", " ").splitlines())
]
