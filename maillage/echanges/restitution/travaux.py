"""Makes the archive of a dispositif: a lot of rows a step, then the file.

Its steps are as many transactions: what the team writes meanwhile could make the tables disagree. The journal tells:
when something was written between the first lot and the last, everything is read again.
"""

from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.echanges.restitution import actions, archive, extraction, fichiers, queries
from maillage.echanges.restitution.models import Restitution
from maillage.echanges.restitution.scelles import Sceau, make_sceau
from maillage.echanges.restitution.schema import Table, get_histoire, list_tables
from maillage.socle.acteur import Acteur
from maillage.socle.classement import name_modele
from maillage.socle.journal.models import Evenement
from maillage.socle.travaux.menage import declare_resultats
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, TravailRefuse, travail
from maillage.socle.typographie import write_nombre

RELECTURES = 3  # of everything, when the team goes on writing
LOTS = 8  # lots of one step, of one table or of several: a step stays short, SQLite having one writer
SANS_EFFET = Q(type__startswith="travaux.") | Q(type__startswith="restitution.")


@travail(queries.TRAVAIL, "Préparer l’archive complète du dispositif")
def make_archive(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Works for the direction that asked; a right withdrawn meanwhile stops it."""
    restitution = actions.get_for_travail(travail.acteur, travail.parametres["restitution"])
    if restitution.effacee_le is not None:
        raise TravailRefuse("Cette archive a passé sa durée et s’est effacée : demandez-en une autre.")
    sceau = make_sceau(actions.open_phrase(restitution), restitution.dispositif.uuid)
    tables = [*list_tables(), *([get_histoire()] if restitution.historique else [])]
    travail.total = len(tables) + 2
    if not curseur:
        return _start(restitution, essai=0)
    if curseur["table"] < len(tables):
        return _write_lots(travail, curseur, restitution, sceau, tables)
    if not curseur.get("assemblee"):
        return _assemble(travail, curseur, restitution, sceau)
    return _finish(travail, curseur, restitution)


def _start(restitution: Restitution, *, essai: int) -> Curseur:
    fichiers.remove_parties(restitution.uuid)
    repere = _read_repere(restitution.dispositif_id)
    return {"table": 0, "apres": 0, "octets": 0, "rang": 0, "lignes": {}, "repere": repere, "essai": essai}


def _read_repere(dispositif: int) -> list[Any]:
    """What the journal of actions has come to: every action of the team adds to it."""
    rows = Evenement.objects.filter(dispositif_id=dispositif).exclude(SANS_EFFET)
    found = rows.aggregate(nombre=Count("pk"), dernier=Max("pk"))
    return [found["nombre"], found["dernier"]]


def _write_lots(
    travail: Travail, curseur: Curseur, restitution: Restitution, sceau: Sceau, tables: list[Table]
) -> Curseur:
    for _ in range(LOTS):
        if (place := curseur["table"]) == len(tables):
            break
        table = tables[place]
        path = fichiers.find_partie(restitution.uuid, table.fichier)
        if fichiers.get_taille(path) < curseur["octets"]:  # the worker is another machine's, or the disk lost it
            return _start(restitution, essai=curseur["essai"])
        lot = extraction.read_lot(table, restitution.dispositif, sceau, apres=curseur["apres"], rang=curseur["rang"])
        octets, rang = fichiers.append(path, curseur["octets"], lot.contenu), curseur["rang"] + lot.lignes
        if lot.suite is not None:
            curseur = {**curseur, "apres": lot.suite, "octets": octets, "rang": rang}
        else:
            lignes = {**curseur["lignes"], table.nom: rang}
            curseur = {**curseur, "table": place + 1, "apres": 0, "octets": 0, "rang": 0, "lignes": lignes}
        travail.phrase = f"Table écrite : {name_modele(table.modele)} ({write_nombre(rang)} lignes)."
    travail.progression = curseur["table"]
    return curseur


def _assemble(travail: Travail, curseur: Curseur, restitution: Restitution, sceau: Sceau) -> Curseur:
    if _read_repere(restitution.dispositif_id) != curseur["repere"]:
        if curseur["essai"] + 1 >= RELECTURES:
            raise TravailRefuse(
                "Votre équipe enregistre pendant que l’archive se prépare : ses tables ne s’accorderaient pas. "
                "Relancez ce travail en dehors des heures de travail."
            )
        travail.progression, travail.phrase = 0, "Votre équipe vient d’enregistrer : tout est relu."
        return _start(restitution, essai=curseur["essai"] + 1)
    parties = [fichiers.find_partie(restitution.uuid, t.fichier) for t in list_tables()]
    if not all(path.exists() for path in parties):
        return _start(restitution, essai=curseur["essai"])
    etablissement = build_etablissement(travail.acteur, restitution)
    archive.assemble(restitution.uuid, restitution.dispositif, sceau, curseur["lignes"], etablissement)
    travail.progression, travail.phrase = travail.total - 1, "Le fichier est assemblé."
    return {**curseur, "assemblee": True}


def build_etablissement(acteur: Acteur, restitution: Restitution) -> archive.Etablissement:
    return archive.Etablissement(
        par=acteur.nom,
        le=localdate(restitution.demandee_le),
        motif=restitution.motif_libelle,
        historique=restitution.historique,
    )


def _finish(travail: Travail, curseur: Curseur, restitution: Restitution) -> Curseur | None:
    if not fichiers.find_archive(restitution.uuid).exists():
        return _start(restitution, essai=curseur["essai"])
    total = sum(curseur["lignes"].values())
    actions.record_prete(by=travail.acteur, restitution=restitution, lignes=total, now=timezone.now())
    fichiers.remove_parties(restitution.uuid)
    travail.progression = travail.total
    travail.phrase = f"L’archive est prête : {write_nombre(total)} lignes."
    travail.resultat = {"url": restitution.get_absolute_url(), "libelle": "Ouvrir la page de l’archive"}
    return None


declare_resultats(actions.erase_restitutions)
