"""The outpatient building, floor by floor: which clinic sits where."""

from maps.demo.atrium import draw_galleries, draw_hall, draw_street, join_escalators
from maps.demo.floor import Floor
from maps.demo.grid import mirrored, outline, rect
from maps.demo.plan import Plan
from maps.demo.spine import draw_spine
from maps.demo.wings import Clinic, Wing

_IMAGING = Clinic(
    waiting="imaging-waiting",
    outer="ct:2 control ct:2 mri:2",
    inner="dr dr mammography bone-density imaging-report control reading",
)
_PAEDIATRICS = Clinic(
    waiting="paediatrics.waiting",
    outer="paediatrics.consult*5 vaccination:2",
    inner="child-play:2 paediatrics.treatment nebuliser child-infusion:2 paediatrics.office:2",
)
_REGISTRATION = Clinic(
    waiting="registration-hall",
    outer="insurance appointment records social-work volunteers",
    inner="registration-office",
)
_PHARMACY = Clinic(waiting="pharmacy-hall", outer="drug-store:2 prep-room tcm-pharmacy drug-advice", inner="dispensary")

_FINGERS = {
    "F2": (
        Clinic(
            waiting="cardiology+respiratory.waiting",
            outer="cardiology.consult*5 ecg holter",
            inner="respiratory.consult*4 lung-function respiratory.treatment cardiology.office",
        ),
        Clinic(
            waiting="gastroenterology+endocrinology.waiting",
            outer="gastroenterology.consult*5 gastroenterology.exam:2",
            inner="endocrinology.consult*4 foot-care endocrinology.treatment gastroenterology.office:2",
        ),
    ),
    "F3": (
        Clinic(
            waiting="general-surgery+orthopaedics.waiting",
            outer="general-surgery.consult*4 dressing minor-surgery:2",
            inner="orthopaedics.consult*4 plaster orthopaedics.treatment general-surgery.office",
        ),
        Clinic(
            waiting="gynaecology+obstetrics.waiting",
            outer="gynaecology.consult*4 gynaecology.exam gynaecology.procedure:2",
            inner="obstetrics.consult*4 fetal-monitoring antenatal-school:2 obstetrics.office",
        ),
    ),
    "F4": (
        Clinic(
            waiting="ophthalmology+ent.waiting",
            outer="ophthalmology.consult*4 optometry fundus ophthalmology.treatment",
            inner="ent.consult*4 hearing ent.treatment ent.office",
        ),
        Clinic(
            waiting="stomatology+dermatology.waiting",
            outer="dental-suite:4 dental-xray stomatology.consult*2",
            inner="dermatology.consult*4 phototherapy laser dermatology.treatment dermatology.office",
        ),
    ),
}

_BLOCKS = {
    "F2": (
        Clinic(waiting="blood-hall", outer="lab:3 lab-micro lab-report", inner="blood-room"),
        Clinic(waiting="ultrasound-hall", outer="ultrasound*5", inner="ultrasound*2 | ultrasound-report=6.0"),
    ),
    "F3": (
        Clinic(
            waiting="urology+neurosurgery.waiting",
            outer="urology.consult*3 cystoscopy urology.treatment",
            inner="neurosurgery.consult*2 | thoracic-surgery.consult=6.0",
        ),
        Clinic(
            waiting="neurology.waiting",
            outer="neurology.consult*4 neurology.office",
            inner="eeg neurology.treatment | mdt=6.0",
        ),
    ),
    "F4": (
        Clinic(
            waiting="tcm+acupuncture.waiting",
            outer="tcm.consult*4 tuina",
            inner="acupuncture.consult*2 | acupuncture.treatment=6.0",
        ),
        Clinic(
            waiting="rehabilitation.waiting",
            outer="gym:3 occupational:2",
            inner="rehabilitation.consult*2 | physiotherapy=6.0",
        ),
    ),
    "F5": (
        Clinic(waiting="checkup-waiting", outer="checkup*5", inner="checkup*2 | checkup-dining=6.0"),
        Clinic(
            waiting="psychiatry+geriatrics.waiting",
            outer="psychiatry.consult*3 geriatrics.consult*2",
            inner="psychiatry.treatment nutrition.consult | geriatrics.office=6.0",
        ),
    ),
}

_SPINE_ROOMS = {
    "F1": ("shop=8.7 cafe=8.7", "help=9.6"),
    "F2": ("nephrology.consult=8.7 haematology.consult=8.7", "rheumatology.consult=9.6"),
    "F3": ("reproductive.consult=8.7 plastic-surgery.consult=8.7", "anaesthesia.consult=9.6"),
    "F4": ("oncology.consult=8.7 day-chemo=8.7", "pain.consult=9.6"),
    "F5": ("complaints=8.7 medical-affairs=8.7", "auditorium=9.6"),
}


def draw_outpatient(plan: Plan) -> None:
    """Draw floors F1 to F5 and the escalators between them."""
    for key in ("F1", "F2", "F3", "F4", "F5"):
        floor = plan[key]
        draw_street(floor)
        west, east = Wing(floor=floor, east=False), Wing(floor=floor, east=True)
        if key == "F1":
            draw_hall(floor)
            west.draw_counter_block(_REGISTRATION)
            east.draw_counter_block(_PHARMACY)
        else:
            draw_galleries(floor, top=key == "F5")
            _draw_block(west, _BLOCKS[key][0])
            _draw_block(east, _BLOCKS[key][1])
        fingers = (_IMAGING, _PAEDIATRICS) if key == "F1" else _FINGERS.get(key)
        if fingers:
            west.draw_finger(fingers[0])
            east.draw_finger(fingers[1])
        else:
            _draw_roof_gardens(floor)
        west_rooms, east_rooms = _SPINE_ROOMS[key]
        draw_spine(floor, west=west_rooms, east=east_rooms)
    join_escalators(plan)


def _draw_block(wing: Wing, clinic: Clinic) -> None:
    if "|" in clinic.inner:
        wing.draw_block(clinic)
    else:
        wing.draw_counter_block(clinic)


def _draw_roof_gardens(floor: Floor) -> None:
    """Draw the roofs of the fingers as gardens, with the heads of their stairs."""
    west = outline([(0, 31.2), (16.8, 31.2), (16.8, 73.2), (6.9, 73.2), (6.9, 69.0), (0, 69.0)])
    beds = [rect(x, y, x + 4.5, y + 9.0) for x in (1.2, 11.1) for y in (34.8, 46.2, 57.6)]
    for code, shape, x, flip in (("roof-west", west, 8.4, False), ("roof-east", mirrored(west), 75.6, True)):
        floor.place(code, shape)
        floor.door(code, "street", at=(x, 31.2), width_m=1.8, automatic=True)
        for bed in beds:
            floor.fixture("planter", mirrored(bed) if flip else bed)
