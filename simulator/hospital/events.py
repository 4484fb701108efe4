"""What happens next: a heap of events, first in first out among equals."""

from simulator.hospital.compiled import compiled
from simulator.hospital.layout import Records


@compiled()
def push(heap: Records, clock: Records, t_s: float, kind: int, who: int) -> None:
    """Let something happen at a time."""
    number = clock[0].numbers
    clock[0].numbers += 1
    place = clock[0].events
    clock[0].events += 1
    while place > 0 and t_s < heap[(place - 1) >> 1].t_s:
        heap[place] = heap[(place - 1) >> 1]
        place = (place - 1) >> 1
    heap[place].t_s, heap[place].number, heap[place].kind, heap[place].who = t_s, number, kind, who


@compiled()
def pop(heap: Records, clock: Records) -> tuple[float, int, int]:
    """Take the next event: its time, kind and person."""
    t_s, kind, who = heap[0].t_s, heap[0].kind, heap[0].who
    clock[0].events -= 1
    count = clock[0].events
    last_s, last = heap[count].t_s, heap[count].number
    place = 0
    while True:
        child = 2 * place + 1
        if child >= count:
            break
        if child + 1 < count and _before(heap, child + 1, heap[child].t_s, heap[child].number):
            child += 1
        if not _before(heap, child, last_s, last):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = heap[count]
    return t_s, kind, who


@compiled()
def _before(heap: Records, place: int, t_s: float, number: int) -> bool:
    return heap[place].t_s < t_s or (heap[place].t_s == t_s and heap[place].number < number)
