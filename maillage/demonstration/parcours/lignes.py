"""The rows of one person and of their parcours: identity, situation, orientation, states, référents, photos."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.demonstration.parcours import textes
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.personnes import OUI, Profil
from maillage.demonstration.parcours.trajectoires import Plan
from maillage.parcours.models import Affectation, Orientation, Parcours, Passage, Photo, Prescripteur, Referent
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import CanalArrivee, Critere, SupportAccord, TypePrescripteur
from maillage.participants.models import (
    Adresse,
    CleIdentite,
    Consentement,
    Experience,
    Information,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
    VersionProjet,
)
from maillage.participants.nomenclatures.droits import Accord, Support
from maillage.participants.nomenclatures.projets import NatureExperience
from maillage.participants.nomenclatures.situation import CategorieInscription, EtatProjet, SituationEmploi
from maillage.participants.parametres import DELD
from maillage.participants.rules import chomage, identite
from maillage.socle.dates import add_months

NOTICE = "2026-1"


@dataclass(slots=True)
class Dossier:
    """One person being written; `referents`: who answers from which day, the earliest first."""

    lot: Lot
    chance: Random
    plan: Plan
    profil: Profil
    personne: Personne
    parcours: Parcours
    orientation: Orientation
    adresse: Adresse
    situation: Situation
    sensible: SituationSensible | None
    referents: list[tuple[date, Referent]] = field(default_factory=list)

    def get_referent(self, on: date) -> Referent:
        return next((referent for du, referent in reversed(self.referents) if du <= on), self.referents[0][1])


def add_personne(lot: Lot, profil: Profil, *, numero: int, du: date, chance: Random) -> tuple[Any, ...]:
    """The person, where they live, their situation: known from the day they were oriented."""
    personne = lot.add(Personne, numero=numero, pseudonyme=lot.draw_pseudonyme(), **profil.personne)
    known = identite.Identite(personne.nom_naissance, personne.nom_usage, personne.prenoms, personne.date_naissance)
    for cle in sorted(identite.list_cles(known)):
        lot.add(CleIdentite, personne=personne, cle=cle)
    adresse = lot.add(Adresse, personne=personne, du=du, **profil.adresse)
    situation = lot.add(Situation, personne=personne, du=du, **profil.situation)
    sensible = None
    if profil.sensible is not None:
        sensible = lot.add(SituationSensible, personne=personne, du=du, boeth_fin=profil.sensible["boeth_fin"])
        sensible.reponses = profil.sensible["reponses"]
    lot.add(
        Information, personne=personne, version=NOTICE, le=du,
        support=chance.choice((Support.PAPIER, Support.PAPIER, Support.ECRAN)),
    )  # fmt: skip
    for accord in (Accord.MESSAGES, Accord.CONTACT_EMPLOYEUR, Accord.PROFIL_ENTREPRISE):
        if chance.random() < 0.4:
            lot.add(Consentement, personne=personne, objet=accord, donne_le=du, support=Support.PAPIER)
    return personne, adresse, situation, sensible


def add_parcours(
    lot: Lot, chance: Random, plan: Plan, profil: Profil, *, numero: int, prescripteur: Prescripteur,
    referents: list[tuple[date, Referent]], auteur: int | None, metier: tuple[str, str] | None,
) -> Dossier:  # fmt: skip
    dates = draw_dates(chance, plan.entree)
    personne, adresse, situation, sensible = add_personne(
        lot, profil, numero=numero, du=dates["date_prescription"], chance=chance
    )
    parcours = lot.add(
        Parcours, personne=personne, etat=plan.etat, referent=referents[-1][1], date_entree=plan.entree,
        date_signature=plan.signature, date_sortie=plan.date_sortie, version=len(plan.passages),
        frequence_jours=chance.choice((31, 31, 31, 31, 21, 45)),
    )  # fmt: skip
    orientation = add_orientation(
        lot, chance, profil, etat=EtatOrientation.AGREEE, prescripteur=prescripteur, numero=numero, auteur=auteur,
        personne=personne, parcours=parcours, date_commission=plan.entree, date_fin=plan.entree,
        reponse_le=plan.entree + timedelta(days=chance.randint(0, 1)), referent_accueil=referents[0][1], **dates,
    )  # fmt: skip
    dossier = Dossier(
        lot, chance, plan, profil, personne, parcours, orientation, adresse, situation, sensible, referents
    )
    _add_etats(dossier)
    add_projet(lot, chance, plan, profil, personne, metier)
    return dossier


def add_projet(
    lot: Lot, chance: Random, plan: Plan, profil: Profil, personne: Personne, metier: tuple[str, str] | None
) -> None:
    """What they look for, the trade they want (some projects have a first version), a line or two of a CV."""
    if profil.recherche is not None:
        lot.add(Recherche, personne=personne, du=plan.entree, **profil.recherche)
    if metier is None:
        return
    code, intitule = metier
    etat = chance.choice((EtatProjet.A_CONSTRUIRE, EtatProjet.EN_VALIDATION, EtatProjet.VALIDE))
    versions = [EtatProjet.A_CONSTRUIRE, etat] if etat != EtatProjet.A_CONSTRUIRE else [etat]
    values: dict[str, Any] = {"du": plan.entree, "code_rome": code, "intitule": intitule}
    projet = lot.add(Projet, personne=personne, etat=etat, version=len(versions), **values)
    for rang, passed in enumerate(versions, 1):
        lot.add(VersionProjet, projet=projet, rang=rang, etat=passed, **values)
    if chance.random() < 0.5:
        fin = plan.entree - timedelta(days=chance.randint(200, 2500))
        lot.add(
            Experience, personne=personne, nature=chance.choice((NatureExperience.EMPLOI, NatureExperience.STAGE)),
            intitule=intitule, code_rome=code, du=fin - timedelta(days=chance.randint(30, 900)), au=fin,
        )  # fmt: skip


def draw_dates(chance: Random, entree: date) -> dict[str, date]:
    presentation = entree - timedelta(days=chance.randint(3, 12))
    rdv = presentation - timedelta(days=chance.randint(4, 30))
    reception = rdv - timedelta(days=chance.randint(5, 25))
    prescription = reception - timedelta(days=chance.randint(0, 5))
    return {
        "date_contact": prescription - timedelta(days=chance.randint(0, 9)), "date_prescription": prescription,
        "date_reception": reception, "date_premier_rdv": rdv, "date_presentation": presentation,
    }  # fmt: skip


def add_orientation(
    lot: Lot, chance: Random, profil: Profil, *, etat: EtatOrientation, prescripteur: Prescripteur, numero: int,
    auteur: int | None, **values: Any,
) -> Orientation:  # fmt: skip
    copied = {
        name: profil.personne[name]
        for name in ("civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "telephone",
                     "courriel")
    }  # fmt: skip
    start = values.get("date_prescription")
    known: dict[str, Any] = {"attentes": chance.choice(textes.ATTENTES)} if chance.random() < 0.3 else {}
    by_itself = prescripteur.type == TypePrescripteur.PERSONNE
    canal = CanalArrivee.ACCUEIL if by_itself else CanalArrivee.INTERMEDIAIRE
    if by_itself and chance.random() < 0.4:
        canal = CanalArrivee.ALLER_VERS
    return lot.add(
        Orientation, scelle=known, numero=numero, etat=etat, canal=canal, prescripteur=prescripteur, auteur=auteur,
        voie=profil.adresse["voie"], code_postal=profil.adresse["code_postal"],
        commune_id=profil.adresse["commune_id"], criteres=list_criteres(profil, on=start or values["date_contact"]),
        inscrit_le=profil.situation["inscrit_le"], niveau=profil.situation["niveau"],
        consentement_le=start, consentement_support=SupportAccord.GARDEE if start else "",
        signee_prescripteur_le=start if not by_itself else None, **copied, **values,
    )  # fmt: skip


def list_criteres(profil: Profil, *, on: date) -> list[str]:
    """Those that what is known shows; « several difficulties » when nothing else does."""
    situation, found = profil.situation, []
    if situation["brsa"] == OUI:
        found.append(Critere.BRSA)
    if situation["inscrit_le"] and add_months(situation["inscrit_le"], DELD.get(on=on).valeur) <= on:
        found.append(Critere.DELD)
    if situation["niveau"] is not None and situation["niveau"] <= 3:
        found.append(Critere.PEU_QUALIFIE)
    if profil.adresse["qpv"] == OUI:
        found.append(Critere.QPV)
    if situation["parent_isole"] == OUI:
        found.append(Critere.PARENT_ISOLE)
    return [critere.value for critere in found or [Critere.DIFFICULTES]]


def _add_etats(dossier: Dossier) -> None:
    lot, plan = dossier.lot, dossier.plan
    before = ""
    for rang, (etat, le) in enumerate(plan.passages, 1):
        lot.add(Passage, parcours=dossier.parcours, rang=rang, de=before, vers=etat.value, le=le)
        before = etat.value
    motif = ""
    for du, referent in dossier.referents:
        lot.add(Affectation, parcours=dossier.parcours, referent=referent, du=du, motif=motif)
        motif = "Changement de référent"
    add_photo(dossier, moment="entree", le=plan.entree)


def add_photo(dossier: Dossier, *, moment: str, le: date) -> Photo:
    values = dossier.profil.situation
    durees = chomage.compute_durees(
        chomage.Faits(
            emploi=SituationEmploi(values["emploi"]) if values["emploi"] else None,
            categorie=CategorieInscription(values["categorie"]) if values["categorie"] else None,
            inscrit_le=values["inscrit_le"], dernier_emploi_fin=values["dernier_emploi_fin"],
            date_naissance=dossier.personne.date_naissance,
        ),
        on=le,
    )  # fmt: skip
    return dossier.lot.add(
        Photo, parcours=dossier.parcours, moment=moment, le=le, situation=dossier.situation,
        sensible=dossier.sensible, adresse=dossier.adresse, age=dossier.personne.get_age(le), deld=durees.deld,
        detld=durees.detld, cld_fse=durees.cld_fse, methode_deld=durees.methode, version_regle=durees.version,
    )  # fmt: skip
