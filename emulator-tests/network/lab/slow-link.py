"""Two TAP devices in two network namespaces, joined by this program, which delays, loses and throttles.

    slow-link.py NAMESPACE:DEVICE NAMESPACE:DEVICE

Prints READY. Each line on stdin sets what holds from then on, both ways: delay in ms, jitter in ms (up to so much more),
loss in percent, rate in kbit/s (0: no limit). Ends with its stdin.
"""
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TAP_NO_PI = 0x0002 | 0x1000
CLONE_NEWNET = 0x40000000
# A home router's buffer: what would wait longer is dropped, as a full queue does.
LONGEST_QUEUE_S = 0.3
# So that one busy side doesn't keep the other waiting.
BURST = 64

libc = ctypes.CDLL(None, use_errno=True)


def open_tap(spec):
    """The device is made in its own namespace, so no name of it is ever seen in another."""
    namespace, device = spec.split(":")
    with open("/run/netns/" + namespace) as target:
        if libc.setns(target.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns", namespace)
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TAP_NO_PI))
    subprocess.check_call(["ip", "link", "set", device, "up"])
    return tap


class Direction:
    """One way through the cable."""

    def __init__(self, target):
        self.target = target
        self.free_at = 0.0  # when the line has sent everything so far
        self.last_at = 0.0  # when the packet before arrives: none overtakes another

    def arrival(self, size, now):
        """When a packet comes out, or None when it is lost."""
        if settings.loss and random.random() * 100 < settings.loss:
            return None
        leaves = now
        if settings.rate:
            start = max(now, self.free_at)
            if start - now > LONGEST_QUEUE_S:
                return None
            leaves = self.free_at = start + size * 8 / (settings.rate * 1000)
        arrives = leaves + (settings.delay + random.uniform(0, settings.jitter)) / 1000
        self.last_at = max(arrives, self.last_at)
        return self.last_at


class Settings:
    def __init__(self):
        self.delay = self.jitter = self.loss = self.rate = 0.0

    def read(self, line):
        self.delay, self.jitter, self.loss, self.rate = (float(word) for word in line.split())


settings = Settings()
one, other = (open_tap(spec) for spec in sys.argv[1:3])
ways = {one: Direction(other), other: Direction(one)}
queue = []  # (when, number, target, packet)
number = 0
poll = select.epoll()
for source in (one, other, 0):
    poll.register(source, select.EPOLLIN)
print("READY", flush=True)

while True:
    wait = max(0.0, queue[0][0] - time.monotonic()) if queue else -1
    for source, _ in poll.poll(wait):
        if source == 0:
            text = os.read(0, 4096).decode()
            if not text:
                sys.exit(0)
            settings.read(text.strip().splitlines()[-1])
            continue
        for _ in range(BURST):
            try:
                packet = os.read(source, 65536)
            except BlockingIOError:
                break
            at = ways[source].arrival(len(packet), time.monotonic())
            if at is not None:
                number += 1
                heapq.heappush(queue, (at, number, ways[source].target, packet))
    while queue and queue[0][0] <= time.monotonic():
        _, _, target, packet = heapq.heappop(queue)
        try:
            os.write(target, packet)
        except OSError:
            pass  # the device is down, or its queue full: the packet is lost
