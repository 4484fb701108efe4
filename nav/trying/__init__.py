"""What a draft is looked at for before it is released: how far one gets, how much room there is, what is in the way."""
