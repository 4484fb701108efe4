"""The hospital's own people: who they are, what they may do at which venue, and what they did."""
