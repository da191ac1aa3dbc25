"""The rows of what is done with the person: contacts, notes, diagnostics and freins, objectives, contracts."""

from datetime import date, timedelta

from maillage.demonstration.parcours import textes
from maillage.demonstration.parcours.contacts import ContactFictif, draw_contacts
from maillage.demonstration.parcours.lignes import Dossier
from maillage.parcours.models import Contrat, Diagnostic, Entretien, FreinEvalue, Note, Objectif
from maillage.parcours.nomenclatures.accompagnement import (
    EtatObjectif,
    Frein,
    MomentDiagnostic,
    NatureContrat,
    NiveauNote,
    Presence,
)
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.socle.dates import add_months

DUREE_CONTRAT = 24  # months
OUBLIE = 9  # one contract out of so many was not renewed at its term
OUBLI = timedelta(days=45)  # past its day by more, an objective has been closed by somebody

FREINS = {
    Frein.MOB: 20, Frein.QUA: 14, Frein.ELO: 12, Frein.PRO: 12, Frein.TRE: 11, Frein.LNG: 8, Frein.FAM: 7,
    Frein.ESI: 9, Frein.NUM: 8, Frein.LOG: 6, Frein.FIN: 7, Frein.SAP: 5, Frein.SPS: 4, Frein.ADM: 4, Frein.AGE: 4,
    Frein.ILL: 4, Frein.HAN: 3, Frein.REP: 3, Frein.ISO: 2, Frein.DIS: 1, Frein.AID: 1,
}  # fmt: skip
ETATS_OBJECTIF = (EtatObjectif.ATTEINT, EtatObjectif.EN_COURS, EtatObjectif.EN_COURS, EtatObjectif.OUVERT,
                  EtatObjectif.ABANDONNE)  # fmt: skip


def add_suivi(dossier: Dossier, prevus: list[ContactFictif], *, today: date) -> None:
    """`prevus`: the rendez-vous to come, decided for the whole file active."""
    _add_contacts(dossier, prevus, today=today)
    _add_diagnostics(dossier, today=today)
    _add_contrats(dossier, today=today)


def _add_contacts(dossier: Dossier, prevus: list[ContactFictif], *, today: date) -> None:
    lot, chance, parcours = dossier.lot, dossier.chance, dossier.parcours
    contacts = draw_contacts(chance, dossier.plan, frequence=parcours.frequence_jours, today=today) + prevus
    rows = []
    for contact in contacts:
        row = lot.add(
            Entretien, parcours=parcours, referent=dossier.get_referent(contact.debut.date()), type=contact.type,
            debut=contact.debut, duree=contact.duree, presence=contact.presence,
        )  # fmt: skip
        rows.append(row)
    held = [row for row in rows if row.presence == Presence.VENU]
    parcours.dernier_contact = max((row.debut.date() for row in held), default=None)
    parcours.prochain_contact = min(
        (contact.debut for contact in prevus if contact.debut.date() >= today), default=None
    )
    if dossier.plan.date_sortie is None and held and chance.random() < 0.35:
        for row in held[-2:]:
            lot.add(
                Note, entretien=row, niveau=chance.choice((NiveauNote.PARTAGEE, NiveauNote.PARTAGEE, NiveauNote.REFERENT)),
                scelle={
                    "faits": chance.choice(textes.FAITS), "besoins": chance.choice(textes.BESOINS),
                    "actions": chance.choice(textes.SUITES),
                },
            )  # fmt: skip


def _add_diagnostics(dossier: Dossier, *, today: date) -> None:
    """The first before the commission; one a year; one at the end. Levels mostly go down, not always."""
    lot, chance, plan = dossier.lot, dossier.chance, dossier.plan
    start = dossier.orientation.date_presentation
    assert start is not None  # every parcours of the fiction was presented
    moments = [(MomentDiagnostic.INITIAL, start)]
    until = plan.date_sortie or today
    months = 10 + chance.randint(0, 5)
    while (day := add_months(plan.entree, months)) < until - timedelta(days=40):
        if chance.random() < 0.7:
            moments.append((MomentDiagnostic.INTERMEDIAIRE, day))
        months += 12
    if plan.date_sortie and plan.date_sortie > moments[-1][1] and chance.random() < 0.6:
        moments.append((MomentDiagnostic.FINAL, plan.date_sortie))
    niveaux = {frein: chance.choice((1, 2, 2, 3, 3, 4)) for frein in _draw_freins(dossier)}
    for rang, (moment, le) in enumerate(moments, 1):
        texts = {}
        if plan.date_sortie is None and chance.random() < 0.5:
            texts = {"atouts": chance.choice(textes.ATOUTS), "axes": chance.choice(textes.AXES)}
        diagnostic = lot.add(
            Diagnostic, parcours=dossier.parcours, orientation=dossier.orientation if rang == 1 else None, rang=rang,
            moment=moment, le=le, scelle=texts,
        )  # fmt: skip
        for frein, niveau in niveaux.items():
            lot.add(FreinEvalue, parcours=dossier.parcours, diagnostic=diagnostic, frein=frein, niveau=niveau, le=le)
        niveaux = {
            frein: max(0, min(4, niveau + chance.choice((-2, -1, -1, -1, 0, 0, 1))))
            for frein, niveau in niveaux.items()
        }
    if plan.date_sortie is None:
        _add_objectifs(dossier, today=today)


def _draw_freins(dossier: Dossier) -> list[Frein]:
    wanted = dossier.chance.choice((2, 3, 3, 4, 5))
    drawn = dossier.chance.choices(list(FREINS), weights=list(FREINS.values()), k=wanted)
    return list(dict.fromkeys(drawn))


def _add_objectifs(dossier: Dossier, *, today: date) -> None:
    chance, du = dossier.chance, dossier.plan.signature
    if du is None:
        return
    for intitule in chance.sample(textes.OBJECTIFS, chance.choice((0, 1, 1, 2))):
        etat = chance.choice(ETATS_OBJECTIF)
        echeance = du + timedelta(days=chance.randint(60, 400))
        if echeance < today - OUBLI:
            etat = chance.choice((EtatObjectif.ATTEINT, EtatObjectif.ATTEINT, EtatObjectif.ABANDONNE))
        is_clos = etat in (EtatObjectif.ATTEINT, EtatObjectif.ABANDONNE)
        dossier.lot.add(
            Objectif, parcours=dossier.parcours, etat=etat, du=du, echeance=echeance,
            clos_le=min(echeance, today) if is_clos else None, scelle={"intitule": intitule},
        )  # fmt: skip


def _add_contrats(dossier: Dossier, *, today: date) -> None:
    lot, chance, plan, parcours = dossier.lot, dossier.chance, dossier.plan, dossier.parcours
    common = {"parcours": parcours, "nature": NatureContrat.PLIE, "frequence_jours": parcours.frequence_jours,
              "duree_mois": DUREE_CONTRAT}  # fmt: skip
    if plan.signature is None:
        if chance.random() < 0.5:
            lot.add(Contrat, du=plan.entree, scelle={"engagements": textes.ENGAGEMENTS}, **common)
        return
    texts = {"objectifs": chance.choice(textes.AXES), "engagements": textes.ENGAGEMENTS}
    texts = texts if plan.date_sortie is None else {}
    end = plan.date_sortie and max(plan.date_sortie, plan.signature)
    avenant = plan.signature + timedelta(days=chance.randint(200, 420))
    has_avenant = chance.random() < 0.25 and avenant < (end or today)
    versions = [(plan.signature, ""), *([(avenant, "Nouvel objectif")] if has_avenant else [])]
    while (terme := add_months(versions[-1][0], DUREE_CONTRAT)) < (end or today) and dossier.personne.numero % OUBLIE:
        versions.append((terme, "La durée prévue est passée"))
    ends = [du for du, _ in versions[1:]] + [end]
    for rang, ((du, motif), au) in enumerate(zip(versions, ends, strict=True), 1):
        _sign(dossier, du, rang=rang, au=au, scelle=texts, motif_avenant=motif, **common)
    if parcours.etat == EtatParcours.ACTIF and dossier.profil.situation["brsa"] == "oui" and chance.random() < 0.5:
        lot.add(
            Contrat, parcours=parcours, nature=NatureContrat.CE, du=plan.signature, notifie_le=plan.entree,
            heures_semaine=chance.choice((15, 15, 10)),
        )  # fmt: skip


def _sign(dossier: Dossier, day: date, **values) -> None:
    dossier.lot.add(Contrat, du=day, signe_personne_le=day, signe_referent_le=day, signe_plie_le=day, **values)
