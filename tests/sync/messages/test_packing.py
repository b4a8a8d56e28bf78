"""Messages as bytes: what a line damages is found out."""

from contextlib import suppress

from sync.messages.packing import Unreadable, pack, unpack
from sync.messages.wire import Ack, Response

MESSAGE = Response(
    epoch="0a1b2c3d",
    acks=[Ack("0190a000-0000-7000-8000-00000000000a", f"replica.{n}", n, "applied") for n in range(20)],
)


def test_no_flipped_bit_gives_another_message() -> None:
    data = pack(MESSAGE)
    refused = 0
    for bit in range(len(data) * 8):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        try:
            assert unpack(bytes(damaged), Response) == MESSAGE
        except Unreadable:
            refused += 1
    assert refused > len(data) * 7


def test_no_part_of_a_message_is_another_message() -> None:
    data = pack(MESSAGE)
    for end in range(len(data)):
        with suppress(Unreadable):
            assert unpack(data[:end], Response) == MESSAGE
