"""Finds faults in sequences of numbered messages, from the description in the guide and with nothing of Wirelark's.

Reads the transcript that the first argument names, and prints the faulty rows and the sums as JSON.
"""
import json
import struct
import sys


class Sequence:
    def __init__(self, bits):
        self.modulus = 1 << bits
        self.last = {}
        self.resume = {}
        self.sums = {"messages": 0, "gaps": 0, "missing": 0, "duplicates": 0, "backwards": 0}

    def ahead(self, number, of):
        """How far a number lies after another one; negative if it is nearer the other way around."""
        distance = (number - of) % self.modulus
        return distance - self.modulus if distance >= self.modulus // 2 else distance

    def check(self, key, number):
        self.sums["messages"] += 1
        if key not in self.last:
            self.last[key] = number
            return None
        last = self.last[key]
        resume = self.resume.pop(key, None)
        if resume is not None and self.ahead(number, resume) == 1:
            self.last[key] = number
            return None
        step = self.ahead(number, last)
        if step == 0:
            self.sums["duplicates"] += 1
            return "duplicate"
        self.last[key] = number
        if step == 1:
            return None
        if self.ahead(number, last + 1) > 0:
            self.sums["gaps"] += 1
            self.sums["missing"] += self.ahead(number, last + 1)
            return "gap"
        self.resume[key] = last
        self.sums["backwards"] += 1
        return "backwards"

    def new_connection(self):
        self.last.clear()
        self.resume.clear()


def main():
    narrow, wide = Sequence(16), Sequence(32)
    faulty = []
    with open(sys.argv[1], "rb") as file:
        _, length, _ = struct.unpack("<8sIQ", file.read(20))
        file.read(length)
        row = 0
        while len(head := file.read(16)) == 16:
            row += 1
            size, flags = struct.unpack_from("<IB", head)
            payload = file.read(size)
            if flags & 0x20:
                file.read(4)
            kind = flags & 0x0F
            if kind == 15 and payload.startswith(b"connection "):
                narrow.new_connection()
                wide.new_connection()
            if kind != 2:
                continue
            instrument, number, total = struct.unpack("<BHI", payload)
            words = {narrow.check(instrument, number), wide.check(None, total)} - {None}
            if words:
                faulty.append([row, sorted(words)])
    print(json.dumps({"rows": faulty, "sums": [narrow.sums, wide.sums]}))


main()
