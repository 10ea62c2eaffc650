from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports.delayed_rules import DelayedRule, Repeat, chain_of, last_wait_of, repeat_of, rules_of
from exports.pager_index import EscalationEntry
from rota.paging.reading import ReadChain, ReadStep

TARGETS = st.tuples(st.sampled_from(("role", "person")), st.sampled_from("abcd"))
STEPS = st.builds(
    ReadStep,
    st.lists(TARGETS, min_size=1, max_size=3, unique=True).map(tuple),
    st.integers(1, 60),
)
CHAINS = st.builds(
    ReadChain, st.just("standard"), st.lists(STEPS, min_size=1, max_size=4).map(tuple), st.integers(0, 3)
)


@given(chain=CHAINS)
def test_an_escalation_is_read_back_from_its_rules(chain: ReadChain) -> None:
    entry = EscalationEntry(escalation="standard", called="Bank", last_wait_minutes=last_wait_of(chain))

    assert chain_of(entry, rules_of(chain), repeat_of(chain)) == chain


def test_delays_count_from_the_beginning_of_the_alert() -> None:
    chain = ReadChain(
        "standard",
        (
            ReadStep((("role", "primary"), ("role", "secondary")), 5),
            ReadStep((("role", "manager"),), 10),
            ReadStep((("person", "DEV"),), 15),
        ),
        repeat=2,
    )

    assert rules_of(chain) == [
        DelayedRule(0, "role", "primary"),
        DelayedRule(0, "role", "secondary"),
        DelayedRule(5, "role", "manager"),
        DelayedRule(15, "person", "DEV"),
    ]
    assert repeat_of(chain) == Repeat(waitInterval=15, count=2)
