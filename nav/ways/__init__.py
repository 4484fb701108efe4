"""From ends to routes: the graph of a venue, what its ends see, and what the index finds between them."""
