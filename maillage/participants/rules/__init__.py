"""The rules of the person followed: pure, sourced, one module per subject."""
