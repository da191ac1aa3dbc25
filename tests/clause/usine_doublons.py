"""The same person in two services, each with its own lot, on account of one employer: where hours may be told twice."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from maillage.clause.models import EmploiDuLot, Entreprise, HeuresPayees, LigneHeures, Lot, MiseEmploi
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import (
    MOIS,
    make_eligibilite,
    make_emploi,
    make_entreprise,
    make_ligne,
    make_lot_notifie,
    make_personne,
)

ALIX: dict[str, Any] = {
    "nom_naissance": "Desmoulins", "prenoms": "Alix Marie", "date_naissance": date(1988, 3, 4), "sexe": "f",
}  # fmt: skip
PASSERELLE = {"nom": "Passerelle Intérim", "siret": "21310555400017"}


@dataclass
class Cote:
    """One of the two services, its facilitatrice, its lot."""

    structure: Dispositif
    acteur: Acteur
    lot: Lot
    contrats: list[MiseEmploi] = field(default_factory=list)

    def work(self, heures: int, *, statut: str = "declaree", mois: date = MOIS, **identite: Any) -> LigneHeures:
        emploi = self.hire(**identite)
        return make_ligne(emploi, self.lot, heures, statut=statut, mois=mois)

    def hire(self, *, siret: str = "21310555400017", **identite: Any) -> MiseEmploi:
        personne = make_personne(self.structure, **ALIX | identite)
        make_eligibilite(personne)
        found = Entreprise.objects.filter(dispositif=self.structure, siret=siret).first()
        employeur = found or make_entreprise(self.structure, **PASSERELLE | {"siret": siret})
        emploi = make_emploi(personne, lots=[self.lot], employeur=employeur)
        EmploiDuLot.objects.filter(mise_emploi=emploi).update(dispositif=self.structure)
        self.contrats.append(emploi)
        return emploi

    def pay(self, ligne: LigneHeures, heures: int) -> HeuresPayees:
        return HeuresPayees.objects.create(
            dispositif=self.structure, mise_emploi=ligne.mise_emploi, mois=ligne.mois, heures=heures
        )


def make_cote() -> Cote:
    structure = make_clause()
    return Cote(structure, make_facilitateur(structure), make_lot_notifie(structure))
