from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from rota.errors import Fault
from rota.load.source import read_source
from rota.load.table import Row, cell_places, read_table


def test_a_table_is_read_by_the_names_of_its_columns() -> None:
    source = read_source("t.csv", b'\xef\xbb\xbfb, a ,note\r\n1, 2 ,"x, ""y"""\r\n\r\n,,\r\n3,4,\r\n')

    table = read_table(source, required=("a", "b"))

    assert table.columns == ("b", "a", "note")
    assert table.rows == (
        Row(2, {"b": "1", "a": "2", "note": 'x, "y"'}),
        Row(5, {"b": "3", "a": "4", "note": ""}),
    )
    assert table.faults == ()


def test_semicolons_and_empty_cells_at_the_end_come_from_spreadsheets() -> None:
    table = read_table(read_source("t.csv", b"a;b;;\r\n1;2,5;;\r\n"), required=("a", "b"))

    assert table.rows == (Row(2, {"a": "1", "b": "2,5"}),)


def test_a_fault_points_at_its_cell_also_behind_a_quoted_one() -> None:
    table = read_table(read_source("t.csv", b'a,b\n"x,y",  z\n'), required=("a", "b"))

    fault = table.fault(table.rows[0], "b", "wrong")

    assert fault == Fault("t.csv", 2, 9, "wrong", "", '"x,y",  z', 1)


@given(st.lists(st.text(alphabet='a",; x', max_size=5), min_size=1, max_size=5))
def test_every_cell_that_csv_writes_has_one_place(cells: list[str]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)

    assert len(cell_places(written.getvalue(), ",")) == len(cells)
