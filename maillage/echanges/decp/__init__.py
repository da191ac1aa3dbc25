"""The essential data of public purchases (DECP): read to spot, prefill and match; nothing is followed by itself."""
