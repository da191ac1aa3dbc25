"""A small DECP file, all invented: to try the loading, and to fill the demonstration. It holds what real files get wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from maillage.reseau.rules.identifiants import is_luhn

CLAUSE, CRITERE, RESERVE, AUCUNE = (
    "Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale",
)  # fmt: skip
DEPARTEMENT, COMMUNE, REGION = "Code département", "Code commune", "Code région"


def make_siret(rang: int) -> str:
    """With true keys; no real company begins so."""
    siren = next(f"0000{rang:04d}{cle}" for cle in range(10) if is_luhn(f"0000{rang:04d}{cle}"))
    return next(f"{siren}0001{cle}" for cle in range(10) if is_luhn(f"{siren}0001{cle}"))


ACHETEURS = {
    "ville": ("Ville de Valombre-la-Ville (fictive)", make_siret(1)),
    "agglo": ("Communauté de communes du Pays de Valombre (fictive)", make_siret(2)),
    "departement": ("Département du Val-d’Arsonne (fictif)", make_siret(3)),
    "habitat": ("Valombre Habitat, bailleur social (fictif)", make_siret(4)),
    "hopital": ("Centre hospitalier de Valombre (fictif)", make_siret(5)),
    "lycee": ("Lycée des Deux Vallées (fictif)", make_siret(6)),
}
ENTREPRISES = {
    nom: make_siret(100 + rang)
    for rang, nom in enumerate(
        (
            "Martel Bâtiment (fictive)", "Sogetra Réseaux (fictive)", "Claire Propreté (fictive)",
            "Les Peintres du Pont (fictifs)", "Horizon Vert, entreprise d’insertion (fictive)",
            "Charpentes Valombraises (fictives)", "Étanche Ouest (fictive)", "Gardiens du Val (fictifs)",
        )
    )
}  # fmt: skip
MARTEL, SOGETRA, CLAIRE, PEINTRES, HORIZON, CHARPENTE, ETANCHE, GARDIENS = ENTREPRISES


@dataclass(frozen=True, slots=True)
class Contrat:
    """`montant` in euros; `depuis`: days since it was notified."""

    numero: str
    acheteur: str
    objet: str
    cpv: str
    montant: int
    mois: int
    depuis: int
    considerations: tuple[str, ...]
    titulaires: tuple[str, ...]
    lieu: tuple[str, str] = ("", DEPARTEMENT)
    avenant: int = 0
    sous_traitant: str = ""


CONTRATS: tuple[Contrat, ...] = (
    Contrat("2026-VV-021", "ville", "Réhabilitation de la halle aux grains, lot gros œuvre", "45212000-6", 1_180_000, 16, 24,
            (CLAUSE,), (MARTEL,), lieu=("F1001", COMMUNE), sous_traitant=PEINTRES),
    Contrat("2026-VV-022", "ville", "Réhabilitation de la halle aux grains, lot charpente", "45261100-5", 340_000, 10, 24,
            (CLAUSE,), (CHARPENTE, MARTEL)),
    Contrat("2026-CC-009", "agglo", "Collecte et tri des encombrants", "90511000-2", 920_000, 48, 41, (CLAUSE, CRITERE),
            (HORIZON, CLAIRE)),
    Contrat("2026-CC-011", "agglo", "Entretien des berges de l’Arsonne", "77310000-6", 145_000, 36, 33, (RESERVE,), (HORIZON,), lieu=("F1005", COMMUNE)),
    Contrat("26D0117", "departement", "Nettoyage des collèges, secteur sud", "90911200-8", 1_640_000, 48, 58,
            (CRITERE,), (CLAIRE,), avenant=1_790_000),
    Contrat("26D0121", "departement", "Renforcement de la route départementale 14", "45233140-2", 2_350_000, 12, 19, (CLAUSE,),
            (SOGETRA,)),
    Contrat("VH-2026-03", "habitat", "Ravalement et isolation de 64 logements", "45443000-4", 1_870_000, 18, 12, (CLAUSE,),
            (PEINTRES, ETANCHE, MARTEL)),
    Contrat("VH-2025-07", "habitat", "Réhabilitation de 120 logements, résidence du Lac", "45211340-4", 4_074_000, 30, 132,
            (CLAUSE, CRITERE), (MARTEL, CHARPENTE, PEINTRES)),
    Contrat("CHV-26-14", "hopital", "Blanchisserie : entretien du linge", "98310000-9", 610_000, 36, 47, (CLAUSE,), (CLAIRE,)),
    Contrat("CHV-26-15", "hopital", "Fourniture de denrées issues du commerce équitable", "15800000-6", 96_000, 24, 30,
            (CLAUSE,), (CLAIRE,)),
    Contrat("REG-26-004", "lycee", "Accord-cadre de gardiennage des lycées", "79713000-5", 3_100_000, 48, 66, (CLAUSE,),
            (GARDIENS,), lieu=("FR", "Code pays")),
    Contrat("2026-VV-025", "ville", "Travaux d’insertion : chantier de restauration du lavoir", "45454100-5", 48_000, 8, 15, (),
            (HORIZON,)),
    Contrat("2026-VV-026", "ville", "Acquisition de postes informatiques", "30213000-5", 71_000, 6, 22, (AUCUNE,), (SOGETRA,)),
    Contrat("26D0130", "departement", "Réfection d’une école hors du territoire", "45214200-2", 510_000, 9, 28, (CLAUSE,),
            (MARTEL,), lieu=("01", DEPARTEMENT)),
)  # fmt: skip


def build_exemple(departement: str, *, today: date) -> dict[str, Any]:
    """In the official JSON layout. One contract is told twice, one has a false SIRET, one cannot be recognised."""
    marches = [*_iter_marches(departement, today)]
    marches.append(marches[3] | {"dureeMois": 24})
    marches.append({**marches[5], "id": "", "objet": "Marché sans numéro"})
    marches[8]["titulaires"] = [{"titulaire": {"id": "123456", "typeIdentifiant": "SIRET"}}]
    return {"marches": {"marche": marches}}


def _iter_marches(departement: str, today: date) -> Iterator[dict[str, Any]]:
    for contrat in CONTRATS:
        notifie = today - timedelta(days=contrat.depuis)
        code, type_code = contrat.lieu
        if type_code == COMMUNE and not code.startswith(departement):  # a commune of the fiction, elsewhere unknown
            code, type_code = "", DEPARTEMENT
        marche: dict[str, Any] = {
            "id": contrat.numero,
            "acheteur": {"id": ACHETEURS[contrat.acheteur][1], "nom": ACHETEURS[contrat.acheteur][0]},
            "nature": "Marché", "objet": contrat.objet, "codeCPV": contrat.cpv,
            "techniques": {"technique": ["Accord-cadre" if "ccord-cadre" in contrat.objet else "Sans objet"]},
            "modalitesExecution": {"modaliteExecution": ["Sans objet"]}, "marcheInnovant": False,
            "ccag": "Travaux" if contrat.cpv.startswith("45") else "Fournitures courantes et services",
            "offresRecues": 3, "attributionAvance": False, "sousTraitanceDeclaree": bool(contrat.sous_traitant),
            "typeGroupementOperateurs": "Conjoint" if len(contrat.titulaires) > 1 else "Pas de groupement",
            "procedure": "Procédure adaptée",
            "lieuExecution": {"code": code or departement, "typeCode": type_code},
            "dureeMois": contrat.mois, "dateNotification": notifie.isoformat(),
            "datePublicationDonnees": (notifie + timedelta(days=9)).isoformat(), "montant": contrat.montant,
            "typesPrix": {"typePrix": ["Définitif ferme"]}, "formePrix": "Forfaitaire",
            "titulaires": [_write_titulaire(nom) for nom in contrat.titulaires],
            "considerationsSociales": {"considerationSociale": list(contrat.considerations)} if contrat.considerations else None,
            "considerationsEnvironnementales": {"considerationEnvironnementale": ["Clause environnementale"]},
        }  # fmt: skip
        if contrat.avenant:
            marche["modifications"] = [
                {"modification": {"id": 1, "montant": contrat.avenant,
                                  "dateNotificationModification": (notifie + timedelta(days=20)).isoformat()}}
            ]  # fmt: skip
        if contrat.sous_traitant:
            marche["actesSousTraitance"] = [
                {"acteSousTraitance": {"id": 0, "sousTraitant": _write_titulaire(contrat.sous_traitant)["titulaire"],
                                       "montant": contrat.montant // 20, "dateNotification": notifie.isoformat()}}
            ]  # fmt: skip
        yield marche


def _write_titulaire(nom: str) -> dict[str, Any]:
    return {
        "titulaire": {"id": ENTREPRISES[nom], "typeIdentifiant": "SIRET", "denominationSociale": nom}
    }  # fmt: skip
