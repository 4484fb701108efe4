"""What a release does to people's ways: every entrance to every public destination, before and after."""
