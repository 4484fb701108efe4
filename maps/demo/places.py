"""Places with a name of their own: one line each, parsed once.

Columns: code | Chinese | English | IMDF category | function | aliases (comma) | flags: ``staff``, ``numbered``,
``tactile`` (tactile paving leads through), ``clean`` (nobody infectious goes there).
"""

from dataclasses import dataclass

_TABLE = """
# circulation
street            | 医院街       | Hospital Street        | walkway | circulation | 主街 | tactile
gallery-west      | 中庭西回廊   | Atrium Gallery West    | walkway | circulation
gallery-east      | 中庭东回廊   | Atrium Gallery East    | walkway | circulation
hall              | 门诊大厅     | Outpatient Hall        | lobby   | lobby | 大厅,Main hall,Lobby | tactile
vestibule         | 主入口门厅   | Main Entrance          | lobby   | entrance | 大门,正门 | tactile
lounge-west       | 西侧候诊厅   | West Lounge            | waitingroom | waiting
lounge-east       | 东侧候诊厅   | East Lounge            | waitingroom | waiting
link              | 电梯厅       | Lift Hall              | walkway | circulation | | tactile
bridge            | 空中连廊     | Glass Bridge           | footbridge | circulation | 天桥,Skybridge
corridor-wn       | 西翼北走廊   | West Wing Corridor     | walkway | circulation
corridor-en       | 东翼北走廊   | East Wing Corridor     | walkway | circulation
corridor-ws       | 西翼南走廊   | South-West Corridor    | walkway | circulation
corridor-es       | 东翼南走廊   | South-East Corridor    | walkway | circulation
passage-w         | 西翼过道     | West Passage           | walkway | circulation
passage-e         | 东翼过道     | East Passage           | walkway | circulation
staff-corridor-e  | 药房内走廊   | Pharmacy Staff Corridor | walkway | staff | | staff
staff-lobby       | 医护电梯厅   | Staff Lift Lobby       | lobby | staff | | staff
atrium            | 中庭上空     | Atrium (open to below) | opentobelow | void
shaft             |              |                        | structure | structure
stairs            | 楼梯         | Stairs                 | stairs | stairs
lift              | 电梯         | Lift                   | elevator | lift
bed-lift          | 病床电梯     | Bed Lift               | elevator | lift
staff-lift        | 医护电梯     | Staff Lift             | elevator | lift | | staff
escalator         | 自动扶梯     | Escalator              | escalator | escalator
# comfort
wc-female         | 女卫生间     | Women's Toilet         | restroom.female | toilet | 女厕所,Toilet,WC
wc-male           | 男卫生间     | Men's Toilet           | restroom.male | toilet | 男厕所,Toilet,WC
wc-accessible     | 无障碍卫生间 | Accessible Toilet      | restroom.wheelchair | toilet | Wheelchair toilet
baby-care         | 母婴室       | Baby Care Room         | mothersroom | toilet | 哺乳室,Nursing room
shop              | 便利店       | Convenience Store      | room | retail | 小卖部,Shop
florist           | 花店         | Florist                | room | retail | 鲜花
cafe              | 咖啡厅       | Café                   | foodservice | retail | 咖啡,Coffee
water             | 开水间       | Hot Water              | room | retail
# ground-floor services
registration-office | 挂号收费室 | Registration Office    | office | registration | | staff
insurance         | 医保办公室   | Medical Insurance      | room | payment | 医保
records           | 病案复印室   | Medical Records        | room | registration | 病历复印
help              | 一站式服务中心 | Patient Services     | room | registration | 便民服务中心,Help desk
volunteers        | 志愿者服务站 | Volunteer Station      | room | registration
appointment       | 预约中心     | Appointment Centre     | room | registration | 预约
social-work       | 社会工作部   | Social Work            | room | registration
security          | 安保中控室   | Security Control       | room | staff | | staff
dispensary        | 门诊药房     | Outpatient Dispensary  | room | pharmacy | | staff
pharmacy-hall     | 取药大厅     | Pharmacy Hall          | waitingroom | pharmacy | 药房,取药处,Pharmacy,Drug store
registration-hall | 挂号收费大厅 | Registration & Payment | waitingroom | registration | 挂号处,收费处,Cashier
drug-store        | 药库         | Drug Store             | storage | pharmacy | | staff
drug-advice       | 用药咨询室   | Medication Advice      | room | pharmacy | 药物咨询
prep-room         | 药品调配室   | Drug Preparation       | room | pharmacy | | staff
tcm-pharmacy      | 中药房       | Chinese Medicine Pharmacy | room | pharmacy | 中药,煎药
# imaging
imaging-waiting   | 医学影像科候检区 | Imaging Waiting    | waitingroom | imaging | 放射科,影像科,Radiology
ct                | CT室         | CT                     | room | imaging | | numbered
mri               | 磁共振室     | MRI                    | room | imaging | 核磁共振 | numbered
dr                | X线摄影室    | X-ray                  | room | imaging | 拍片,DR | numbered
mammography       | 乳腺摄影室   | Mammography            | room | imaging
bone-density      | 骨密度室     | Bone Density           | room | imaging
reading           | 阅片室       | Reading Room           | office | imaging | | staff
imaging-report    | 取片处       | Film Collection        | room | imaging | 报告领取
control           | 操作间       | Control Room           | room | imaging | | staff
# laboratory, ultrasound, endoscopy, function tests
blood-hall        | 采血大厅     | Blood Draw Hall        | waitingroom | blood_draw | 抽血,采血室,Draw blood,Blood test
blood-room        | 采血室       | Blood Draw Counter     | room | blood_draw | | staff
lab               | 检验科       | Clinical Laboratory    | laboratory | laboratory | 化验室,Lab | staff
lab-micro         | 微生物室     | Microbiology           | laboratory | laboratory | | staff
lab-reception     | 标本接收处   | Specimen Reception     | room | laboratory | 标本
lab-report        | 报告领取处   | Lab Reports            | room | laboratory | 化验单,取报告
specimen-wc       | 留样卫生间   | Specimen Toilet        | restroom.unisex | laboratory
pathology         | 病理科       | Pathology              | laboratory | laboratory | | staff
pathology-slides  | 切片室       | Slide Room             | laboratory | laboratory | | staff
blood-bank        | 输血科       | Blood Transfusion      | laboratory | laboratory | 血库 | staff
ultrasound-hall   | 超声医学科候检区 | Ultrasound Waiting | waitingroom | ultrasound | B超,彩超,超声科,Ultrasound
ultrasound        | 超声检查室   | Ultrasound             | room | ultrasound | 彩超 | numbered
ultrasound-report | 超声报告室   | Ultrasound Reports     | room | ultrasound
ecg               | 心电图室     | ECG                    | room | ultrasound | 心电图
eeg               | 脑电图室     | EEG                    | room | ultrasound
lung-function     | 肺功能室     | Lung Function          | room | ultrasound
holter            | 动态心电室   | Holter Monitoring      | room | ultrasound
endoscopy-waiting | 内镜中心候检区 | Endoscopy Waiting    | waitingroom | endoscopy | 胃镜,肠镜,Gastroscopy
gastroscopy       | 胃镜室       | Gastroscopy            | room | endoscopy | 胃镜 | numbered
colonoscopy       | 肠镜室       | Colonoscopy            | room | endoscopy | 肠镜 | numbered
endoscopy-recovery | 内镜复苏室  | Endoscopy Recovery     | room | endoscopy
scope-washing     | 内镜洗消室   | Scope Reprocessing     | room | endoscopy | | staff
# clinic specials
fundus            | 眼底检查室   | Fundus Imaging         | room | ophthalmology
optometry         | 验光室       | Optometry              | room | ophthalmology | 配镜
hearing           | 听力测试室   | Audiometry             | room | ent
dental-suite      | 口腔综合诊疗区 | Dental Suite         | room | stomatology
dental-xray       | 口腔影像室   | Dental X-ray           | room | stomatology
phototherapy      | 光疗室       | Phototherapy           | room | dermatology
laser             | 激光治疗室   | Laser Treatment        | room | dermatology
plaster           | 石膏室       | Plaster Room           | room | orthopaedics
dressing          | 换药室       | Dressing Room          | room | general_surgery
minor-surgery     | 门诊手术室   | Outpatient Surgery     | room | general_surgery
cystoscopy        | 膀胱镜室     | Cystoscopy             | room | urology
fetal-monitoring  | 胎心监护室   | Fetal Monitoring       | room | obstetrics | 胎监
antenatal-school  | 孕妇学校     | Antenatal School       | room | obstetrics
vaccination       | 预防接种室   | Vaccination            | room | paediatrics | 打疫苗
child-play        | 儿童活动区   | Children's Play Area   | room | paediatrics
nebuliser         | 雾化室       | Nebuliser Room         | room | paediatrics
child-infusion    | 儿科输液室   | Children's Infusion    | room | paediatrics
gym               | 康复训练大厅 | Rehabilitation Gym     | room | rehabilitation | PT
occupational      | 作业治疗室   | Occupational Therapy   | room | rehabilitation | OT
physiotherapy     | 理疗室       | Physiotherapy          | room | rehabilitation
day-chemo         | 日间化疗室   | Day Chemotherapy       | room | oncology
foot-care         | 糖尿病足护理室 | Diabetic Foot Care   | room | endocrinology
tuina             | 推拿室       | Tuina Massage          | room | tcm
mdt               | 多学科会诊室 | Joint Consultation     | conferenceroom | clinic | MDT
# health check-up and offices, F5
checkup-waiting   | 健康管理中心 | Health Check-up Centre | waitingroom | checkup | 体检中心,体检,Check-up,Physical exam
checkup           | 体检室       | Check-up Room          | room | checkup | | numbered
checkup-desk      | 体检登记处   | Check-up Reception     | room | checkup
checkup-dining    | 体检餐厅     | Check-up Dining        | foodservice | retail
admin             | 行政办公室   | Administration         | office | office | | staff,numbered
director          | 院长办公室   | Director's Office      | office | office | | staff
medical-affairs   | 医务处       | Medical Affairs        | office | office | | staff
nursing-affairs   | 护理部       | Nursing Department     | office | office | | staff
complaints        | 医患关系办公室 | Patient Relations    | room | office | 投诉
library           | 图书馆       | Library                | library | office | | staff
auditorium        | 学术报告厅   | Lecture Hall           | auditorium | office | 报告厅
meeting           | 会议室       | Meeting Room           | conferenceroom | office | | staff,numbered
it-centre         | 信息中心     | IT Centre              | serverroom | staff | | staff
roof-west         | 西屋顶花园   | West Roof Garden       | terrace | garden
roof-east         | 东屋顶花园   | East Roof Garden       | terrace | garden
# emergency
er-hall | 急诊大厅 | Emergency Hall | lobby | emergency | 急诊,急诊科,急诊医学科,Emergency,ER,A&E | tactile
er-corridor       | 急诊通道     | Emergency Corridor     | walkway | circulation
er-staff-corridor | 急诊医护通道 | Emergency Staff Corridor | walkway | staff | | staff
er-clinic-corridor | 急诊诊区走廊 | Emergency Clinic Corridor | walkway | circulation
ambulance         | 急救入口     | Ambulance Entrance     | lobby | emergency | 120
triage            | 预检分诊台   | Triage                 | room | triage | 分诊
resus             | 抢救室       | Resuscitation          | room | emergency | 红区,Red zone
yellow            | 留观室       | Observation Room       | room | emergency | 黄区
er-internal       | 急诊内科诊室 | Emergency Medicine Room | room | emergency | | numbered
er-surgery        | 急诊外科诊室 | Emergency Surgery Room | room | emergency | | numbered
er-child          | 急诊儿科诊室 | Emergency Paediatrics  | room | emergency | 儿科急诊,Pediatric emergency
er-theatre        | 急诊手术室   | Emergency Theatre      | room | operating | | staff
er-debride        | 清创室       | Wound Care             | room | emergency
er-payment        | 急诊挂号收费 | Emergency Registration | room | registration | | staff
er-pharmacy       | 急诊药房     | Emergency Pharmacy     | room | pharmacy | | staff
er-lab            | 急诊检验     | Emergency Laboratory   | laboratory | laboratory | | staff
er-ct             | 急诊CT       | Emergency CT           | room | imaging
er-dr             | 急诊X线      | Emergency X-ray        | room | imaging
er-ultrasound     | 急诊超声     | Emergency Ultrasound   | room | ultrasound
infusion          | 输液大厅     | Infusion Hall          | waitingroom | emergency | 打点滴,输液室,IV drip
infusion-nurse    | 注射室       | Injection Room         | room | emergency | 打针
er-office         | 急诊办公室   | Emergency Office       | office | office | | staff
er-duty           | 急诊值班室   | Emergency Duty Room    | office | staff | | staff
eicu              | 急诊重症监护 | Emergency ICU          | room | icu | EICU | staff
eicu-family       | 家属等候区   | Family Waiting         | waitingroom | icu
chest-pain        | 胸痛中心     | Chest Pain Centre      | room | emergency
stroke            | 卒中中心     | Stroke Centre          | room | emergency
# tower
tower-lobby       | 住院大厅     | Inpatient Lobby        | lobby | lobby | 住院部,Inpatient building | tactile
tower-lifts       | 住院部电梯厅 | Tower Lift Lobby       | lobby | circulation | | tactile
tower-corridor    | 病区走廊     | Ward Corridor          | walkway | circulation
tower-main        | 住院楼走廊   | Tower Corridor         | walkway | circulation
tower-staff       | 医护走廊     | Staff Corridor         | walkway | staff | | staff
admission         | 入院登记处   | Admission              | room | registration | 住院登记,入院
discharge         | 出院结算处   | Discharge & Billing    | room | payment | 出院
visitors          | 探视接待室   | Visitor Reception      | room | registration | 探视
tower-north       | 住院楼北走廊 | Tower North Corridor   | walkway | circulation
nuclear-waiting   | 核医学候诊区 | Nuclear Medicine Waiting | waitingroom | imaging
radiotherapy-control | 放疗控制室 | Radiotherapy Control  | room | oncology | | staff
bed               | 病房         | Ward Room              | room | ward
bridge-lobby      | 连廊前厅     | Bridge Lobby           | lobby | circulation
dialysis          | 血液净化中心 | Haemodialysis          | room | nephrology | 透析
dialysis-waiting  | 透析候诊区   | Dialysis Waiting       | waitingroom | nephrology
hyperbaric        | 高压氧舱     | Hyperbaric Oxygen      | room | rehabilitation
radiotherapy      | 放射治疗室   | Radiotherapy           | room | oncology
nuclear           | 核医学科     | Nuclear Medicine       | room | imaging | PET
cathlab           | 介入导管室   | Catheter Laboratory    | room | operating | DSA | staff,numbered
theatre           | 手术间       | Operating Theatre      | room | operating | | staff,numbered
hybrid            | 复合手术间   | Hybrid Theatre         | room | operating | | staff
clean-corridor    | 洁净走廊     | Clean Corridor         | walkway | staff | | staff,clean
scrub             | 刷手间       | Scrub Room             | room | operating | | staff
preop             | 术前准备室   | Pre-op Holding         | room | operating | | staff
recovery          | 麻醉恢复室   | Recovery (PACU)        | room | operating | PACU | staff
sterile-store     | 无菌物品库   | Sterile Store          | storage | staff | | staff
changing          | 更衣室       | Changing Room          | room | staff | | staff
theatre-family    | 手术家属等候区 | Theatre Family Waiting | waitingroom | operating
theatre-desk      | 手术部前台   | Theatre Reception      | room | operating | 手术室,手术部,Operating theatres
icu               | 重症医学科   | Intensive Care Unit    | room | icu | ICU | staff
icu-family        | 重症家属等候区 | ICU Family Waiting   | waitingroom | icu
ccu               | 心脏监护病房 | Coronary Care Unit     | room | icu | CCU | staff
nicu              | 新生儿监护病房 | Neonatal ICU         | room | icu | NICU | staff
delivery          | 分娩室       | Delivery Room          | room | obstetrics | 产房 | staff,numbered
isolation         | 隔离病房     | Isolation Room         | room | ward
day-room          | 患者活动室   | Day Room               | lounge | ward
nurse-station     | 护士站       | Nurse Station          | room | ward
ward-treatment    | 治疗室       | Treatment Room         | room | ward | | staff
ward-clean        | 处置室       | Utility Room           | room | ward | | staff
ward-bath         | 无障碍浴室   | Assisted Bathroom      | restroom.unisex.wheelchair | toilet
ward-pantry       | 配餐间       | Ward Pantry            | kitchen | ward | | staff
linen             | 被服库       | Linen                  | storage | staff | | staff
doctors           | 医生办公室   | Doctors' Office        | office | office | | staff
head-nurse        | 护士长办公室 | Head Nurse             | office | office | | staff
duty              | 值班室       | Duty Room              | office | staff | | staff
teaching          | 示教室       | Teaching Room          | conferenceroom | office | | staff
family-talk       | 谈话间       | Family Conference      | room | ward
cssd              | 消毒供应中心 | Sterile Supply         | room | staff | CSSD | staff
# basement
garage-a          | 停车场A区    | Parking Zone A         | parking | parking | 停车场,车库,Car park
garage-b          | 停车场B西区   | Parking Zone B West    | parking | parking
garage-b-east     | 停车场B东区  | Parking Zone B East    | parking | parking
garage-c          | 停车场C区    | Parking Zone C         | parking | parking
b1-lobby          | 地下电梯厅   | Basement Lift Lobby    | lobby | circulation | | tactile
b1-lobby-east     | 地下东电梯厅 | Basement East Lobby    | lobby | circulation
b1-link-lobby     | 住院楼地下前厅 | Tower Basement Lobby | lobby | circulation
b1-link           | 地下连廊     | Basement Link          | walkway | circulation
parking-office    | 停车管理处   | Parking Office         | room | parking | 停车缴费
pump              | 水泵房       | Pump Room              | room | plant | | staff
power             | 配电室       | Power Distribution     | room | plant | | staff
ventilation       | 通风机房     | Ventilation Plant      | room | plant | | staff
boiler            | 热力站       | Heating Plant          | room | plant | | staff
chiller           | 制冷机房     | Chiller Plant          | room | plant | | staff
gas               | 医用气体机房 | Medical Gas Plant      | room | plant | | staff
kitchen           | 营养厨房     | Catering Kitchen       | kitchen | staff | | staff
waste             | 医疗废物暂存处 | Medical Waste        | storage | plant | | staff
stores            | 物资仓库     | General Stores         | storage | staff | | staff
laundry           | 洗衣房       | Laundry                | room | staff | | staff
canteen           | 职工餐厅     | Staff Canteen          | foodservice | staff | | staff
# outside
forecourt         | 门诊广场     | Main Forecourt         | unenclosedarea | outdoor | 广场 | tactile
er-forecourt      | 急诊广场     | Emergency Forecourt    | unenclosedarea | outdoor | | tactile
ambulance-bay     | 救护车通道   | Ambulance Bay          | road | outdoor
garden            | 中心花园     | Central Garden         | unenclosedarea | garden
court-west        | 西庭院       | West Court             | unenclosedarea | garden
court-east        | 东庭院       | East Court             | unenclosedarea | garden
north-square      | 住院部广场   | Inpatient Forecourt    | unenclosedarea | outdoor | | tactile
ramp              | 车库步行坡道 | Garage Ramp            | ramp | ramp | 无障碍坡道
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row of the table."""

    zh: str
    en: str
    category: str
    function: str
    aliases: tuple[str, ...]
    staff: bool
    numbered: bool
    tactile: bool
    clean: bool


def _parse(line: str) -> tuple[str, Place]:
    code, zh, en, category, function, aliases, flags = ([cell.strip() for cell in line.split("|")] + ["", ""])[:7]
    return code, Place(
        zh=zh,
        en=en,
        category=category,
        function=function,
        aliases=tuple(alias.strip() for alias in aliases.split(",") if alias.strip()),
        staff="staff" in flags.split(","),
        numbered="numbered" in flags.split(","),
        tactile="tactile" in flags.split(","),
        clean="clean" in flags.split(","),
    )


PLACES = dict(_parse(line) for line in _TABLE.splitlines() if line and not line.startswith("#"))
