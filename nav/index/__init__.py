"""The routing index: arrays and compiled kernels that know integers only."""
