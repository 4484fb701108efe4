"""Which transmitters no longer are what the plan says: told from what phones hear, without anybody's trace."""
