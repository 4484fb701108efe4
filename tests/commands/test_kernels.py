"""Compiled kernels are kept by the source they were compiled from."""

from commands.kernels import digest_of


def test_a_change_of_any_kernel_however_deep_is_another_name(tmp_path):
    kernel = tmp_path / "nav" / "index" / "paths.py"
    kernel.parent.mkdir(parents=True)
    kernel.write_text("one = 1")
    before = digest_of(tmp_path)
    assert digest_of(tmp_path) == before
    kernel.write_text("one = 2")
    assert digest_of(tmp_path) != before
