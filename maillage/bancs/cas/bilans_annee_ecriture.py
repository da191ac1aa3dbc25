"""Fills the base of the case « bilans-annee »: rows written in bulk, as the actions leave them."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

PAR_LOT, MOIS = 8, 12
JANVIER = date(2025, 1, 1)


def write_service(lots: int) -> None:
    from django.utils.timezone import localdate

    from maillage.clause.models import DonneurOrdre, Entreprise, Lot, Marche
    from maillage.comptes.models import Compte, Habilitation
    from maillage.reseau.models import Dispositif
    from maillage.reseau.nomenclatures import TypeDispositif
    from maillage.socle.roles import Role

    dispositif = Dispositif.objects.create(
        nom="Clause d’essai", slug="banc-bilans", type=TypeDispositif.CLAUSE, is_fictif=True
    )
    compte = Compte.objects.create_user(email="banc@exemple.invalid", prenom="Camille", nom="Essai")
    Habilitation.objects.create(
        compte=compte, role=Role.FACILITATEUR, dispositif=dispositif, du=JANVIER, revue_le=localdate()
    )
    common: dict[str, Any] = {"dispositif": dispositif}
    donneurs = [
        DonneurOrdre.objects.create(**common, nom=f"Ville d’essai {rang}", type="commune")
        for rang in range(lots // 12 + 1)
    ]
    entreprises = [
        Entreprise.objects.create(**common, nom=f"Entreprise d’essai {rang}", effectif=40) for rang in range(30)
    ]
    marches = Marche.objects.bulk_create(
        Marche(
            **common, objet=f"Chantier d’essai {rang:04}", achat="travaux", acheteur=donneurs[rang % len(donneurs)],
            engage_le=JANVIER, debut=JANVIER,
        )
        for rang in range(lots)
    )  # fmt: skip
    made = Lot.objects.bulk_create(Lot(**common, marche=marche, etat="en_execution") for marche in marches)
    _write_heures(common, made, entreprises, Random(lots))  # noqa: S311  the same fiction every time


def _write_heures(common: dict[str, Any], lots: list[Any], entreprises: list[Any], chance: Random) -> None:
    from maillage.clause.models import Engagement, LigneHeures, MiseEmploi, SuiviLot
    from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, TypeContrat
    from maillage.participants.models import Personne

    dispositif = common["dispositif"]
    SuiviLot.objects.bulk_create(
        SuiviLot(**common, lot=lot, structure=dispositif, role="pilote", du=JANVIER) for lot in lots
    )
    Engagement.objects.bulk_create(
        Engagement(**common, lot=lot, numero=1, du=JANVIER, origine="initial", heures=Decimal(9000)) for lot in lots
    )
    personnes = Personne.objects.bulk_create(
        (
            Personne(
                **common, numero=rang + 1, nom_naissance=f"Essai {rang}", prenoms="Alix", sexe="f",
                date_naissance=date(1980 + rang % 25, 1 + rang % 12, 1 + rang % 28),
            )
            for rang in range(len(lots) * PAR_LOT)
        ),
        batch_size=500,
    )  # fmt: skip
    emplois = [
        MiseEmploi(
            **common, personne=personne, employeur=chance.choice(entreprises), metier="Peintre", debut=JANVIER,
            type_contrat=chance.choice(list(TypeContrat)), mode=chance.choice(list(ModeRealisation)),
            fin_prevue=date(2025, 12, 31), temps_hebdo=Decimal(35),
        )
        for personne in personnes
    ]  # fmt: skip
    for emploi in emplois:
        emploi.profil = chance.sample(list(Profil), 3)
    MiseEmploi.objects.bulk_create(emplois, batch_size=500)
    LigneHeures.objects.bulk_create(
        (
            LigneHeures(
                **common, mise_emploi=emploi, lot=lots[rang // PAR_LOT], entreprise=emploi.employeur, creditrice=dispositif,
                mois=date(2025, mois, 1), heures_reelles=heures, heures_valorisees=heures, statut="validee",
                decidee_le=date(2026, 1, 15),
            )
            for rang, emploi in enumerate(emplois)
            for mois in range(1, MOIS + 1)
            for heures in [Decimal(chance.randint(4000, 14000)) / 100]
        ),
        batch_size=500,
    )  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.bilans import BILANS
    from maillage.socle.contexte import open_service

    with open_service("banc : remplissage d’un service"):
        write_service(BILANS)
