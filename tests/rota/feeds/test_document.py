from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.feeds.document import Document

MARCH = Document(b"x", "text/plain", datetime(2027, 3, 8, 5, tzinfo=UTC))
TAG = MARCH.etag


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        (TAG, True),
        (b"W/" + TAG, True),
        (b'"other", ' + TAG, True),
        (b'W/"a,b" , W/' + TAG, True),
        (b" * ", True),
        (b'"other"', False),
        (TAG.strip(b'"'), False),
        (b"", False),
        (b"*, *", False),
        (b'"other" ' + TAG, False),
    ],
)
def test_a_client_that_names_the_tag_has_the_document(condition: bytes, held: bool) -> None:
    assert MARCH.held_by(condition, None) is held


@pytest.mark.parametrize(
    ("since", "held"),
    [
        (b"Mon, 08 Mar 2027 05:00:00 GMT", True),
        (b"Mon, 08 Mar 2027 05:00:01 GMT", True),
        (b"Mon, 08 Mar 2027 04:59:59 GMT", False),
        (b"Monday, 08-Mar-27 05:00:00 GMT", True),
        (b"yesterday", False),
        (b"\xff", False),
        (b"Mon, 08 Mar 99999999 05:00:00 GMT", False),
    ],
)
def test_a_client_that_names_a_date_has_what_has_not_changed_since(since: bytes, held: bool) -> None:
    assert MARCH.held_by(None, since) is held


def test_a_tag_goes_before_a_date() -> None:
    assert not MARCH.held_by(b'"other"', b"Mon, 08 Mar 2027 05:00:00 GMT")


def test_a_document_without_a_date_is_known_by_its_tag_alone() -> None:
    assert not Document(b"x", "text/plain").held_by(None, b"Mon, 08 Mar 2027 05:00:00 GMT")


@given(st.binary(), st.binary())
def test_no_condition_fails(match: bytes, since: bytes) -> None:
    assert MARCH.held_by(match, None) in (True, False)
    assert MARCH.held_by(None, since) in (True, False)


@given(st.binary(), st.binary())
def test_tags_are_equal_where_bytes_are(one: bytes, other: bytes) -> None:
    assert (Document(one, "text/plain").etag == Document(other, "text/plain").etag) is (one == other)
