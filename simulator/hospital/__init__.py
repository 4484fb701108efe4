"""A day at a hospital: who comes, where they are sent, how long they wait, under every way of guiding them."""
