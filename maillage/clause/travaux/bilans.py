"""One bilan per lot, or per donneur d'ordre, for a year: frozen a few at a time, printed, then put in one ZIP.

Killed anywhere, it goes on where it was: what is frozen is a row of its step's transaction, what is printed is printed
again when it is missing.
"""

import csv
import io
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.clause import campagnes
from maillage.clause.actions.bilans import DejaAJour, freeze_bilan
from maillage.clause.actions.campagnes import TRAVAIL, choose_periode
from maillage.clause.documents.bilans import print_bilan, shorten
from maillage.clause.listes.bilans import get_taux
from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre
from maillage.clause.queries.bilans import select_bilans
from maillage.clause.queries.perimetres import find_portee, list_cibles
from maillage.socle.tableur import neutralise
from maillage.socle.travaux import Curseur, TravailRefuse, travail
from maillage.socle.travaux.menage import declare_resultats
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord, write_date

PAR_ETAPE = 4  # bilans of one step: SQLite has one writer, who waits for nobody long
COLONNES = ("fichier", "bilan", "donneur d’ordre", "du", "au", "heures", "réalisation", "version", "empreinte")


@travail(TRAVAIL, "Préparer les bilans de l’année")
def make_bilans(travail: Travail, curseur: Curseur) -> Curseur | None:
    """The right to make them is asked again at each one."""
    perimetre, annee = Perimetre(travail.parametres["perimetre"]), travail.parametres["annee"]
    if not curseur:
        cibles = list_cibles(travail.acteur, perimetre, annee=annee)
        if not cibles:
            raise TravailRefuse(f"Aucune heure n’est validée en {annee} : il n’y a pas encore de bilan à faire.")
        travail.total = 2 * len(cibles) + 1
        return {"cibles": cibles, "figes": 0, "bilans": [], "imprimes": 0}
    travail.total = 2 * len(curseur["cibles"]) + 1
    if curseur["cibles"][curseur["figes"] :]:
        return _freeze(travail, curseur, perimetre, annee)
    if curseur["bilans"][curseur["imprimes"] :]:
        return _print(travail, curseur)
    _finish(travail, curseur, annee)
    return None


def _freeze(travail: Travail, curseur: Curseur, perimetre: Perimetre, annee: int) -> Curseur:
    figes, bilans = curseur["figes"], list(curseur["bilans"])
    now = timezone.now()
    type, periode = choose_periode(annee, today=localdate(now))
    for cible in curseur["cibles"][figes : figes + PAR_ETAPE]:
        figes += 1
        portee = find_portee(travail.acteur, perimetre, cible)
        if portee is None:
            continue  # gone from the service since the list was made
        try:
            made = freeze_bilan(by=travail.acteur, portee=portee, type=type, periode=periode, now=now)
        except DejaAJour as deja:
            made = deja.bilan
        bilans.append(str(made.uuid))
    travail.progression = figes
    travail.phrase = f"{write_accord(len(bilans), 'bilan figé', 'bilans figés')} sur {len(curseur['cibles'])}."
    return {**curseur, "figes": figes, "bilans": bilans}


def _print(travail: Travail, curseur: Curseur) -> Curseur:
    done = curseur["imprimes"]
    for bilan in _list_bilans(travail, curseur["bilans"][done : done + PAR_ETAPE]):
        _write_partie(travail, bilan)
    done = min(done + PAR_ETAPE, len(curseur["bilans"]))
    travail.progression = len(curseur["cibles"]) + done
    travail.phrase = f"{write_accord(done, 'document imprimé', 'documents imprimés')} sur {len(curseur['bilans'])}."
    return {**curseur, "imprimes": done}


def _write_partie(travail: Travail, bilan: Bilan) -> None:
    """To hand over: small cells are hidden."""
    campagnes.write(campagnes.find_partie(travail.uuid, bilan.uuid), print_bilan(bilan, Lecteur.DIFFUSION))


def _list_bilans(travail: Travail, keys: list[str]) -> list[Bilan]:
    """In the order in which they were frozen."""
    rows = select_bilans(travail.acteur).select_related("precedent", "dispositif").filter(uuid__in=keys)
    known = {str(row.uuid): row for row in rows}
    return [known[key] for key in keys if key in known]


def _finish(travail: Travail, curseur: Curseur, annee: int) -> None:
    bilans = _list_bilans(travail, curseur["bilans"])
    for bilan in bilans:
        if not campagnes.find_partie(
            travail.uuid, bilan.uuid
        ).exists():  # another machine printed it, or the disk lost it
            _write_partie(travail, bilan)
    noms = [f"{rang:03d}-{shorten(bilan.titre)}.pdf" for rang, bilan in enumerate(bilans, 1)]
    parties = [(nom, campagnes.find_partie(travail.uuid, bilan.uuid)) for nom, bilan in zip(noms, bilans, strict=True)]
    campagnes.assemble(travail.uuid, parties, [("recapitulatif.csv", _write_recapitulatif(noms, bilans))])
    campagnes.remove_parties(travail.uuid)
    travail.progression = travail.total
    travail.phrase = (
        f"{write_accord(len(bilans), 'bilan')} de {annee}, figés le {write_date(localdate(bilans[0].extrait_le))}."
        if bilans
        else "Plus aucun de ces lots n’est suivi par votre service."
    )
    travail.resultat = {
        "url": reverse("clause:campagne_archive", args=[travail.uuid]),
        "libelle": "Télécharger les bilans (ZIP)",
    }


def _write_recapitulatif(noms: list[str], bilans: list[Bilan]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLONNES)
    for nom, bilan in zip(noms, bilans, strict=True):
        row: list[Any] = [
            nom, bilan.titre, bilan.sous_titre, f"{bilan.du:%d/%m/%Y}", f"{bilan.au:%d/%m/%Y}",
            str(bilan.heures).replace(".", ","), get_taux(bilan), bilan.numero, bilan.empreinte,
        ]  # fmt: skip
        writer.writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


declare_resultats(campagnes.erase_campagnes)
