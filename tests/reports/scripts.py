"""Visits written in the scripts of the region, for the tests that read them back."""

from datetime import date

from desktop.reports.content import (
    ActionPoint,
    Decision,
    EarlierAction,
    Finding,
    Message,
    OverallRating,
    PeopleGroup,
    RatedResult,
    Site,
    Terms,
    VisitReport,
)
from desktop.rules.vocabulary import ActionState, Rating, ResultLevel, Severity
from tests.reports.sample import make_small_visit

ARABIC = (
    "إعادة إدماج العائدين في مجتمعات غرب جورجيا",
    "ثلاث نتائج من أصل سبع متأخرة: بدأت المنح الصغيرة متأخرة عشرة أسابيع، ومكتب الإحالة في تسالينجيخا مغلق.",
    "أكمل 214 من أصل 240 عائداً التدريب المهني، و71 % ممن سألناهم يستخدمون المهارة في عمل مدفوع الأجر.",
    "التحقق من تقدم المخرجات 1.1–2.2، وإعادة عدّ الأشخاص المُبلغ عنهم من يوليو إلى سبتمبر 2026، والاتفاق على التصحيحات مع الشريك.",
    "مجموعات نقاش مع النساء ومع الرجال، إعادة عدّ الكشوف (UTC+4)",
    "تسمية داعٍ للجنة المنح وتحديد ستة مواعيد حتى مارس 2027",
)
GEORGIAN = (
    "დაბრუნებულთა რეინტეგრაცია დასავლეთ საქართველოს თემებში",
    "შვიდიდან სამი შედეგი ჩამორჩება: მცირე გრანტები ათი კვირით გვიან დაიწყო, წალენჯიხის საკონსულტაციო დახურულია.",
    "დაგეგმილი 240 დაბრუნებულიდან 214-მა დაასრულა პროფესიული კურსი.",
    "შედეგების მიმდინარეობის შემოწმება, 2026 წლის მონაცემების ხელახლა დათვლა.",
    "ფოკუს-ჯგუფები ქალებთან და კაცებთან, ფურცლების გადათვლა",
    "საგრანტო კომისიის მომწვევის დანიშვნა და ექვსი თარიღი 2027 წლის მარტამდე",
)
ARMENIAN = (
    "Վերադարձողների վերաինտեգրում Շիրակի մարզում",
    "Երեք արդյունք ուշանում է. փոքր դրամաշնորհները սկսվել են ուշ։",
    "Ուսուցումն ավարտել է 214 մարդ։",
    "Ստուգել արդյունքների ընթացքը և հաշվել մասնակիցներին։",
    "Խմբային քննարկումներ կանանց և տղամարդկանց հետ",
    "Նշանակել պատասխանատու անձ հանձնաժողովի համար",
)
CYRILLIC = (
    "Реинтеграция вернувшихся в западных районах",
    "Три результата отстают: малые гранты начались на десять недель позже.",
    "Обучение завершили 214 из 240 человек; підготовку пройшли всі.",
    "Проверить ход работ, пересчитать участников за июль–сентябрь.",
    "Беседы с женщинами и мужчинами, сверка списков",
    "Назначить ответственного за комитет по грантам",
)
GREEK = (
    "Επανένταξη των επαναπατρισθέντων στις κοινότητες",
    "Τρία αποτελέσματα καθυστερούν: οι μικρές επιχορηγήσεις άργησαν δέκα εβδομάδες.",
    "Την κατάρτιση ολοκλήρωσαν 214 άτομα.",
    "Έλεγχος της προόδου και νέα καταμέτρηση.",
    "Ομάδες συζήτησης με γυναίκες και άνδρες",
    "Ορισμός υπευθύνου για την επιτροπή",
)
HEBREW = (
    "שילוב מחדש של חוזרים בקהילות במערב",
    "שלוש תוצאות מפגרות: המענקים הקטנים החלו באיחור של עשרה שבועות.",
    "הכשרה מקצועית הסתיימה בהצלחה",
    "בדיקת ההתקדמות וספירה מחדש של המשתתפים",
    "קבוצות דיון עם נשים ועם גברים",
    "מינוי אחראי לוועדת המענקים",
)


def make_visit_in(texts: tuple[str, ...]) -> VisitReport:
    """A visit whose free texts are these."""
    title, summary, message, purpose, done, action = texts
    return make_small_visit(
        title=title,
        offices=(title,),
        project="RT.1432",
        project_start=date(2025, 3, 1),
        project_end=date(2027, 2, 28),
        start=date(2026, 11, 10),
        end=date(2026, 11, 13),
        lead=title.split()[0],
        overall=OverallRating(rating=Rating.AT_RISK, summary=summary),
        results=(
            RatedResult(number="1", level=ResultLevel.OUTCOME, title=purpose, rating=Rating.ON_TRACK),
            RatedResult(number="1.2", level=ResultLevel.OUTPUT, title=done, rating=Rating.OFF_TRACK),
            RatedResult(number="2.1", level=ResultLevel.OUTPUT, title=title, rating=Rating.AT_RISK),
        ),
        messages=(Message(lead=done, text=message), Message(lead=title, text=summary)),
        decisions=(Decision(reference="AP-041", text=action, who=title.split()[0], by=date(2026, 12, 1)),),
        terms=Terms(purpose=purpose, methods=done),
        sites=(
            Site(name=title.split()[-1], day=date(2026, 11, 10), done=done, persons=34),
            Site(name=done.split()[0], day=date(2026, 11, 11), done=summary, persons=9),
        ),
        people=(PeopleGroup(group=done.split()[-1], female=22, male=15, unknown=1),),
        earlier_actions=(
            EarlierAction(reference="AP-031", text=action, state=ActionState.OPEN, days_overdue=71),
        ),
        findings=(
            Finding(
                result="1.2", statement=message, evidence=done, severity=Severity.MAJOR, actions=("AP-041",)
            ),
        ),
        actions=(ActionPoint(reference="AP-041", text=action, result="1.2", owner=title.split()[0]),),
    )
