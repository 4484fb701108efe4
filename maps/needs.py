"""What people need in a hospital, in plain words: the one table of synonyms."""

import re
from dataclasses import dataclass

from maps.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something people look for without knowing its name.

    Parameters
    ----------
    labels : mapping
        What to call a place that serves the need and has no name of its own.
    words : tuple of str
        What people say, in any language; the names are said too.
    serves : frozenset of str
        Functions, IMDF categories, portal and service kinds that serve it. A category stands for its own kinds
        too: ``restroom`` and ``restroom.female`` for ``restroom.female.wheelchair``.
    """

    labels: Labels
    words: tuple[str, ...]
    serves: frozenset[str]

    def is_served_by(self, *kinds: str) -> bool:
        """Return whether any of these functions and categories serves the need."""
        return any(not self.serves.isdisjoint(_wider_kinds(kind)) for kind in kinds)


def _wider_kinds(kind: str) -> frozenset[str]:
    """Return a function or category in its plain spelling with the wider ones it belongs to."""
    plain = kind.casefold().replace("-", "_").replace(" ", "_")
    first, *rest = plain.split(".")
    return frozenset({plain, first, *(f"{first}.{part}" for part in rest)})


# Each need: Chinese | English | what serves it; then, indented, what people say.
_TABLE = """
卫生间 | Toilet | restroom toilet toilets
    厕所, 洗手间, 公厕, 上厕所, 卫生间
    wc, restroom, washroom, bathroom, lavatory, loo, pee
女卫生间 | Women's toilet | restroom.female
    女厕, 女厕所, 女洗手间
    ladies, women's restroom, female toilet
男卫生间 | Men's toilet | restroom.male
    男厕, 男厕所, 男洗手间
    gents, men's restroom, male toilet
无障碍卫生间 | Accessible toilet | restroom.wheelchair
    残疾人厕所, 无障碍厕所, 轮椅厕所
    disabled toilet, wheelchair toilet
母婴室 | Baby care | mothersroom baby_care
    哺乳室, 喂奶, 换尿布
    nursing room, breastfeeding, diaper, nappy, baby change
电梯 | Lift | elevator lift
    直梯, 升降机
    elevator, lifts
楼梯 | Stairs | stairs
    步梯, 楼梯间
    staircase, stairway, steps
自动扶梯 | Escalator | escalator
    扶梯, 手扶梯
    moving stairs
检验 | Laboratory | laboratory lab
    化验, 验血, 抽血, 采血, 查血, 血常规, 验尿, 尿检, 检验科, 化验室
    blood test, draw blood, blood draw, take blood, urine test, lab test, lab
抽血 | Blood draw | blood_draw phlebotomy blood
    抽血, 采血, 验血, 查血, 血检, 抽血处, 采血室
    draw blood, blood draw, take blood, give blood sample, blood test, phlebotomy
挂号 | Registration | registration
    挂号处, 办卡, 建档, 取号, 登记
    register, check in, sign up, appointment
缴费 | Payment | payment cashier
    交费, 付费, 付款, 收费, 收费处, 缴费处, 结账, 交钱, 收银
    pay, cashier, cash desk, billing, bill, checkout
取药 | Pharmacy | pharmacy
    药房, 药店, 拿药, 领药, 配药, 买药
    medicine, medication, drugs, drugstore, chemist, prescription, pick up medicine
分诊 | Triage | triage
    预检, 分诊台, 导诊, 预检分诊
    triage desk, nurse desk
影像检查 | Imaging | imaging radiology
    拍片, 拍片子, 照片子, 放射科, 影像科, 胸片, x光, 核磁, 磁共振
    ct, x-ray, xray, scan, mri, ct scan, radiology
超声 | Ultrasound | ultrasound
    b超, 彩超, 超声科, 做b超
    sonography, echo, sonogram
心电图 | ECG | ecg cardiac_function
    做心电图, 心电
    ekg, electrocardiogram
急诊 | Emergency | emergency
    急救, 抢救, 急诊室
    er, a&e, emergency room, casualty, ambulance
住院 | Admission | admission admissions inpatient
    入院, 办住院, 住院部, 住院处
    admit, inpatient
出院 | Discharge | discharge
    办出院, 出院结算, 出院结账
    discharge
问询 | Information | information help_desk reception
    咨询, 咨询台, 问讯处, 服务台, 导医, 问路
    info, help, help desk, reception, ask, enquiry
牙科 | Dentist | stomatology dentistry dental
    看牙, 牙疼, 牙科, 口腔科, 拔牙
    toothache, teeth, tooth, dental, dentist
眼科 | Eye clinic | ophthalmology
    看眼睛, 眼睛疼, 配眼镜
    eye, eyes, eye doctor, vision
儿科 | Children's clinic | paediatrics pediatrics
    看小孩, 孩子, 小儿
    child, children, kid, kids, baby doctor, pediatrician
产检 | Antenatal clinic | obstetrics
    孕检, 产科, 生孩子, 怀孕
    pregnant, pregnancy, antenatal, prenatal, maternity, birth
心脏科 | Heart clinic | cardiology
    心脏, 胸口疼, 心慌
    heart, heart doctor, chest pain
骨科 | Bone clinic | orthopaedics orthopedics
    骨折, 骨头, 腿疼
    broken bone, fracture, bones, bone
皮肤科 | Skin clinic | dermatology
    皮肤, 过敏, 痘痘
    skin, rash, skin doctor
耳鼻喉科 | Ear, nose and throat | ent otolaryngology
    耳朵, 鼻子, 嗓子, 喉咙
    ear, nose, throat, ent
消化科 | Gastroenterology | gastroenterology
    肚子疼, 胃疼, 拉肚子, 恶心
    stomach ache, stomach pain, diarrhoea, diarrhea, nausea
呼吸科 | Respiratory medicine | respiratory
    咳嗽, 气喘, 哮喘
    cough, asthma, lungs
神经内科 | Neurology | neurology
    头疼, 头晕, 头痛, 失眠, 手麻
    headache, dizzy, migraine
内分泌科 | Endocrinology | endocrinology
    糖尿病, 血糖, 甲状腺
    diabetes, thyroid
泌尿外科 | Urology | urology
    尿频, 前列腺
    prostate
打针 | Injection | infusion injection
    输液, 吊水, 挂水, 注射, 注射室, 打点滴
    injection, infusion, drip, shot
候诊 | Waiting area | waitingroom waiting
    等候, 等候区, 候诊区, 休息
    waiting room, wait, seats, sit down
吃饭 | Food | foodservice canteen cafe restaurant fast_food
    食堂, 餐厅, 饭堂, 咖啡
    eat, food, canteen, cafeteria, lunch, coffee, restaurant
停车 | Parking | parking parking_lot
    停车场, 车库, 停车位
    car park, garage, park my car
自动售货机 | Vending machine | vendingmachine vending_machine
    售货机, 贩卖机
    vending, snacks
取款机 | Cash machine | atm
    提款机, 取钱
    atm, cashpoint, cash machine
饮水 | Drinking water | drinkingfountain drinkingwater drinking_water
    喝水, 开水, 开水间, 热水
    water, drinking fountain, hot water
轮椅租借 | Wheelchair loan | wheelchair_loan wheelchairassist wheelchair
    轮椅, 借轮椅, 租轮椅
    wheelchair, borrow wheelchair, wheelchairs
入口 | Entrance | entrance
    大门, 正门, 门口, 出口
    exit, way out, main door, way in
"""


def _parsed(table: str) -> tuple[Need, ...]:
    return tuple(_need(*block.split("\n", 1)) for block in re.split(r"\n(?! )", table.strip()))


def _need(head: str, said: str) -> Need:
    chinese, english, serves = (column.strip() for column in head.split("|"))
    words = (word.strip() for word in re.split("[,\n]", said))
    return Need(
        labels={"zh-Hans": chinese, "en": english},
        words=tuple(dict.fromkeys((chinese, english, *filter(None, words)))),
        serves=frozenset(serves.split()),
    )


NEEDS = _parsed(_TABLE)
"""Every need; where two overlap the narrower comes later."""
