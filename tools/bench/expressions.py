"""Expressions compiled once and run many times, beside elementpath where it is installed (it is no library of the project)."""

import importlib
import importlib.util
from datetime import UTC, datetime

from lxml import etree

from desktop.forms.xpath.compiler import Compiler
from desktop.forms.xpath.nodes import document_of
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.trial import TrialWorld
from desktop.forms.xpath.world import Context
from tools.bench.measuring import Outcome, alternate, seconds

EXPRESSIONS = (
    "/r/i[3]/n + 2 * 7",
    "count(/r/i)",
    "sum(/r/i/n)",
    "/r/i[n > 120]/t",
    "concat(/r/i[1]/t, '-', substring(/r/i[2]/t, 2, 3))",
    "boolean(/r/i[t = 't77'])",
    "normalize-space('  a   b ') = 'a b' and not(/r/x)",
)
"""XPath 1.0 alone, which both understand."""
_TIMES = 30


def expression_rows(rounds: int) -> list[Outcome]:
    """Seconds for all expressions over a document of 200 entries; without elementpath there is no limit beside it."""
    root = etree.fromstring("<r>" + "".join(f"<i><n>{at}</n><t>t{at}</t></i>" for at in range(200)) + "</r>")
    compiler, document = Compiler({}, strict=True), document_of(root)
    context = Context(TrialWorld(document, datetime.now(UTC), UTC, {}), document)
    runs = [compiler.compile(parse(one), Scope()) for one in EXPRESSIONS]

    def ours() -> None:
        for _turn in range(_TIMES):
            for run in runs:
                run(context)

    note = f"{len(EXPRESSIONS)} expressions, compiled once, {_TIMES} times each over 200 entries"
    if importlib.util.find_spec("elementpath") is None:
        own = tuple(seconds(ours) for _round in range(rounds))
        return [Outcome(name="expressions", unit="s", product=own, note=note)]
    elementpath = importlib.import_module("elementpath")
    parser = elementpath.XPath1Parser()
    tokens = [parser.parse(one) for one in EXPRESSIONS]

    def theirs() -> None:
        for _turn in range(_TIMES):
            for token in tokens:
                token.evaluate(elementpath.XPathContext(root))

    limits, products = alternate(rounds, lambda: seconds(theirs), lambda: seconds(ours))
    return [
        Outcome(name="expressions", unit="s", product=products, limit=limits, reach=1.0, note=f"{note}; beside elementpath")
    ]  # fmt: skip
