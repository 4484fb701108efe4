"""How the guidance of a venue is used, counted by the hour and never by the person."""
