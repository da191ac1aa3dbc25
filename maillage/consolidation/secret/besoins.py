"""How wide each target must stay to each insider: nothing, where what it finds is the sum of several others (ADR 0042)."""

from maillage.consolidation.secret.systeme import Systeme

EXACT = 1.0  # a coalition may come near; it may not know


class Besoins:
    """A target of which nobody knows whose it is, is taken for one's."""

    def __init__(self, systeme: Systeme) -> None:
        self.systeme = systeme
        self.known: dict[tuple[int, int], float] = {}

    def get(self, cible: int, numero: int) -> float:
        """`numero`: of the scenario."""
        if (cible, numero) not in self.known:
            self.known[cible, numero] = self._compute(cible, numero)
        return self.known[cible, numero]

    def list_niveaux(self, cible: int) -> tuple[float, ...]:
        """All that this target may have to keep, the widest first."""
        protection = self.systeme.cibles[cible]
        widths = (protection.largeur, protection.get_largeur(is_seul=True))
        return tuple(sorted({one for largeur in widths for one in (largeur, min(largeur, EXACT)) if one}, reverse=True))

    def _compute(self, cible: int, numero: int) -> float:
        scenario, protection = self.systeme.scenarios[numero], self.systeme.cibles[cible]
        auteurs = self.systeme.auteurs.get(cible)
        is_seul = auteurs is None or len(auteurs - scenario.membres) <= 1
        if scenario.is_coalition:
            return min(protection.get_largeur(is_seul=True), EXACT) if is_seul else 0.0
        return protection.get_largeur(is_seul=is_seul)
