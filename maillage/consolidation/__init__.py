"""The network's figures: facts of each dispositif, the catalogue that counts them, what is made of the sums.

Stands above the domains and reads them; no domain knows that it is counted.
"""
