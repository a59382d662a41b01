"""Charts: drawn once as SVG, for the page, the PDF and Word alike.

Every chart carries its text alternative and the table of the same numbers. A chart of made-up
records says so inside the picture, where copying it cannot lose the words. A value that may not
be shown is a labelled gap: `Value` is a number, or the words for why there is none.

Vega-Altair and vl-convert take a second to import, so they are imported when the first chart
is drawn.
"""

from lscp.core.charts.bars import bars, grouped_bars
from lscp.core.charts.control import Run, xmr
from lscp.core.charts.drawing import Chart, Value
from lscp.core.charts.lines import line
from lscp.core.charts.sparklines import sparkline

__all__ = ["Chart", "Run", "Value", "bars", "grouped_bars", "line", "sparkline", "xmr"]
