"""Draws one fictitious person as of the day they enter: profile in the shares of the entries of 2019, some things unknown."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.demonstration.parcours.noms import VOIES, Stock
from maillage.participants.nomenclatures.autonomie import CategoriePermis, Certification, HorairesGarde, OutilLangue
from maillage.participants.nomenclatures.identite import (
    Canal,
    Civilite,
    MethodeQpv,
    Nationalite,
    Qpv,
    Reponse,
    TypeAdresse,
    TypeTitre,
)
from maillage.participants.nomenclatures.projets import ContratAccepte, EtatCv, TempsAccepte
from maillage.participants.nomenclatures.situation import (
    Boeth,
    Cecrl,
    Indemnisation,
    Logement,
    Permis,
    QualiteRsa,
    Ressource,
    SituationEmploi,
    SituationFamiliale,
    SolutionGarde,
    TypeBoeth,
    Vehicule,
)
from maillage.participants.rules.famille import write_annees

OUI, NON = Reponse.OUI.value, Reponse.NON.value
NIVEAUX = (1, 2, 3, 4, 5, 6, 7)
PART_NIVEAUX = (11, 17, 34, 24, 7, 5, 2)
LANGUES = ("", "", "", "", "", "arabe", "portugais", "turc", "soninké", "anglais", "dari", "roumain")
# Files that lack nothing the FSE or the consolidation ask for; in the others, some answers are still missing.
PART_COMPLETS = 0.87
SANS_QUARTIER = frozenset({"Le Mesnil-Perdu", "Vaux-l’Étang", "Fontbrune", "Les Aulnaies"})


@dataclass(frozen=True, slots=True)
class Profil:
    """Columns, ready to be written; `recherche`, `sensible`: None when nothing of it was asked."""

    personne: dict[str, Any]
    situation: dict[str, Any]
    recherche: dict[str, Any] | None
    sensible: dict[str, Any] | None
    adresse: dict[str, Any]


def draw_profil(
    chance: Random, *, entree: date, communes: list[tuple[str, str, int]], millesime: int, noms: Stock
) -> Profil:
    manque = float(chance.random() >= PART_COMPLETS)
    sexe = chance.choices(["f", "h", "nr"], weights=[53, 46, 3 * manque])[0]
    age = _draw_age(chance)
    born = entree - timedelta(days=int(age * 365.25) + chance.randint(1, 364))
    return Profil(
        personne=_draw_identite(chance, noms, entree=entree, sexe=sexe, born=born, manque=manque),
        situation=_draw_situation(chance, entree=entree, age=age, is_femme=sexe == "f", manque=manque),
        recherche=_draw_recherche(chance, entree) if chance.random() < 0.7 else None,
        sensible=_draw_sensible(chance, entree, manque=manque) if chance.random() >= 0.38 * manque else None,
        adresse=_draw_adresse(chance, communes, millesime, manque=manque),
    )


def _draw_age(chance: Random) -> int:
    low, high = chance.choices([(18, 25), (26, 44), (45, 62)], weights=[11, 57, 32])[0]
    return chance.randint(low, high)


def _draw_identite(
    chance: Random, noms: Stock, *, entree: date, sexe: str, born: date, manque: float
) -> dict[str, Any]:
    is_femme = sexe == "f" or (sexe == "nr" and chance.random() < 0.5)
    prenom = chance.choice(noms.prenoms_f if is_femme else noms.prenoms_h)
    nom = chance.choice(noms.noms)
    usage = chance.choice(noms.noms) if is_femme and chance.random() < 0.34 else ""
    nationalite = chance.choices(
        [Nationalite.FRANCAISE, Nationalite.UE, Nationalite.HORS_UE, ""], weights=[72, 6, 19, 5 * manque]
    )[0]
    langue = chance.choice(LANGUES) if nationalite != Nationalite.FRANCAISE else ""
    has_courriel = chance.random() < 0.55
    has_titre = nationalite == Nationalite.HORS_UE and chance.random() >= 0.2 * manque
    return {
        "sexe": sexe,
        "civilite": "" if sexe == "nr" else (Civilite.MADAME if sexe == "f" else Civilite.MONSIEUR).value,
        "nom_naissance": nom, "nom_usage": usage, "prenoms": prenom,
        "date_naissance": None if chance.random() < 0.03 * manque else born,
        "nationalite": str(nationalite),
        "titre_type": str(chance.choice((TypeTitre.CARTE, TypeTitre.CARTE, TypeTitre.RESIDENT, TypeTitre.RECEPISSE, "")))
        if nationalite == Nationalite.HORS_UE else "",
        "titre_travail": OUI if has_titre else "",
        "titre_echeance": entree + timedelta(days=chance.randint(1400, 3600))
        if has_titre and chance.random() >= 0.4 * manque else None,
        "langue": langue, "interprete": OUI if langue and chance.random() < 0.2 else "",
        "telephone": f"06 39 98 {chance.randint(0, 99):02d} {chance.randint(0, 99):02d}" if not has_courriel or chance.random() < 0.94
        else "",
        "courriel": f"{_ascii(prenom)}.{_ascii(nom)}{chance.randint(1, 99)}@exemple.invalid" if has_courriel else "",
        "canal": chance.choices([Canal.TELEPHONE, Canal.SMS, Canal.COURRIEL, ""], weights=[40, 35, 10, 15])[0],
    }  # fmt: skip


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(plain.split())


def _draw_situation(chance: Random, *, entree: date, age: int, is_femme: bool, manque: float) -> dict[str, Any]:
    emploi = chance.choices(
        [SituationEmploi.DEMANDEUR_EMPLOI, SituationEmploi.SANS_EMPLOI_NON_INSCRIT, SituationEmploi.INACTIF,
         SituationEmploi.SALARIE_PRECAIRE, SituationEmploi.SALARIE_SIAE, ""],
        weights=[73, 10, 5, 6, 4, 8 * manque],
    )[0]  # fmt: skip
    inscrit = None
    if emploi == SituationEmploi.DEMANDEUR_EMPLOI and chance.random() >= 0.2 * manque:
        months = chance.randint(13, 70) if chance.random() < 0.46 else chance.randint(0, 11)
        inscrit = entree - timedelta(days=int(months * 30.5) + chance.randint(1, 27))
    brsa = _answer(chance, 0.45, missing=0.15 * manque)
    enfants = chance.choices([0, 1, 2, 3, 4, None], weights=[44, 20, 17, 9, 4, 12 * manque])[0]
    famille = chance.choices(["seule", "couple", "chez_parents", ""], weights=[58, 30, 8, 4])[0]
    permis = chance.choices([Permis.AUCUN, Permis.EN_COURS, Permis.CODE, Permis.VALIDE, ""], weights=[41, 6, 4, 42, 7])[
        0
    ]
    niveau = None if chance.random() < 0.2 * manque else chance.choices(NIVEAUX, weights=PART_NIVEAUX)[0]
    is_parent_isole = bool(enfants) and famille == SituationFamiliale.SEULE and is_femme
    petits = min(enfants or 0, chance.choice((0, 0, 1))) if age < 45 else 0
    return {
        "emploi": str(emploi),
        "categorie": chance.choice("AAAABC") if inscrit else "",
        "inscrit_le": inscrit,
        "dernier_emploi_fin": inscrit and inscrit - timedelta(days=chance.randint(0, 500)),
        "jamais_travaille": _answer(chance, 0.08, missing=0.15),
        "indemnisation": str(chance.choices(
            [Indemnisation.AUCUNE, Indemnisation.ARE, Indemnisation.ASS, ""], weights=[55, 22, 13, 10])[0]),
        "brsa": brsa,
        "brsa_qualite": QualiteRsa.ALLOCATAIRE.value if brsa == OUI and chance.random() >= 0.3 * manque else "",
        "rsa_ouvert_le": entree - timedelta(days=chance.randint(60, 3000)) if brsa == OUI else None,
        "rsa_attestation_le": entree - timedelta(days=chance.randint(2, 120))
        if brsa == OUI and chance.random() < 0.5 else None,
        "rsa_droits_devoirs": OUI if brsa == OUI and chance.random() < 0.9 else "",
        "organisme_referent": "Département du Val-d’Arsonne (fictif)" if brsa == OUI else "",
        "ressources": [Ressource.PRIME_ACTIVITE.value] if chance.random() < 0.1 else [],
        "famille": famille, "enfants": enfants, "enfants_moins_3": petits,
        "enfants_naissances": _draw_naissances(chance, entree, enfants=enfants or 0, petits=petits),
        "parent_isole": "" if enfants is None else OUI if is_parent_isole else NON,
        "menage_sans_emploi": _answer(chance, 0.6, missing=0.4 * manque),
        "garde": str(chance.choice((SolutionGarde.AUCUNE, SolutionGarde.FAMILLE, SolutionGarde.CRECHE)))
        if petits else "",
        "garde_jours": chance.choice((None, 2, 3, 4, 5)) if petits else None,
        "garde_horaires": str(chance.choice(("", HorairesGarde.JOURNEE, HorairesGarde.JOURNEE, HorairesGarde.ELARGIS)))
        if petits else "",
        "aidant": _answer(chance, 0.06, missing=0.3),
        "niveau": niveau,
        "diplome": None if niveau is None or chance.random() < 0.2 * manque else max(1, niveau - chance.choice((0, 0, 0, 1))),
        "diplome_etranger": _answer(chance, 0.14, missing=0.2),
        "permis": str(permis),
        "permis_categories": _draw_categories(chance) if permis == Permis.VALIDE else [],
        "vehicule": str(chance.choice((Vehicule.VOITURE, Vehicule.VOITURE, Vehicule.AUCUN)) if permis == Permis.VALIDE
                        else chance.choice((Vehicule.AUCUN, Vehicule.AUCUN, Vehicule.VELO, ""))),
        "transports": _answer(chance, 0.62, missing=0.18),
        "rayon_minutes": chance.choice((None, 20, 30, 30, 45, 60)),
        "rayon_km": chance.choice((None, None, None, 5, 10, 20)),
        "mobilite_seul": _answer(chance, 0.8, missing=0.5),
        "horaires_decales": _answer(chance, 0.4, missing=0.3),
        "oral": str(chance.choice(("", "", "", Cecrl.A2, Cecrl.B1, Cecrl.B2, Cecrl.C2))),
        "ecrit": str(chance.choice(("", "", "", Cecrl.A1, Cecrl.A2, Cecrl.B1, Cecrl.C1))),
        "langue_outil": str(chance.choice(("", "", OutilLangue.ENTRETIEN, OutilLangue.ENTRETIEN, OutilLangue.TEST))),
        "calcul": _answer(chance, 0.7, missing=0.5),
        "certifications": [chance.choice(list(Certification)).value] if chance.random() < 0.08 else [],
        "illettrisme": _answer(chance, 0.07, missing=0.4),
        "equipement": _answer(chance, 0.7, missing=0.2), "connexion": _answer(chance, 0.75, missing=0.2),
        "autonomie_numerique": chance.choice((None, 0, 1, 1, 2, 2, 3)),
    }  # fmt: skip


def _draw_naissances(chance: Random, entree: date, *, enfants: int, petits: int) -> str:
    """Of seven families in ten; of some, a year is missing."""
    if not enfants or chance.random() < 0.3:
        return ""
    ages = [chance.randint(0, 2) for _ in range(petits)] + [chance.randint(3, 17) for _ in range(enfants - petits)]
    kept = ages[:-1] if len(ages) > 1 and chance.random() < 0.15 else ages
    return write_annees(tuple(sorted(entree.year - age for age in kept)))


def _draw_categories(chance: Random) -> list[str]:
    """Most often the car alone; sometimes nobody asked."""
    if chance.random() < 0.2:
        return []
    more = chance.choices([[], [CategoriePermis.C], [CategoriePermis.A], [CategoriePermis.D]], weights=[88, 6, 4, 2])[0]
    return sorted([CategoriePermis.B.value, *(c.value for c in more)])


def _draw_recherche(chance: Random, entree: date) -> dict[str, Any]:
    cv = chance.choice(("", EtatCv.AUCUN, EtatCv.A_REFAIRE, EtatCv.A_REFAIRE, EtatCv.A_JOUR))
    return {
        "pret_emploi": chance.choices([None, 0, 1, 2, 3, 4], weights=[12, 16, 30, 24, 13, 5])[0],
        "disponible_le": entree + timedelta(days=chance.choice((0, 0, 15, 30, 60))) if chance.random() < 0.6 else None,
        "secteurs": chance.choice(("", "", "Nettoyage, entretien", "Aide à la personne", "Bâtiment", "Logistique", "Vente")),
        "metiers_exclus": chance.choice(("", "", "", "", "Travail de nuit", "Port de charges")),
        "contrats": sorted(c.value for c in chance.sample(list(ContratAccepte)[:4], chance.randint(0, 3))),
        "temps": str(chance.choice(("", TempsAccepte.PLEIN, TempsAccepte.PARTIEL, TempsAccepte.LES_DEUX))),
        "salaire_plancher": chance.choice((None, None, None, 1300, 1400, 1500)),
        "cv": str(cv), "cv_le": entree - timedelta(days=chance.randint(10, 900)) if cv == EtatCv.A_JOUR else None,
    }  # fmt: skip


def _answer(chance: Random, part: float, *, missing: float) -> str:
    """Of those who answered, `part` said yes; some were asked, and do not know."""
    if chance.random() < missing:
        return Reponse.NE_SAIT_PAS.value if chance.random() < 0.15 else ""
    return OUI if chance.random() < part else NON


def _draw_sensible(chance: Random, entree: date, *, manque: float) -> dict[str, Any]:
    """A refusal is an answer (R-43): those who would rather not say are not those who were not asked."""
    boeths = [Boeth.OUI, Boeth.EN_COURS, Boeth.NON, Boeth.REFUS, None]
    boeth = chance.choices(boeths, weights=[14, 4, 62, 3, 30 * manque])[0]
    reponses: dict[str, Any] = {"logement": chance.choice((
        Logement.PARC_SOCIAL, Logement.PARC_SOCIAL, Logement.PARC_PRIVE, Logement.PARC_PRIVE, Logement.CHEZ_TIERS,
        Logement.PROPRIETAIRE, Logement.COLLECTIF)).value}  # fmt: skip
    if chance.random() >= 0.5 * manque:
        reponses["origine_etrangere"] = chance.choices([OUI, NON, Reponse.REFUS.value], weights=[28, 62, 10])[0]
    fin = None
    if boeth is not None:
        reponses["boeth"] = boeth.value
    if boeth is Boeth.OUI:
        reponses["boeth_types"] = [chance.choice((TypeBoeth.RQTH, TypeBoeth.RQTH, TypeBoeth.AAH)).value]
        fin = entree + timedelta(days=chance.randint(200, 1800))
    return {"boeth_fin": fin, "reponses": reponses}


def _draw_adresse(
    chance: Random, communes: list[tuple[str, str, int]], millesime: int, *, manque: float
) -> dict[str, Any]:
    code, nom, _ = chance.choices(communes, weights=[population for *_, population in communes])[0]
    if nom in SANS_QUARTIER:
        qpv, methode = Qpv.NON, MethodeQpv.COMMUNE.value
    else:
        qpv = chance.choices([Qpv.OUI, Qpv.NON, Qpv.INDETERMINE], weights=[31, 57, 30 * manque])[0]
        methode = "" if qpv is Qpv.INDETERMINE else MethodeQpv.GEOCODAGE.value
    return {
        "type": chance.choices([TypeAdresse.DOMICILE, TypeAdresse.CHEZ_TIERS, TypeAdresse.DOMICILIATION],
                               weights=[84, 11, 5])[0].value,
        "voie": f"{chance.randint(1, 140)} {chance.choice(VOIES)}",
        "code_postal": f"{code[:2]}{code[2:]}0"[:5],
        "commune_id": code, "qpv": qpv.value, "qpv_methode": methode,
        "qpv_code": f"QF{code[-2:]}" if qpv is Qpv.OUI else "",
        "qpv_millesime": millesime if methode else None,
    }  # fmt: skip
