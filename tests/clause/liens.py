"""One row of each table of what signed links hold: contacts, a statement, what is typed and joined, somebody signalled."""

from datetime import date
from decimal import Decimal

from maillage.clause.models import (
    AccesDonneur,
    ContactDonneur,
    ContactEntreprise,
    EmbaucheSignalee,
    EmploiDuLot,
    JustificatifReleve,
    LigneReleve,
    Releve,
)
from maillage.reseau.models import Dispositif
from maillage.socle.pieces.models import Piece

JOUR = date(2026, 5, 4)


def add_liens(dispositif: Dispositif, piece: Piece) -> None:
    """After a contract on a lot, and a contact of a donneur d'ordre."""
    place = (
        EmploiDuLot.objects.filter(dispositif=dispositif)
        .select_related("mise_emploi__employeur", "lot")
        .order_by("pk")[0]
    )
    entreprise, common = place.mise_emploi.employeur, {"dispositif": dispositif}
    contact = ContactEntreprise.objects.create(
        **common, entreprise=entreprise, nom="=Dominique Essai", fonction="paie", courriel="a@b.test", modifie_le=JOUR
    )
    AccesDonneur.objects.create(
        **common, contact=ContactDonneur.objects.filter(dispositif=dispositif).earliest("pk"), lien_rang=2
    )
    releve = Releve(
        **common, lot=place.lot, entreprise=entreprise, contact=contact, mois=date(2026, 4, 1), demande_le=JOUR
    )
    releve.motif = "Une facture « manque »"
    releve.save()
    ligne = LigneReleve(**common, releve=releve, emploi=place, saisie="=1+1", heures=Decimal("7.5"))
    ligne.note = "Fin le 12"
    ligne.save()
    JustificatifReleve.objects.create(**common, releve=releve, piece=piece)
    signalee = EmbaucheSignalee(**common, releve=releve, metier="Peintre", debut=JOUR)
    signalee.personne = "Sacha Nouveau"
    signalee.save()
