"""A backtest as a picture: what came against what was told, errors by origin. SVG, alone or in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np

from rota.cli.views.backtest_view import cells, scores
from rota.cli.views.chart import HEIGHT, INK, MUTED, WIDTH, Panel
from rota.cli.views.wording import shown
from rota.forecast.gamma import rate_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.forecast.backtest import Trial

OURS = "#0b62c4"
BAND = "#c9def5"
OTHERS = ("#8a8f98", "#c06a00", "#3d8b5f", "#8e4db3", "#a33a3a")
HEADER = ("method", "MASE", "WAPE", "bias", "pinball", "in 80", "in 90", "seconds")
TITLE = "Backtest of the forecast"


def picture(tried: Sequence[tuple[str, Sequence[Trial]]], *, html: bool) -> bytes:
    """One pair of panels a queue, below each other; in HTML with the table of scores."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {2 * HEIGHT * len(tried)}",
            "font-family": "system-ui, sans-serif",
            "font-size": "12",
            "role": "img",
        },
    )
    SubElement(root, "title").text = TITLE
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    for place, (queue, trials) in enumerate(tried):
        _fortnight(root, shown(queue), trials, top=2 * HEIGHT * place)
        _errors(root, shown(queue), trials, top=2 * HEIGHT * place + HEIGHT)
    if not html:
        drawn: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return drawn
    return _page(root, tried)


def _fortnight(root: Element, queue: str, trials: Sequence[Trial], *, top: int) -> None:
    """The last origin: counts, forecast, and the band between the rate's 10 % and 90 % quantiles."""
    last = [trial for trial in trials if trial.method == trials[0].method][-1]
    told, came = last.told.ravel(), last.came.ravel()
    low, high = (rate_quantile(1.0, spread=last.spread or 0.0, level=level) for level in (0.1, 0.9))
    most = float(max(np.nanmax(came, initial=0.0), (told * high).max(), 1.0))
    panel = Panel(root, top=top, count=len(told), most=most)
    panel.title(f"{queue}: contacts an interval in the weeks from {last.origin}, unseen by the forecast")
    panel.band((told * low).tolist(), (told * high).tolist(), BAND)
    panel.dots(came.tolist(), INK)
    panel.line(told.tolist(), OURS)
    days = len(last.told)
    for day in range(days):
        weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[(last.origin.weekday() + day) % 7]
        panel.below((day + 0.5) / days, weekday)
    panel.key([("what came", INK), ("forecast", OURS), ("10 to 90 % of the rate", BAND)])


def _errors(root: Element, queue: str, trials: Sequence[Trial], *, top: int) -> None:
    """The scaled error of each method by origin."""
    names = list(dict.fromkeys(trial.method for trial in trials))
    lines = {name: [trial.mase for trial in trials if trial.method == name] for name in names}
    finite = [value for line in lines.values() for value in line if np.isfinite(value)]
    count = len(lines[names[0]])
    panel = Panel(root, top=top, count=count, most=max([1.0, *finite]))
    panel.title(
        f"{queue}: mean absolute scaled error by origin (1: as the seasonal naive forecast was before)"
    )
    colours = [OURS, *(OTHERS[place % len(OTHERS)] for place in range(len(names) - 1))]
    for name, colour in reversed(list(zip(names, colours, strict=True))):
        panel.line(lines[name], colour, dots=True)
    origins = [trial.origin for trial in trials if trial.method == names[0]]
    for place in sorted({0, count // 2, count - 1}):
        panel.below((place + 0.5) / count, str(origins[place]))
    panel.key(list(zip(names, colours, strict=True)))


def _page(root: Element, tried: Sequence[tuple[str, Sequence[Trial]]]) -> bytes:
    page = Element("html", {"lang": "en"})
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = TITLE
    SubElement(head, "style").text = (
        f"body{{font:15px/1.5 system-ui,sans-serif;color:{INK};background:#fff;max-width:{WIDTH}px;"
        "margin:2rem auto;padding:0 1rem}td,th{padding:.15rem .8rem;text-align:right}"
        f"td:first-child,th:first-child{{text-align:left}}caption{{text-align:left;color:{MUTED}}}"
        "table{border-collapse:collapse;margin:1rem 0}th{border-bottom:1px solid #ccc}svg{width:100%}"
    )
    body = SubElement(page, "body")
    SubElement(body, "h1").text = TITLE
    for queue, trials in tried:
        table = SubElement(body, "table")
        SubElement(table, "caption").text = f"queue {shown(queue)}"
        header = SubElement(SubElement(table, "thead"), "tr")
        for name in HEADER:
            SubElement(header, "th").text = name
        rows = SubElement(table, "tbody")
        for one in scores(trials):
            row = SubElement(rows, "tr")
            for cell in cells(one):
                SubElement(row, "td").text = cell
    body.append(root)
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + written
