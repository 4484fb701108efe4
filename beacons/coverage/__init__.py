"""How well radio can tell where somebody is, everywhere on a level, before anybody walks there."""
