"""What is known about the rows of one session."""


class Session:
    """Rows with what is known about them. `self.open` has the requests that wait for an answer, by key."""

    def __init__(self, rows):
        self.rows, self.open, self.streams = rows, {}, {}

    def other(self, way):
        return "sent" if way == "received" else "received"

    def ask(self, row, key):
        self.open[row["direction"], key] = row["row"]

    def answer(self, row, key):
        asked = self.open.pop((self.other(row["direction"]), key), None)
        if asked is not None and asked not in row["answers"]:
            row["answers"].append(asked)
        return asked

    def begin(self, row, key):
        self.streams[key] = row["row"]

    def belong(self, row, key):
        if key in self.streams:
            row["belongs_to"] = self.streams[key]
