"""Positions from a list of transmitters or surveyed places alone, where no plan of the building is known."""
