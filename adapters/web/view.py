"""What the page sees, and the charts behind the pictures in it."""

from collections import OrderedDict

from adapters.web.render import Json, charts, render_post, render_reply
from bot.core.card import Card
from bot.core.charts import Chart, digest
from bot.core.dispatcher import Reply
from bot.core.outbox import Post


class View:
    """Renders what is shown, and remembers the charts so that their pictures can be asked for afterwards.

    The `keep` charts shown last are remembered. After a restart those of posts come back as the page reads
    the posts anew.
    """

    def __init__(self, *, keep: int = 512) -> None:
        self._keep = keep
        self._charts: OrderedDict[str, Chart] = OrderedDict()

    def reply(self, reply: Reply) -> Json:
        """Render what came of a call."""
        if isinstance(reply, Card):
            self._remember(reply)
        return render_reply(reply)

    def post(self, post: Post) -> Json:
        """Render a delivered message with its thread."""
        for each in (post, *post.replies):
            self._remember(each.card)
        return render_post(post)

    def chart(self, named: str) -> Chart | None:
        """Give the chart of a digest, if it was shown not too long ago."""
        return self._charts.get(named)

    def _remember(self, card: Card) -> None:
        for chart in charts(card):
            name = digest(chart)
            self._charts[name] = chart
            self._charts.move_to_end(name)
        while len(self._charts) > self._keep:
            self._charts.popitem(last=False)
