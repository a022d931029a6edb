"""The table that `make bench` prints."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One measurement; `floor` says what the ratio must be, as "≥ 0.50" or "≤ 3.00"."""

    name: str
    database: str
    ours: str
    bare: str = ""
    ratio: float | None = None
    floor: str = ""

    @property
    def holds(self) -> bool:
        """Whether the ratio is on the right side of the floor."""
        if self.ratio is None or not self.floor:
            return True
        least, limit = self.floor[0] == "≥", float(self.floor[1:])
        return self.ratio >= limit if least else self.ratio <= limit

    def cells(self) -> tuple[str, ...]:
        """Give what is printed."""
        ratio = "" if self.ratio is None else f"{self.ratio:,.2f}"
        verdict = ("holds" if self.holds else "TOO SLOW") if self.floor else ""
        return self.name, self.database, self.ours, self.bare, ratio, self.floor, verdict


@dataclass
class Report:
    """All measurements of a run."""

    rows: list[Row] = field(default_factory=list)

    def add(self, *rows: Row) -> None:
        """Note measurements; fails the test whose floors they do not hold."""
        self.rows += rows
        for row in rows:
            assert row.holds, f"{row.name} on {row.database}: {row.ratio:.2f}, but {row.floor}"

    def lines(self) -> list[str]:
        """Give the table, line by line."""
        head = ("what", "database", "ours", "bare", "ratio", "floor", "verdict")
        cells = [head, *(row.cells() for row in self.rows)]
        wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
        padded = ["  ".join(map(str.ljust, line, wide)).rstrip() for line in cells]
        return [padded[0], "─" * (sum(wide) + 2 * len(wide) - 2), *padded[1:]]
