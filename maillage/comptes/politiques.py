"""The declared policies of the views that other packages bring."""

from maillage.socle.acces import CONNECTE, PUBLIQUE, Politique

EXTERNES: dict[str, Politique] = {
    "account_login": PUBLIQUE,
    "account_logout": CONNECTE,
}
