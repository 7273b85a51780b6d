"""Case2Code: from a fragment, words or a case note to candidate codes of all systems."""
