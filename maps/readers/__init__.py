"""Floor-plan readers, one file per format: each turns files into a `VenueDraft`."""
