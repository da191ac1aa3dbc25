"""Where a parcours stands in the usual succession, for the head of its page."""

from datetime import date

from maillage.parcours.nomenclatures.etats import SORTIS, EtatParcours
from maillage.socle.typographie import write_date_courte

P = EtatParcours
TONS = {
    P.SUSPENDU: "neutre",
    P.A_DEMARRER: "attention",
    P.SORTIE_PROPOSEE: "attention",
    P.SORTI_POSITIF: "succes",
    P.SORTI_SANS_SUITE: "neutre",
}
VALIDATIONS = {P.EN_EMPLOI_SUIVI: "Emploi, six mois", P.EN_FORMATION_SUIVIE: "Formation suivie"}
RANGS = {
    P.A_DEMARRER: 1,
    P.ACTIF: 2,
    P.SUSPENDU: 2,
    P.EN_EMPLOI_SUIVI: 3,
    P.EN_FORMATION_SUIVIE: 3,
    P.SORTIE_PROPOSEE: 4,
}


def list_etapes(
    etat: EtatParcours, *, entree: date, signature: date | None, sortie: date | None, is_provisoire: bool = False
) -> list[dict[str, str]]:
    """Five steps; the one under way is the state's. An exit without job leaves the fourth neither done nor under way.

    `is_provisoire`: the day of entry awaits what the rule of the dispositif says.
    """
    rang = RANGS.get(etat, 5)
    said = [
        ("Entrée", "à confirmer" if is_provisoire else write_date_courte(entree)),
        ("Contrat", write_date_courte(signature) if signature else "à signer" if rang == 1 else ""),
        ("Parcours", "suspendu" if etat == P.SUSPENDU else ""),
        (VALIDATIONS.get(etat, "Emploi ou formation"), ""),
        ("Sortie", write_date_courte(sortie) if sortie else "proposée" if etat == P.SORTIE_PROPOSEE else ""),
    ]
    steps = []
    for place, (libelle, detail) in enumerate(said):
        state = "fait" if place < rang else "en-cours" if place == rang else ""
        if place == 3 and rang > 3 and etat != P.SORTI_POSITIF:
            state = ""
        if etat in SORTIS and place == 4:
            state = "fait"
        steps.append({"libelle": libelle, "etat": state, "detail": detail})
    return steps
