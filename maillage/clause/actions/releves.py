"""The facilitatrice asks a company for its statement, gives its link, examines what came, sends it back."""

from datetime import date
from typing import Any

from django.db import transaction

from maillage.clause.actions.courriels import enqueue_courriel
from maillage.clause.actions.heures import record_heures
from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.declaration import build_cases, check
from maillage.clause.models import ContactEntreprise, EmbaucheSignalee, Entreprise, LigneHeures, Lot, Releve
from maillage.clause.nomenclatures.heures import SourceLigne, StatutLigne
from maillage.clause.nomenclatures.releves import Courriel, EtatReleve, SuiteEmbauche
from maillage.clause.permissions import Droit
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.queries.releves import Du, find_du, list_dus, read_feuille, select_emplois_de
from maillage.clause.rules import releves as regles
from maillage.parcours.rules.gardefous import check_blocages
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def ask_releve(
    *, by: Acteur, lot: Lot, entreprise: Entreprise, mois: date, contact: ContactEntreprise | None, today: date
) -> Releve:
    """Asked twice is asked once: the second gives a new link. An e-mail leaves when the contact has an address."""
    row = Releve(dispositif_id=by.dispositif or 0, lot=lot, entreprise=entreprise, mois=mois)
    permissions.check(by, Droit.SUIVRE_PERSONNES, row)
    if refus := regles.check_demande(mois, today=today):
        raise ClauseRefusee(refus, champ="mois")
    if lot.etat not in SUIVIS:
        raise ClauseRefusee(f"Ce lot est « {lot.libelle_etat} » : il n’y a plus d’heures à déclarer.")
    if find_du(by, lot=lot, entreprise=entreprise.uuid, mois=mois) is None:
        raise ClauseRefusee(
            f"{entreprise} n’emploie personne sur ce lot en {regles.write_mois(mois)} : enregistrez d’abord un contrat."
        )
    Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)  # two requests at once make one statement
    found = Releve.objects.filter(lot=lot, entreprise=entreprise, mois=mois).first()
    if found is not None:
        return give_lien(by=by, releve=found, contact=contact, today=today)
    _check_contact(row, contact)
    row.demande_le, row.contact, row.auteur = today, contact, by.compte
    row.lien_rang, row.lien_jusqu_au = 1, regles.find_fin_lien(today)
    save(row, {})
    journal.write(by=by, event="clause.releve_demande", target=row, mois=f"{mois:%m/%Y}")
    enqueue_courriel(row, Courriel.DEMANDE)
    return row


def ask_tous(*, by: Acteur, mois: date, today: date) -> list[Releve]:
    """Every statement of the month not asked yet whose company has somebody who answers, with an address."""
    return [
        ask_releve(by=by, lot=du.lot, entreprise=du.entreprise, mois=mois, contact=du.contact, today=today)
        for du in list_dus(by, mois=mois)
        if is_demandable(du)
    ]


def is_demandable(du: Du) -> bool:
    return du.releve is None and du.contact is not None and bool(du.contact.courriel)


@transaction.atomic
def give_lien(
    *, by: Acteur, releve: Releve, contact: ContactEntreprise | None, today: date, courriel: bool = True
) -> Releve:
    """A new link; the ones given before stop opening, what was typed stays."""
    releve = _lock(by, releve)
    _check_contact(releve, contact)
    releve.lien_rang += 1
    releve.lien_jusqu_au, releve.contact = regles.find_fin_lien(today), contact
    releve.demande_le, releve.relances = today, 0
    releve.save(update_fields=["lien_rang", "lien_jusqu_au", "contact", "demande_le", "relances"])
    journal.write(by=by, event="clause.releve_lien", target=releve, rang=releve.lien_rang)
    if courriel and releve.is_a_remplir:
        enqueue_courriel(releve, Courriel.RENVOI if releve.etat == EtatReleve.RENVOYE else Courriel.DEMANDE)
    return releve


def _check_contact(releve: Releve, contact: ContactEntreprise | None) -> None:
    if contact is not None and contact.entreprise_id != releve.entreprise_id:
        raise ClauseRefusee("Ce contact n’est pas de cette entreprise.", champ="contact")


@transaction.atomic
def close_lien(*, by: Acteur, releve: Releve) -> Releve:
    releve = _lock(by, releve)
    releve.lien_jusqu_au = None
    releve.save(update_fields=["lien_jusqu_au"])
    journal.write(by=by, event="clause.releve_lien_retire", target=releve)
    return releve


def _lock(by: Acteur, releve: Releve) -> Releve:
    permissions.check(by, Droit.SUIVRE_PERSONNES, releve)
    rows = Releve.objects.select_for_update(of=("self",)).select_related("lot__marche", "entreprise", "contact")
    locked: Releve = rows.get(pk=releve.pk)
    return locked


def _pass(releve: Releve, vers: EtatReleve) -> None:
    if not regles.can_pass(EtatReleve(releve.etat), vers):
        raise ClauseRefusee(f"Ce relevé est « {releve.libelle_etat} » : rechargez la page pour voir où il en est.")
    releve.etat = vers


@transaction.atomic
def return_releve(*, by: Acteur, releve: Releve, motif: str, today: date) -> Releve:
    """What the company sent and nobody has validated is its draft again; a new link tells it why."""
    releve = _lock(by, releve)
    motif = motif.strip()
    if not motif:
        raise ClauseRefusee("Dites à l’entreprise ce qu’elle doit corriger.", champ="motif")
    if refus := check_blocages(motif):
        raise ClauseRefusee(refus, champ="motif")
    _pass(releve, EtatReleve.RENVOYE)
    releve.motif = motif
    releve.traite_le = None
    releve.save(update_fields=["etat", "motif_scelle", "traite_le"])
    select_envoyees(releve).filter(statut=StatutLigne.DECLAREE).update(statut=StatutLigne.BROUILLON)
    journal.write(by=by, event="clause.releve_renvoye", target=releve, mois=f"{releve.mois:%m/%Y}")
    return give_lien(by=by, releve=releve, contact=releve.contact, today=today)


def select_envoyees(releve: Releve) -> Any:
    """The lines of hours that the company's statement wrote."""
    return LigneHeures.objects.filter(
        mois=releve.mois, lot=releve.lot_id, source=SourceLigne.ENTREPRISE, annule=None,
        mise_emploi__in=select_emplois_de(releve).order_by().values("mise_emploi"),
    )  # fmt: skip


@transaction.atomic
def take_heures(*, by: Acteur, releve: Releve, today: date) -> int:
    """The company's hours replace those noted here, where they differ and nothing is validated. How many lines changed."""
    releve = _lock(by, releve)
    feuille = read_feuille(releve)
    controle = check(feuille, feuille.saisies, today=today)
    cases = [
        c for c in build_cases(feuille.rangs, controle.heures) if c.heures is not None and c.cle not in controle.fautes
    ]
    emplois = [rang.emploi for rang in feuille.rangs]
    bilan = record_heures(
        by=by, mois=releve.mois, emplois=emplois, cases=cases, today=today, source=SourceLigne.ENTREPRISE
    )
    return bilan.ecrites


@transaction.atomic
def close_releve(*, by: Acteur, releve: Releve, today: date) -> Releve:
    """Examined: nothing of it waits for a decision any more, neither hours nor somebody not in the list."""
    releve = _lock(by, releve)
    waiting = LigneHeures.objects.filter(
        mois=releve.mois, lot=releve.lot_id, statut=StatutLigne.DECLAREE,
        mise_emploi__in=select_emplois_de(releve).order_by().values("mise_emploi"),
    ).count()  # fmt: skip
    if waiting:
        raise ClauseRefusee(
            "Des heures de ce relevé attendent encore : validez-les, rejetez-les, ou renvoyez le relevé."
        )
    if EmbaucheSignalee.objects.filter(releve=releve, suite="").exists():
        raise ClauseRefusee("Une personne signalée n’a pas encore de suite : dites d’abord ce qu’il en est.")
    _pass(releve, EtatReleve.TRAITE)
    releve.traite_le = today
    releve.save(update_fields=["etat", "traite_le"])
    journal.write(by=by, event="clause.releve_traite", target=releve, mois=f"{releve.mois:%m/%Y}")
    return releve


@transaction.atomic
def settle_embauche(*, by: Acteur, embauche: EmbaucheSignalee, suite: SuiteEmbauche, today: date) -> EmbaucheSignalee:
    """The name has served: it goes, what became of it stays."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, embauche)
    embauche = EmbaucheSignalee.objects.select_for_update(of=("self",)).get(pk=embauche.pk)
    if embauche.suite:
        return embauche
    embauche.personne = ""
    embauche.suite, embauche.traitee_le, embauche.auteur = suite, today, by.compte
    embauche.save(update_fields=["personne_scelle", "suite", "traitee_le", "auteur"])
    journal.write(by=by, event="clause.embauche_suite", target=embauche, suite=suite)
    return embauche
