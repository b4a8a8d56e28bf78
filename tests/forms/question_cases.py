"""A form with every type of question and every appearance that changes one; docs/forms.md shows the table."""

SURVEY = """
type | name | label::English (en) | label::العربية (ar) | appearance | parameters | hint::English (en) | media::image::English (en)
note | hello | **Welcome** to the *form* | **أهلا** | | | |
begin_group | g_text | Text and numbers | نصوص وأرقام | | | |
text | word | One line | سطر واحد | | | As it is written on the door |
text | story | Several lines | عدة أسطر | multiline | | |
text | rows | Lines by number | أسطر | | rows=4 | |
text | secret | Not for others | سري | masked | | |
text | phone | Telephone | هاتف | numbers | | |
barcode | code | Bar code | رمز | | | |
integer | whole | Whole number | عدد | | | |
integer | counted | Counted | معدود | counter | | |
integer | people | Large number | عدد كبير | thousands-sep | | |
decimal | part | Number with a part | كسر | | | |
end_group | | | | | | |
begin_group | g_scale | Scales and order | مقاييس | | | |
range | slider | How sure are you? | درجة | | start=0 end=10 step=1 | |
range | fine | Share | نسبة | no-ticks | start=0 end=1 step=0.05 | |
range | stars | Rating | تقييم | rating | start=1 end=5 step=1 | |
range | picked | Picked | اختيار | picker | start=1 end=20 step=1 | |
range | upright | Upright | عمودي | vertical | start=0 end=4 step=1 | |
rank colour | order | Put into order | رتب | | | |
acknowledge | agreed | I have read this | موافق | | | |
end_group | | | | | | |
begin_group | g_days | Days and times | أيام | | | |
date | day | Day | يوم | | | |
date | month | Month and year | شهر | month-year | | |
date | in_year | Year | سنة | year | | |
date | typed_day | Day, typed only | يوم | no-calendar | | |
date | own_day | Day of another calendar | يوم | ethiopian | | |
time | hour | Time | ساعة | | | |
dateTime | moment | Moment | لحظة | | | |
end_group | | | | | | |
begin_group | g_choice | Choices | خيارات | | | |
select_one colour | one | One colour | لون | | | | sign.png
select_multiple colour | many | Many colours | ألوان | | | |
select_one colour | fast | Quick | سريع | quick | | |
select_one colour | drop | Drop-down | قائمة | minimal | | |
select_one colour | found | Searched for | بحث | autocomplete | | |
select_multiple colour | long | Searched for, several | بحث | minimal | | |
select_one colour | two | In two columns | عمودان | columns-2 | | |
select_one colour | packed | As there is room | متراص | columns-pack | | |
select_one feeling | likert | How do you find it? | كيف | likert | | |
select_one shown | pictured | With pictures | بالصور | columns-pack | | |
select_one well | well | Chosen on a map | على الخريطة | map | | |
select_one body | hurt | Chosen on a picture | على الصورة | image-map | | | body.svg
select_one colour or_other | other | Or another | غير ذلك | | | |
begin_group | g_grid | As a table | جدول | field-list | | |
select_one feeling | heads | The course was | الدورة | label | | |
select_one feeling | line_a | Useful | مفيدة | list-nolabel | | |
select_one feeling | line_b | Well led | جيدة | list-nolabel | | |
end_group | | | | | | |
end_group | | | | | | |
begin_group | g_place | Places and files | أماكن وملفات | | | |
geopoint | where | Position | موقع | | | |
geotrace | way | Line | خط | | | |
geoshape | field | Area | مساحة | | | |
image | photo | Photo | صورة | | | |
image | marked | Photo with marks | صورة | annotate | | |
image | drawn | Drawing | رسم | draw | | |
image | signed | Signature | توقيع | signature | | |
audio | sound | Sound | صوت | | | |
video | film | Film | فيلم | | | |
file | paper | File | ملف | | | |
end_group | | | | | | |
begin_repeat | items | Items | أصناف | | | |
text | item | Item | صنف | | | |
integer | number | Number | عدد | | | |
end_repeat | | | | | | |
"""
CHOICES = """
list_name | name | label::English (en) | label::العربية (ar) | media::image::English (en) | geometry
colour | red | Red | أحمر |
colour | green | Green | أخضر |
colour | blue | Blue | أزرق |
feeling | bad | Bad | سيئ |
feeling | middling | Middling | متوسط |
feeling | good | Good | جيد |
feeling | fine | Very good | ممتاز |
shown | well | Well | بئر | sign.png
shown | tap | Tap | حنفية | sign.png
well | well_1 | Well by the school | بئر المدرسة | | 40.5166 72.8031 0 0
well | well_2 | Well by the bridge | بئر الجسر | | 40.5291 72.7848 0 0
well | camp | Camp, block A | المخيم أ | | 40.505 72.81 0 0;40.505 72.822 0 0;40.513 72.822 0 0;40.513 72.81 0 0;40.505 72.81 0 0
well | tank | Tank, moved | خزان | |
body | head | Head | الرأس | |
body | arm | Arm | الذراع | |
body | leg | Leg | الساق | |
"""
EDITORS = {
    "word": "LineEditor", "story": "AreaEditor", "rows": "AreaEditor", "secret": "HiddenTextEditor", "phone": "FiguresEditor",
    "code": "CodeEditor", "whole": "LineEditor", "counted": "CounterEditor", "people": "GroupedNumberEditor", "part": "LineEditor",
    "slider": "SliderEditor", "fine": "SliderEditor", "stars": "StarsEditor", "picked": "StepListEditor", "upright": "SliderEditor",
    "order": "RankEditor", "agreed": "AcknowledgeEditor", "day": "DayEditor", "month": "MonthEditor", "in_year": "MonthEditor",
    "typed_day": "LineEditor", "own_day": "CalendarDayEditor", "hour": "LineEditor", "moment": "MomentEditor", "one": "OptionsEditor", "many": "OptionsEditor",
    "fast": "OptionsEditor", "drop": "DropDownEditor", "found": "DropDownEditor", "long": "LongListEditor", "two": "OptionsEditor",
    "packed": "OptionsEditor", "likert": "OptionsEditor", "pictured": "OptionsEditor", "well": "MapChoiceEditor", "hurt": "PictureChoiceEditor", "other": "OptionsEditor",
    "heads": "HeadingsEditor", "line_a": "OptionsEditor", "line_b": "OptionsEditor", "where": "PositionEditor",
    "way": "PointsEditor", "field": "PointsEditor", "photo": "FileEditor", "marked": "FileEditor", "drawn": "FileEditor",
    "signed": "FileEditor", "sound": "FileEditor", "film": "FileEditor", "paper": "FileEditor",
}  # fmt: skip
"""The editor of each question; a note has none."""
ANSWERS = {
    "g_text/word": "Osh, Kurmanjan Datka street", "g_text/story": "First line\nSecond line", "g_text/counted": "3",
    "g_text/people": "1234567", "g_text/part": "12.5", "g_scale/slider": "7", "g_scale/stars": "4", "g_scale/order": "blue red green",
    "g_days/day": "2026-11-26", "g_days/month": "2026-11-01", "g_days/moment": "2026-11-26T08:05:00.000+00:00",
    "g_choice/one": "green", "g_choice/many": "red blue", "g_choice/likert": "good", "g_choice/pictured": "well", "g_choice/well": "well_2", "g_choice/hurt": "arm",
    "g_choice/g_grid/line_a": "fine", "g_choice/g_grid/line_b": "middling", "g_place/where": "40.5140 72.8161 0 0",
    "g_place/way": "40.51 72.81 960 0;40.52 72.82 965 0;40.53 72.82 970 0",
    "g_place/field": "40.51 72.81 0 0;40.52 72.81 0 0;40.52 72.82 0 0;40.51 72.81 0 0",
}  # fmt: skip
