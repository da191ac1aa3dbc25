"""What the page of a file says of the person: identity, situation and computed durations, what is still missing."""

from datetime import date

from django.urls import reverse

from maillage.parcours.dossier import Colonne, Contexte, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.models import Parcours, Photo
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import ADRESSE, PHOTO, PROJETS, RECHERCHE, SENSIBLE, SITUATION
from maillage.parcours.queries.personne import Fiche
from maillage.participants.models import Personne, Recherche, Situation
from maillage.participants.nomenclatures.autonomie import (
    LIBELLES_CATEGORIE_PERMIS,
    LIBELLES_CERTIFICATION,
    CategoriePermis,
    Certification,
)
from maillage.participants.nomenclatures.identite import Nationalite
from maillage.participants.nomenclatures.niveaux import LIBELLES_GROUPE, Niveau, write_niveau
from maillage.participants.nomenclatures.projets import LIBELLES_CONTRAT_ACCEPTE, ContratAccepte
from maillage.participants.rules.chomage import Durees
from maillage.participants.rules.completude import Page
from maillage.participants.rules.famille import describe_enfants
from maillage.participants.rules.niveaux import get_groupe
from maillage.socle import permissions

PAGES = {
    Page.IDENTITE: "parcours:identite",
    Page.ADRESSE: "parcours:adresse",
    Page.SITUATION: "parcours:situation",
    Page.SENSIBLE: "parcours:sensible_modifier",
    Page.RECHERCHE: "parcours:recherche",
}
CHAMP_DE = {"joignable": "telephone"}
REPONSES = {True: "Oui", False: "Non", None: ""}
Lignes = list[tuple[str, str | None]]


def read_fiche(lu: Lecture) -> Fiche:
    return Fiche(
        lu.parcours.personne, lu.get_first(ADRESSE), lu.get_first(SITUATION), lu.get_first(SENSIBLE),
        lu.get_first(RECHERCHE), lu.on,
    )  # fmt: skip


def build_identite(lu: Lecture) -> Contexte:
    """Whoever follows an étape reads who the person is and how to reach them, no more."""
    parcours, personne = lu.parcours, lu.parcours.personne
    is_tenu = permissions.can(lu.acteur, Droit.TENIR_DOSSIER, parcours)
    age = personne.get_age(lu.on)
    lignes: Lignes = [
        ("Nom", " ".join(part for part in (personne.get_civilite_display(), personne.prenoms, personne.nom) if part)),
        ("Âge", f"{age} ans" if age is not None else None),
        ("Téléphone", personne.telephone),
        ("Courriel", personne.courriel),
    ]
    if is_tenu:
        adresse = lu.get_first(ADRESSE)
        naissance = personne.date_naissance
        lignes += [
            ("Nom de naissance", personne.nom_naissance),
            ("Né·e le", f"{naissance:%d/%m/%Y}" if naissance else None),
            ("Nationalité", personne.get_nationalite_display()),
            *_write_titre(personne),
            ("Préfère être joint·e par", personne.get_canal_display()),
            ("Adresse", ", ".join(adresse.lignes) if adresse else None),
            ("Quartier prioritaire", _write_qpv(adresse)),
        ]
    return {"parcours": parcours, "lignes": lignes, "is_tenu": is_tenu}


def _write_titre(personne: Personne) -> Lignes:
    """Only of whoever needs one."""
    if personne.nationalite != Nationalite.HORS_UE:
        return []
    fin = f"jusqu’au {personne.titre_echeance:%d/%m/%Y}" if personne.titre_echeance else ""
    return [("Titre de séjour", _join(personne.get_titre_type_display(), fin))]


def _write_qpv(adresse: object) -> str | None:
    if adresse is None or not adresse.qpv_methode:  # type: ignore[attr-defined]
        return None
    parts = [adresse.libelle_qpv, adresse.qpv_code, f"géographie {adresse.qpv_millesime}", adresse.libelle_methode]  # type: ignore[attr-defined]
    return " · ".join(part for part in parts if part)


def build_situation(lu: Lecture) -> Contexte:
    fiche, photo = read_fiche(lu), lu.get_first(PHOTO)
    situation = fiche.situation
    return {
        "parcours": lu.parcours,
        "situation": situation,
        "lignes": _write_situation(situation, lu.on) if situation else [],
        "durees": _write_durees(fiche.durees),
        "photo": photo,
        "lignes_photo": write_photo(photo) if photo else [],
        "lit_sensible": permissions.can(lu.acteur, Droit.LIRE_SENSIBLE, lu.parcours),
    }


def _write_situation(s: Situation, on: date) -> Lignes:
    return [
        ("Emploi", s.get_emploi_display()),
        ("Inscription à France Travail", _write_inscription(s)),
        ("RSA", _join(s.get_brsa_display(), s.get_brsa_qualite_display(), _write_attestation(s))),
        ("Famille", s.get_famille_display()),
        ("Enfants à charge", describe_enfants(s.enfants, s.enfants_naissances, on=on)),
        ("Garde d’enfants", _write_garde(s)),
        ("Niveau de formation atteint", _write_niveau(s.niveau)),
        ("Plus haut diplôme", _write_niveau(s.diplome)),
        ("Permis", _join(s.get_permis_display(), *(LIBELLES_CATEGORIE_PERMIS[CategoriePermis(c)] for c in s.permis_categories))),
        ("Trajet accepté", _join(_count(s.rayon_minutes, "minutes"), _count(s.rayon_km, "km"))),
        ("Français oral, écrit", _join(s.get_oral_display(), s.get_ecrit_display(), s.get_langue_outil_display())),
        ("Certifications", _join(*(LIBELLES_CERTIFICATION[Certification(c)] for c in s.certifications))),
    ]  # fmt: skip


def _join(*parts: str) -> str | None:
    return " · ".join(part for part in parts if part) or None


def _count(value: int | None, unite: str) -> str:
    return "" if value is None else f"{value} {unite}"


def _write_garde(s: Situation) -> str | None:
    jours = f"{s.garde_jours} jours par semaine" if s.garde_jours else ""
    until = f"jusqu’au {s.garde_au:%d/%m/%Y}" if s.garde_au else ""
    return _join(s.get_garde_display(), jours, s.get_garde_horaires_display(), until)


def build_projet(lu: Lecture) -> Contexte:
    recherche = lu.get_first(RECHERCHE)
    return {
        "parcours": lu.parcours,
        "projets": lu[PROJETS],
        "recherche": recherche,
        "lignes": _write_recherche(recherche) if recherche else [],
    }


def _write_recherche(r: Recherche) -> Lignes:
    return [
        ("Prêt à l’emploi", r.get_pret_emploi_display()),
        ("Disponible à partir du", f"{r.disponible_le:%d/%m/%Y}" if r.disponible_le else None),
        ("Secteurs recherchés", r.secteurs),
        ("Métiers exclus", r.metiers_exclus),
        ("Contrats acceptés", _join(*(LIBELLES_CONTRAT_ACCEPTE[ContratAccepte(c)] for c in r.contrats))),
        ("Temps de travail", r.get_temps_display()),
        ("Salaire net minimal", f"{r.salaire_plancher} € par mois" if r.salaire_plancher else None),
        ("Compétences", r.competences),
        ("CV", _join(r.get_cv_display(), f"version du {r.cv_le:%d/%m/%Y}" if r.cv_le else "")),
    ]


def _write_attestation(s: Situation) -> str:
    return f"attestation du {s.rsa_attestation_le:%d/%m/%Y}" if s.rsa_attestation_le else ""


def _write_inscription(s: Situation) -> str | None:
    if s.inscrit_le is None:
        return None
    return f"depuis le {s.inscrit_le:%d/%m/%Y}" + (f", catégorie {s.categorie}" if s.categorie else "")


def _write_niveau(niveau: int | None) -> str | None:
    if niveau is None:
        return None
    return f"{write_niveau(Niveau(niveau))} · {LIBELLES_GROUPE[get_groupe(Niveau(niveau))].lower()}"


def _write_durees(d: Durees) -> Contexte:
    mois = None if d.mois_sans_emploi is None else f"{d.mois_sans_emploi} mois révolus"
    lignes: Lignes = [
        ("Sans emploi depuis", mois),
        ("Longue durée (DELD, 12 mois)", REPONSES[d.deld]),
        ("Très longue durée (DETLD, 24 mois)", REPONSES[d.detld]),
        ("Longue durée au sens du FSE", REPONSES[d.cld_fse]),
    ]
    return {"lignes": lignes, "methode": d.libelle_methode, "version": d.version}


def write_photo(photo: Photo) -> Lignes:
    return [
        ("Âge à l’entrée", f"{photo.age} ans" if photo.age is not None else None),
        ("Emploi", photo.situation.get_emploi_display() if photo.situation else None),
        ("DELD", REPONSES[photo.deld]),
        ("DETLD", REPONSES[photo.detld]),
        ("CLD au sens du FSE", REPONSES[photo.cld_fse]),
        ("Quartier prioritaire", _write_qpv(photo.adresse)),
    ]


def write_fiche(fiche: Fiche) -> Lignes:
    """The same lines as a photo, from what is known now of that day."""
    age, durees = fiche.personne.get_age(fiche.on), fiche.durees
    return [
        ("Âge à l’entrée", f"{age} ans" if age is not None else None),
        ("Emploi", fiche.situation.get_emploi_display() if fiche.situation else None),
        ("DELD", REPONSES[durees.deld]),
        ("DETLD", REPONSES[durees.detld]),
        ("CLD au sens du FSE", REPONSES[durees.cld_fse]),
        ("Quartier prioritaire", _write_qpv(fiche.adresse)),
    ]


def build_completude(lu: Lecture) -> Contexte:
    """Each missing answer leads to its own field; sensitive ones only for whoever may write them."""
    is_sensible = permissions.can(lu.acteur, Droit.ECRIRE_SENSIBLE, lu.parcours)
    etats = []
    for etat in read_fiche(lu).completude:
        manquants = [
            (a.libelle, _find_lien(lu.parcours, a.page, a.champ) if a.page is not Page.SENSIBLE or is_sensible else "")
            for a in etat.manquants
        ]
        etats.append({"etat": etat, "manquants": manquants, "texte": f"{etat.connus} sur {etat.attendus}"})
    return {"etats": etats}


def _find_lien(parcours: Parcours, page: Page, champ: str) -> str:
    return f"{reverse(PAGES[page], args=[parcours.uuid])}#id_{CHAMP_DE.get(champ, champ)}"


LUS = (ADRESSE, SITUATION, SENSIBLE, RECHERCHE)
for section in (
    Section("situation", "Situation", 50, Droit.TENIR_DOSSIER, "parcours/_personne_situation.html", build_situation,
            lots=(*LUS, PHOTO)),
    Section("projet", "Projet et recherche d’emploi", 55, Droit.TENIR_DOSSIER, "parcours/_personne_projet.html",
            build_projet, lots=(RECHERCHE, PROJETS)),
    Section("completude", "Ce qui manque au dossier", 100, Droit.TENIR_DOSSIER, "parcours/_personne_completude.html",
            build_completude, lots=LUS, colonne=Colonne.REPERES),
    Section("identite", "Identité", 110, Droit.OUVRIR_DOSSIER, "parcours/_personne_identite.html", build_identite,
            reserves={Droit.TENIR_DOSSIER: (ADRESSE,)}, colonne=Colonne.REPERES),
):  # fmt: skip
    declare_section(section)
