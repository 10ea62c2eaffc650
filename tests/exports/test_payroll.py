from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from small import MONDAY, on, person, shift, team

from exports import payroll_csv, payroll_xlsx
from exports.payroll import COLUMNS, rows
from rota.agent import Contract
from rota.duty import Duty
from rota.errors import InputError
from rota.localtime import DAY
from rota.payroll import pay_lines

EVIL = "=cmd|' /C calc'!A0"
ANA = replace(person("Ana"), name=EVIL, contract=Contract("full", 2400, "@class"))
BO = replace(person("Bo"), name='"Bö, 👩‍💻"\u202e')
EARLY, STANDBY = shift("early", MONDAY), shift("standby", MONDAY + DAY, "20:00", "08:00", kind="on_call")


def lines():
    problem = team((ANA, BO), (EARLY, STANDBY))
    return pay_lines(problem, Duty(problem, on(ANA, EARLY, STANDBY) | on(BO, EARLY)))


def told() -> list[tuple[str, ...]]:
    """The rows as their readers give them: nothing is inert there any more."""
    back = {f"'{EVIL}": EVIL, "'@class": "@class"}
    return [
        tuple(back.get(cell, cell) if isinstance(cell, str) else cell for cell in row)
        for row in rows(lines())
    ]


def test_there_is_a_row_a_shift_then_totals_by_agent_and_by_pay_class() -> None:
    assert [(row[0], row[1], row[3], row[5], *map(str, row[11:14])) for row in rows(lines())] == [
        ("shift", "ana", "'@class", "work", "8", "8", "0"),
        ("shift", "ana", "'@class", "on_call", "12", "0", "12"),
        ("shift", "bo", "", "work", "8", "8", "0"),
        ("agent", "ana", "'@class", "on_call", "12", "0", "12"),
        ("agent", "ana", "'@class", "work", "8", "8", "0"),
        ("agent", "bo", "", "work", "8", "8", "0"),
        ("pay_class", "", "", "work", "8", "8", "0"),
        ("pay_class", "", "'@class", "on_call", "12", "0", "12"),
        ("pay_class", "", "'@class", "work", "8", "8", "0"),
    ]


def test_csv_reads_back_what_was_written() -> None:
    assert list(payroll_csv.read(payroll_csv.write(lines()))) == told()


def test_xlsx_reads_back_what_was_written() -> None:
    assert list(payroll_xlsx.read(payroll_xlsx.write(lines()))) == told()


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(payroll_xlsx.write(lines())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.value for cell in cells if "cmd" in str(cell.value)] == [f"'{EVIL}"] * 4


RUN_BY_SPREADSHEETS = ('=HYPERLINK("x")', "+1", "-1", "@x", "\t=1", "\uff1d1", "'=1")


@pytest.mark.parametrize("name", RUN_BY_SPREADSHEETS)
def test_a_name_that_a_spreadsheet_would_run_is_text_in_csv_and_in_xlsx(name: str) -> None:
    named = replace(ANA, name=name)
    problem = team((named,), (EARLY,))
    made = pay_lines(problem, Duty(problem, on(named, EARLY)))
    workbook = payroll_xlsx.write(made)

    (_, *table) = csv.reader(io.StringIO(payroll_csv.write(made).decode(), newline=""))
    cells = [row[2] for row in openpyxl.load_workbook(io.BytesIO(workbook))["Shifts"].iter_rows(2)]
    assert [row[2] for row in table if row[0] != "pay_class"] == [f"'{name}"] * 2
    assert [(cell.value, cell.data_type) for cell in cells] == [(f"'{name}", "s")]
    with ZipFile(io.BytesIO(workbook)) as archive:
        sheets = [archive.read(part) for part in archive.namelist() if "worksheets/sheet" in part]
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert {row[2] for row in payroll_xlsx.read(workbook)} == {name, ""}
    assert {row[2] for row in payroll_csv.read(payroll_csv.write(made))} == {name, ""}


def test_hours_are_numbers_that_a_spreadsheet_adds_up() -> None:
    book = openpyxl.load_workbook(io.BytesIO(payroll_xlsx.write(lines())))
    column = COLUMNS.index("hours") + 1
    assert sum(row[0].value for row in book["Shifts"].iter_rows(2, min_col=column, max_col=column)) == 28


def test_equal_hours_give_equal_workbooks() -> None:
    first, second = payroll_xlsx.write(lines()), payroll_xlsx.write(lines())
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hours_keep_their_minutes() -> None:
    odd = shift("odd", MONDAY, "06:00", "13:10")
    problem = team((ANA,), (odd,))
    (first, *_) = rows(pay_lines(problem, Duty(problem, on(ANA, odd))))
    assert first[11] == Decimal("7.1667")


def test_another_table_is_refused() -> None:
    with pytest.raises(InputError, match="unknown columns"):
        payroll_csv.read(b"a,b\r\n")
    broken = payroll_csv.write(lines()).replace(b",8,8,0,", b",8,eight,0,", 1)
    with pytest.raises(InputError, match="not a number"):
        payroll_csv.read(broken)
    book = openpyxl.Workbook()
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(InputError, match="the sheets are not"):
        payroll_xlsx.read(written.getvalue())
