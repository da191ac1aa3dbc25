"""The daily purge, one rule per step; the gathering of one person's data."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.socle.journal import actions as journal
from maillage.socle.protection import archive, constitution, demandes, purge, reponses
from maillage.socle.travaux.menage import declare_resultats
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, TravailRefuse, periodique, travail

PURGE = "protection.purge"


@travail(PURGE, "Effacer ce qui a atteint sa durée de conservation")
def purger(travail: Travail, curseur: Curseur) -> Curseur | None:
    if "blocs" not in curseur:
        return {"blocs": purge.purge_journal(on=localdate())}
    comptes = purge.purge(on=localdate())
    effaces, attente = sum(c.effaces for c in comptes), sum(c.en_attente for c in comptes)
    travail.phrase = (
        f"{curseur['blocs']} blocs du journal des accès, {effaces} objets effacés, {attente} en attente de validation"
    )
    return None


periodique(PURGE, chaque=timedelta(days=1), a=time(3, 30))


@travail(demandes.TRAVAIL, "Réunir les données d’une personne qui les demande")
def gather(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Works for the DPD who asked, in their compartments only; a right withdrawn meanwhile stops it."""
    acteur = travail.acteur
    demande = demandes.get_for_travail(acteur, travail.parametres["demande"])
    travail.total = len(archive.list_remis(demande.suivie))
    rang = curseur.get("rang", 0)
    if rang and demande.contenu is None:
        raise TravailRefuse(
            "Ce qui avait été réuni s’est effacé au bout de sept jours : inscrivez une nouvelle demande."
        )
    try:
        suite = constitution.gather(demande, rang=rang, dispositifs=acteur.dispositifs, on=localdate())
        if suite is not None:
            travail.progression, travail.phrase = suite, f"Tables lues : {suite}."
            return {"rang": suite}
    except constitution.ArchiveTropLourde:
        raise TravailRefuse(
            "Les données de cette personne dépassent la taille d’une archive : demandez-les à l’administration de "
            "l’installation, qui les extraira en plusieurs fois."
        ) from None
    demande.prete_le = timezone.now()
    demande.save(update_fields=["prete_le"])
    journal.record_acces(by=acteur, type="protection.archive", target=demande)
    travail.progression, travail.phrase = travail.total, "Les données sont réunies."
    travail.resultat = {"url": demande.get_absolute_url(), "libelle": "Ouvrir la demande"}
    return None


@travail(reponses.TRAVAIL, "Prévenir une personne que sa réponse prendra plus de temps")
def tell_prolongation(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Tried again when the mail server is away; a worker killed just after sending may send twice, which harms nobody."""
    demande = demandes.get_for_travail(travail.acteur, travail.parametres["demande"])
    if not reponses.tell_prolongation(demande, now=timezone.now()):
        raise TravailRefuse("Cette personne n’a plus d’adresse électronique : prévenez-la autrement, par écrit.")
    travail.phrase = "La personne est prévenue."
    return None


declare_resultats(demandes.erase_archives)
