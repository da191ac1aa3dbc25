"""The network's figures: campaigns, deposits, disclosure control, reports and their proofreading."""
