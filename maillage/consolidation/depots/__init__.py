"""Deposits: what each dispositif hands to the network for a year, additive cells only, and the campaign that asks for it."""
