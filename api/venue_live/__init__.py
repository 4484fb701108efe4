"""What is so now at a venue: closures, lifts and queues; kept live, told to who listens."""
