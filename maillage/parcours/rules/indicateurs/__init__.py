"""The indicators of the network, pure: `nombres` (shares and bases), `faits`, then one module per family (domaine 01 § 15)."""
