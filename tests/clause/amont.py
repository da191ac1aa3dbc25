"""One row of each table of what comes before and during a consultation."""

from datetime import date
from decimal import Decimal

from maillage.clause.models import (
    AvenantDuLot,
    BonDeCommande,
    ContactDonneur,
    Convention,
    Information,
    Lot,
    Operation,
    Question,
    Redaction,
    RepereLocal,
    TrancheDuLot,
)
from maillage.reseau.models import Dispositif

JOUR = date(2026, 5, 4)


def add_amont(dispositif: Dispositif) -> None:
    """After at least one lot."""
    lot = Lot.objects.filter(dispositif=dispositif).select_related("marche__acheteur").order_by("pk")[0]
    donneur, common = lot.marche.acheteur, {"dispositif": dispositif}
    ContactDonneur.objects.create(
        **common,
        donneur=donneur,
        nom="Dominique Essai",
        fonction="=Achats",
        telephone="01 99 00 00 00",
        du=JOUR,
        modifie_le=JOUR,
    )
    Convention.objects.create(**common, donneur=donneur, objet="Clause", niveau="local", du=JOUR, contenu="-a\nb")
    operation = Operation.objects.create(**common, intitule="Quartier", maitre_ouvrage=donneur, territoires=["epci:1"])
    lot.marche.operation = operation
    lot.marche.save()
    BonDeCommande.objects.create(
        **common, lot=lot, reference="+1", notifie_le=JOUR, montant_ht=1, heures=Decimal("0.5")
    )
    TrancheDuLot.objects.create(**common, lot=lot, intitule="T1", heures=10)
    AvenantDuLot.objects.create(
        **common, lot=lot, numero="1", notifie_le=JOUR, delta_montant=-1, effet="fixe", delta_heures=-1
    )
    RepereLocal.objects.create(**common, secteur="Peinture", annee=2026, part_main_oeuvre=Decimal("0.7"), origine="@x")
    Information.objects.create(
        **common, marche=lot.marche, le=JOUR, moyen="reunion", destinataires="Tous", contenu="« Dit »"
    )
    Question.objects.create(**common, marche=lot.marche, recue_le=JOUR, de="Martel", question="Combien ?")
    Redaction.objects.create(
        **common, lot=lot, modele="execution", version=1, titre="Clause", texte="Pour {acheteur}.", modifie_le=JOUR
    )
