"""Undo and redo, read from a log that only grows, are those of a simple pair of stacks."""

from hypothesis import given
from hypothesis import strategies as st

from maps.edits.history import History, Step


class Stacks:
    """Undo and redo as everybody writes them first: two stacks of names."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.undone: list[int] = []


@given(st.lists(st.sampled_from(["do", "nothing", "undo", "redo"]), max_size=40))
def test_the_log_says_what_two_stacks_say(moves: list[str]) -> None:
    steps: list[Step] = []
    plain = Stacks()
    for move in moves:
        number, history = len(steps) + 1, History(steps)
        if move == "do":
            steps.append(Step(number=number))
            plain.done.append(number)
            plain.undone.clear()
        elif move == "nothing":
            steps.append(Step(number=number, empty=True))
        elif move == "undo" and plain.done:
            steps.append(Step(number=number, undoes=history.done[-1]))
            plain.undone.append(plain.done.pop())
        elif move == "redo" and plain.undone:
            steps.append(Step(number=number, undoes=history.undone[-1]))
            plain.done.append(plain.undone.pop())
    history = History(steps)
    assert (len(history.done), len(history.undone)) == (len(plain.done), len(plain.undone))
    originals = [step.number for step in steps if step.undoes is None and not step.empty]
    assert [number for number in originals if history.stands(number)] == sorted(plain.done)
    assert all(history.find_undoing(number) is None for number in plain.done)


def test_any_change_may_be_taken_back_and_made_again() -> None:
    steps = [Step(number=1), Step(number=2), Step(number=3), Step(number=4, undoes=1)]
    history = History(steps)
    assert (history.done, history.undone, history.find_undoing(1)) == ([2, 3], [4], 4)
    again = History([*steps, Step(number=5, undoes=4)])
    assert (again.done, again.undone) == ([2, 3, 5], [])
    assert again.stands(1)
    assert History([*steps, Step(number=5)]).undone == []
