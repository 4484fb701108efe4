"""The clinical departments of the hospital, named after the national list of clinical subjects (诊疗科目名录)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    """A clinical department; `aliases` are what people type."""

    zh: str
    en: str
    aliases: tuple[str, ...] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (self.zh, self.en, *self.aliases)


DEPARTMENTS = {
    # 03 内科 Internal medicine
    "cardiology": Department("心血管内科", "Cardiology", ("心内科", "Heart clinic")),
    "respiratory": Department("呼吸内科", "Respiratory Medicine", ("呼吸科", "Lung clinic")),
    "gastroenterology": Department("消化内科", "Gastroenterology", ("消化科", "胃肠科", "Stomach clinic")),
    "neurology": Department("神经内科", "Neurology", ("神内",)),
    "nephrology": Department("肾病科", "Nephrology", ("肾内科", "Kidney clinic")),
    "endocrinology": Department("内分泌科", "Endocrinology", ("糖尿病门诊", "Diabetes clinic")),
    "haematology": Department("血液内科", "Haematology", ("血液科", "Hematology")),
    "rheumatology": Department("免疫学科", "Rheumatology & Immunology", ("风湿免疫科",)),
    "geriatrics": Department("老年病科", "Geriatrics", ("老年科",)),
    # 04 外科 Surgery
    "general-surgery": Department("普通外科", "General Surgery", ("普外科", "外科", "Surgery")),
    "orthopaedics": Department("骨科", "Orthopaedics", ("Orthopedics", "Bones")),
    "urology": Department("泌尿外科", "Urology", ("泌尿科",)),
    "neurosurgery": Department("神经外科", "Neurosurgery", ("神外",)),
    "thoracic-surgery": Department("胸外科", "Thoracic Surgery"),
    "plastic-surgery": Department("整形外科", "Plastic Surgery"),
    # 05 妇产科 Obstetrics and gynaecology
    "gynaecology": Department("妇科", "Gynaecology", ("妇产科", "Gynecology", "Women's clinic")),
    "obstetrics": Department("产科", "Obstetrics", ("产检", "Antenatal clinic")),
    "reproductive": Department("生殖健康科", "Reproductive Health", ("生殖中心", "Fertility clinic")),
    # 07 儿科 … 14 口腔科
    "paediatrics": Department("儿科", "Paediatrics", ("小儿科", "Pediatrics", "Children's clinic")),
    "ophthalmology": Department("眼科", "Ophthalmology", ("Eye clinic",)),
    "ent": Department("耳鼻咽喉科", "Ear, Nose & Throat", ("耳鼻喉科", "五官科", "ENT")),
    "stomatology": Department("口腔科", "Stomatology", ("牙科", "Dentist", "Dental clinic")),
    "dermatology": Department("皮肤科", "Dermatology", ("Skin clinic",)),
    "psychiatry": Department("精神心理科", "Psychiatry & Psychology", ("心理科", "精神科", "Mental health")),
    # 19 肿瘤科 … 50 中医科
    "oncology": Department("肿瘤科", "Oncology", ("Cancer clinic",)),
    "emergency": Department("急诊医学科", "Emergency Medicine", ("急诊", "急诊科", "ER", "A&E")),
    "rehabilitation": Department("康复医学科", "Rehabilitation", ("康复科", "理疗")),
    "pain": Department("疼痛科", "Pain Clinic"),
    "tcm": Department("中医科", "Chinese Medicine", ("中医", "TCM")),
    "acupuncture": Department("针灸科", "Acupuncture", ("推拿",)),
    "anaesthesia": Department("麻醉科", "Anaesthesia", ("Anesthesia",)),
    "nutrition": Department("临床营养科", "Clinical Nutrition"),
}
