"""The monitoring form of the invented region, as an XLSForm in English and Russian."""

from io import BytesIO

from openpyxl import Workbook

FILE_NAME = "site_checklist.xlsx"
EN, RU = "English (en)", "Russian (ru)"

_SURVEY = (
    ("type", "name", f"label::{EN}", f"label::{RU}", "required", "relevant", "constraint", f"constraint_message::{EN}",
     f"constraint_message::{RU}", "calculation"),
    ("date", "day", "Day of the visit", "День визита", "yes", "", "", "", "", ""),
    ("begin_group", "site", "The site", "Объект", "", "", "", "", "", ""),
    ("text", "name", "Name of the site", "Название объекта", "yes", "", "", "", "", ""),
    ("select_one yes_no", "open", "Is the site open as announced?", "Объект открыт по расписанию?", "yes", "", "", "", "", ""),
    ("text", "why_closed", "Why is it closed?", "Почему закрыт?", "yes", "${open} = 'no'", "", "", "", ""),
    ("integer", "women", "Women present", "Женщин на месте", "yes", "${open} = 'yes'", ". >= 0 and . < 1000",
     "A number from 0 to 999", "Число от 0 до 999", ""),
    ("integer", "men", "Men present", "Мужчин на месте", "yes", "${open} = 'yes'", ". >= 0 and . < 1000",
     "A number from 0 to 999", "Число от 0 до 999", ""),
    ("calculate", "persons", "", "", "", "", "", "", "", "coalesce(${women}, 0) + coalesce(${men}, 0)"),
    ("note", "persons_note", "Persons present: ${persons}", "Всего человек: ${persons}", "", "${open} = 'yes'", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", "", "", ""),
    ("select_multiple services", "services", "Which services are running?", "Какие услуги работают?", "yes", "", "", "", "", ""),
    ("select_one yes_no", "complaints", "Can people complain without asking staff?",
     "Можно ли пожаловаться, не спрашивая сотрудников?", "yes", "", "", "", "", ""),
    ("begin_repeat", "interview", "Interview", "Интервью", "", "", "", "", "", ""),
    ("select_one sex", "sex", "Sex", "Пол", "yes", "", "", "", "", ""),
    ("integer", "age", "Age", "Возраст", "", "", ". >= 18 and . < 110", "Adults only", "Только взрослые", ""),
    ("text", "said", "What was said", "Что было сказано", "", "", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip
_CHOICES = (
    ("list_name", "name", f"label::{EN}", f"label::{RU}"),
    ("yes_no", "yes", "Yes", "Да"),
    ("yes_no", "no", "No", "Нет"),
    ("services", "training", "Training", "Обучение"),
    ("services", "counselling", "Counselling", "Консультации"),
    ("services", "referral", "Referral", "Перенаправление"),
    ("services", "none", "None", "Никаких"),
    ("sex", "female", "Female", "Женский"),
    ("sex", "male", "Male", "Мужской"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "instance_name"),
    ("Site checklist", "site_checklist", "1", EN, "concat(${name}, ' ', ${day})"),
)


def form_bytes() -> bytes:
    book = Workbook(write_only=True)  # begins without a sheet
    for title, rows in (("survey", _SURVEY), ("choices", _CHOICES), ("settings", _SETTINGS)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
