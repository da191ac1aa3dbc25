"""What is left of a person of the clause when their time has come (T6): contracts and hours without a name.

The hours stay: they are those of a market, and published totals must stay what they were. Doing it twice is doing it once.
"""

from django.db import models, transaction
from django.utils.timezone import localdate

from maillage.clause.models import (
    Eligibilite,
    JustificatifReleve,
    LigneHeures,
    LigneReleve,
    MiseEmploi,
    Releve,
    Ressemblance,
)
from maillage.clause.queries import conservation
from maillage.participants.models import Personne
from maillage.participants.purges import anonymise
from maillage.socle.pieces.models import Piece
from maillage.socle.protection.purge import Effacement, declare


@transaction.atomic
def end_personne(objet: models.Model) -> None:
    """What made them eligible goes, with its pièces; of a contract stay its kind, its employer and its dates."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    rows = Eligibilite.objects.filter(personne=personne)
    pieces = {key for key in rows.values_list("piece", flat=True) if key is not None}
    rows.delete()
    MiseEmploi.objects.filter(personne=personne).update(metier="", code_rome="", profil_scelle=b"")
    lignes = LigneHeures.objects.filter(mise_emploi__personne=personne).exclude(piece=None)
    releves = set(lignes.values_list("piece", flat=True))
    lignes.update(piece=None)
    partages = set(LigneHeures.objects.filter(piece__in=releves).values_list("piece", flat=True))
    Piece.objects.filter(pk__in=pieces | releves - partages).delete()
    _forget_declarations(personne)
    paires = Ressemblance.objects.filter(personne=personne).values_list("paire", flat=True)
    Ressemblance.objects.filter(paire__in=list(paires)).delete()  # on both sides: nobody is left to compare
    if personne.anonymisee_le is None:
        anonymise(personne, on=localdate())


def _forget_declarations(personne: Personne) -> None:
    """What the company typed of them; a statement that holds nobody any more loses its proofs and its motive too."""
    lignes = LigneReleve.objects.filter(emploi__mise_emploi__personne=personne)
    releves = set(lignes.values_list("releve", flat=True))
    lignes.delete()
    vides = Releve.objects.filter(pk__in=releves, lignes=None)
    joints = JustificatifReleve.objects.filter(releve__in=vides)
    pieces = set(joints.values_list("piece", flat=True))
    joints.delete()
    Piece.objects.filter(pk__in=pieces).delete()
    vides.update(motif_scelle=b"")


declare(
    Effacement(
        regle="T6",
        libelle="Personnes de la clause",
        list_dus=conservation.list_a_anonymiser,
        erase=end_personne,
        list_tous=conservation.list_nommees,
    )
)
