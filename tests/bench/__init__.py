"""`make bench`: what the board costs, with the raw engine's figures from the same run beside ours."""
