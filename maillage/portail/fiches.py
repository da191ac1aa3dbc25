"""The page of a dispositif as a PDF: the same facts, with their source and what is not known."""

from datetime import date
from typing import Any

from maillage.portail import cartes
from maillage.reseau.models import Contact, Dispositif, Jalon
from maillage.reseau.nomenclatures import DOCUMENTS, NatureJalon, Source
from maillage.reseau.queries.fiches import Fiche
from maillage.socle.documents.rendu import describe_figure, render_pdf
from maillage.socle.typographie import write_accord, write_nombre

A_CONFIRMER = (
    "Ce PLIE figure dans la liste de 2019, pas sur la carte de février 2023. Il n’est pas compté dans l’annuaire."
)


def print_fiche(fiche: Fiche, *, adresse: str, today: date) -> bytes:
    """`adresse`: where the page is on line, so that the paper leads back to what is up to date."""
    return render_pdf("portail/fiche", build_donnees(fiche, adresse=adresse, today=today), cree_le=today)


def build_donnees(fiche: Fiche, *, adresse: str, today: date) -> dict[str, Any]:
    dispositif = fiche.dispositif
    situation = cartes.build_situation(dispositif)
    return {
        "titre": dispositif.nom,
        "sous_titre": " · ".join(str(part) for part in (dispositif.libelle_type, dispositif.region) if part),
        "mention": adresse,
        "edite_le": today,
        "alertes": _list_alertes(dispositif),
        "presentation": dispositif.presentation,
        "paires": _list_paires(fiche),
        "colonnes": ["Territoire", "Nature", "Depuis le"],
        "territoires": [
            [t.epci.nom if t.epci else t.commune.nom if t.commune else "", t.libelle_nature, t.du]
            for t in fiche.territoires
        ],
        "histoire": [_tell_jalon(jalon, dispositif) for jalon in fiche.jalons],
        "situation": describe_figure(situation) if situation else None,
        "sources": _list_sources(fiche),
    }


def _list_alertes(dispositif: Dispositif) -> list[dict[str, str]]:
    if dispositif.etat == "a_confirmer":
        return [{"titre": "Existence à confirmer", "texte": A_CONFIRMER}]
    if dispositif.etat == "ferme":
        return [{"titre": "Ce dispositif est fermé", "texte": "Cette fiche garde la trace de ce qu’il a été."}]
    return []


def _list_paires(fiche: Fiche) -> list[tuple[str, str]]:
    dispositif, portage = fiche.dispositif, fiche.portage
    departement = f"{dispositif.departement} ({dispositif.departement_id})" if dispositif.departement else ""
    lieu = " ".join(part for part in (dispositif.code_postal, dispositif.commune) if part)
    return [
        ("Adresse", "\n".join(part for part in (dispositif.adresse, lieu) if part) if dispositif.adresse else ""),
        ("Téléphone", dispositif.telephone),
        ("Adresse électronique", dispositif.courriel),
        ("Site", dispositif.site),
        *((contact.libelle_fonction, _tell_contact(contact)) for contact in fiche.contacts),
        ("Structure porteuse", portage.organisation.nom if portage else ""),
        *_list_moyens(fiche),
        ("Département", departement + (", déduit du nom" if departement and dispositif.is_departement_deduit else "")),
        ("Commune de repère", dispositif.commune + _write_doute(dispositif)),
    ]


def _list_moyens(fiche: Fiche) -> list[tuple[str, str]]:
    """A total per employer: the detail by function is on the page."""
    moyens = fiche.moyens
    equipe = [
        f"{write_accord(compte.personnes, 'personne')} ({nom}), {write_nombre(compte.etp, 2)} ETP"
        for nom, compte in moyens.totaux.items()
    ]
    logiciels = [f"{logiciel.nom} ({logiciel.libelle_usage})" for logiciel in moyens.logiciels]
    gestion = moyens.gestion_fse
    fse = " : ".join(part for part in (gestion.libelle_mode, gestion.organisme) if part) if gestion else ""
    fse += f"\ndepuis le {gestion.du:%d/%m/%Y}" if gestion else ""
    return [
        (libelle, text)
        for libelle, text in (
            ("Équipe", "\n".join(equipe)), ("Logiciels", "\n".join(logiciels)), ("Gestion du FSE", fse),
        )
        if text
    ]  # fmt: skip


def _tell_contact(contact: Contact) -> str:
    return "\n".join(part for part in (contact.nom, contact.precision, contact.telephone, contact.courriel) if part)


def _tell_jalon(jalon: Jalon, dispositif: Dispositif) -> str:
    """The same sentence as on the page (reseau/_jalons.html)."""
    if jalon.dispositif_id != dispositif.pk:
        end = "fusion" if jalon.nature == NatureJalon.FUSION else "fermeture"
        return f"{jalon.le:%d/%m/%Y} : reprise de {jalon.dispositif.nom}, après sa {end}"
    former = f", s’appelait « {jalon.nom} »" if jalon.nom else ""
    after = ", ".join(part for part in (jalon.lie.nom if jalon.lie else "", jalon.reprise) if part)
    return f"{jalon.le:%d/%m/%Y} : {jalon.libelle_nature.lower()}{former}{f' ; {after} reprend son action' if after else ''}"


def _write_doute(dispositif: Dispositif) -> str:
    return ", déduite du nom, à confirmer" if dispositif.commune and dispositif.is_repere_deduit else ""


def _list_sources(fiche: Fiche) -> list[str]:
    dispositif = fiche.dispositif
    told = [f"{d.libelle_source} : « {d.nom} »" for d in fiche.denominations]
    if fiche.portage:
        told.append(f"Structure porteuse : {fiche.portage.libelle_source}")
    if fiche.moyens:
        told.append(f"Équipe, logiciels, gestion du FSE : {DOCUMENTS[Source.STRUCTURE].libelle}")
    if dispositif.remarque:
        told.append(f"Remarque sur les sources : {dispositif.remarque}")
    verifie = f"le {dispositif.verifie_le:%d/%m/%Y}" if dispositif.verifie_le else "pas encore"
    return [*told, f"Relue par la structure : {verifie}."]
