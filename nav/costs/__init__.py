"""What can be crossed or ridden, what that takes, whom it bars and which wishes it breaks."""
