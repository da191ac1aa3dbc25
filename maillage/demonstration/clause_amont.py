"""Before and during consultations at Valombre: contacts, conventions, operations, orders, avenants, texts, questions."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.clause.models import (
    AvenantDuLot,
    BonDeCommande,
    ContactDonneur,
    Convention,
    DonneurOrdre,
    Engagement,
    Information,
    Lot,
    Marche,
    Operation,
    Question,
    Redaction,
    RepereLocal,
    TrancheDuLot,
)
from maillage.clause.rules.calculs import compute_delta, compute_du_bon, describe
from maillage.clause.rules.modeles import PAR_CODE
from maillage.comptes.models import Compte
from maillage.demonstration.cles import make_cle

# Who, what they do, and whether the clause is theirs.
CONTACTS = {
    "ville": (("Mariam Keller", "Responsable de la commande publique", True), ("Yann Delorme", "Directeur des bâtiments", False)),
    "agglo": (("Solène Artaud", "Acheteuse, référente achats responsables", True),),
    "departement": (("Hakim Rousselet", "Chef du service des marchés", True), ("Inès Marchal", "Chargée du SPASER", False)),
    "habitat": (("Béatrice Lonjon", "Directrice du renouvellement urbain", True),),
    "hopital": (("Pierre Vasseur", "Directeur des achats", False),),
}  # fmt: skip
# Title, level, the national model, what it says, days since it began, days until it ends.
CONVENTIONS = {
    "ville": (("Clause sociale dans les marchés de travaux", "local", "", "Toute consultation de plus de 90 000 € HT est soumise au facilitateur ; point commun chaque semestre.", 900, 45),),
    "habitat": (("Insertion dans le renouvellement urbain", "local", "Charte nationale d’insertion", "5 % des heures travaillées pour les habitants des quartiers ; bilan annuel.", 500, None),),
    "hopital": (("Achats de santé responsables", "national", "Accord-cadre d’un réseau d’acheteurs hospitaliers (fictif)", "Le service local est désigné pour les marchés du centre hospitalier.", 300, 400),),
}  # fmt: skip
# Title, maître d'ouvrage, who buys, programme, thousands of euros, days until it begins, the objects of its markets.
OPERATIONS: tuple[tuple[str, str, str, str, int, int, tuple[str, ...]], ...] = (
    ("Renouvellement urbain du quartier du Lac", "habitat", "", "npnru", 11_500, -200, ("Réhabilitation de 120 logements, résidence du Lac",)),
    ("Très haut débit du Val-d’Arsonne", "departement", "", "aucun", 18_000, -150, ("Déploiement de la fibre, phase 3",)),
    ("Quartier des Forges : voirie, réseaux, espaces publics", "agglo", "ville", "aucun", 4_600, -8, ("Voirie et réseaux du quartier des Forges",)),
    ("Pôle de santé de Valombre", "hopital", "", "aucun", 7_900, 120, ("Extension du service de gériatrie",)),
    ("Nouvelle passerelle des Tanneries", "ville", "", "aucun", 2_300, 210, ()),
)  # fmt: skip
# Object, days until the publication foreseen.
PUBLICATIONS = (
    ("Restauration scolaire, livraison en liaison froide", 12),
    ("Construction d’un immeuble de bureaux", 40),
)
REPERES = (
    ("Gros œuvre", "0.48", "31.50", "Neuf marchés de la ville et de l’agglomération"),
    ("Propreté", "0.82", "25.80", "Cinq marchés de nettoyage suivis"),
)
ENTRETIEN, FIBRE, ECOLE = (
    "Petits travaux d’entretien du patrimoine",
    "Déploiement de la fibre, phase 3",
    "Rénovation du groupe scolaire des Tilleuls",
)
GERIATRIE, LAC = "Extension du service de gériatrie", "Réhabilitation de 120 logements, résidence du Lac"


def fill_amont(donneurs: Mapping[str, DonneurOrdre], *, graine: int, today: date) -> None:
    """After the markets: each date is told from today."""
    dispositif = next(iter(donneurs.values())).dispositif
    facilitatrice = Compte.objects.filter(nom="Tissot", prenom="Aurélie", is_demonstration=True).first()
    Marche.objects.filter(dispositif=dispositif).update(suivi_par=facilitatrice.pk if facilitatrice else None)
    for objet, jours in PUBLICATIONS:
        Marche.objects.filter(dispositif=dispositif, objet=objet).update(
            publication_prevue=today + timedelta(days=jours)
        )
    for cle, donneur in donneurs.items():
        _add_contacts(donneur, cle, graine=graine, today=today)
    for secteur, part, cout, origine in REPERES:
        RepereLocal.objects.create(
            dispositif=dispositif, uuid=make_cle(graine, "repere", secteur), secteur=secteur, annee=today.year,
            part_main_oeuvre=Decimal(part), cout_horaire=Decimal(cout), origine=origine,
        )  # fmt: skip
    for intitule, moa, acheteur, programme, montant, jours, objets in OPERATIONS:
        operation = Operation.objects.create(
            dispositif=dispositif, uuid=make_cle(graine, "operation", intitule), intitule=intitule,
            maitre_ouvrage=donneurs[moa], acheteur=donneurs.get(acheteur), programme=programme,
            montant_previsionnel=Decimal(montant * 1000), lancement_prevu=today + timedelta(days=jours),
        )  # fmt: skip
        Marche.objects.filter(dispositif=dispositif, objet__in=objets).update(operation=operation)
    lots = {
        (lot.marche.objet, lot.numero): lot
        for lot in Lot.objects.filter(dispositif=dispositif).select_related("marche")
    }
    _add_execution(lots, graine=graine, today=today)
    _add_consultations(lots, graine=graine, today=today)


def _add_contacts(donneur: DonneurOrdre, cle: str, *, graine: int, today: date) -> None:
    common: dict[str, Any] = {"dispositif": donneur.dispositif, "donneur": donneur}
    for rang, (nom, fonction, is_referent) in enumerate(CONTACTS.get(cle, ())):
        ContactDonneur.objects.create(
            **common, uuid=make_cle(graine, "contact", cle, str(rang)), nom=nom, fonction=fonction,
            telephone=f"01 99 00 1{rang} 0{len(cle) % 10}", courriel=f"{fonction[0].lower()}{rang}@{cle}.exemple.test",
            is_referent=is_referent, du=today - timedelta(days=700), modifie_le=today,
        )  # fmt: skip
    for objet, niveau, modele, contenu, depuis, reste in CONVENTIONS.get(cle, ()):
        Convention.objects.create(
            **common, uuid=make_cle(graine, "convention", cle, objet), objet=objet, niveau=niveau, modele=modele,
            contenu=contenu, du=today - timedelta(days=depuis), au=None if reste is None else today + timedelta(days=reste),
        )  # fmt: skip


def _add_execution(lots: Mapping[tuple[str, int], Lot], *, graine: int, today: date) -> None:
    """A framework contract with its orders; a lot in QPV hours; a proposed avenant; tranches."""
    entretien, lac, peinture, gros_oeuvre = lots[ENTRETIEN, 0], lots[LAC, 0], lots[ECOLE, 2], lots[ECOLE, 1]
    entretien.mode, entretien.tranche_eur, entretien.heures_unite = (
        "heures_par_tranche_eur",
        Decimal(10_000),
        Decimal(12),
    )
    entretien.save(update_fields=["mode", "tranche_eur", "heures_unite"])
    lac.mode, lac.part_qpv, lac.ponderation = "pourcentage_heures", Decimal(1), Decimal(15)
    lac.avis_critere = "Le groupement propose 300 heures de plus que demandé et un tutorat écrit."
    lac.save(update_fields=["mode", "part_qpv", "ponderation", "avis_critere"])
    common: dict[str, Any] = {"dispositif": entretien.dispositif, "lot": entretien, "auteur": None}
    heures = Decimal(0)
    premier = today - timedelta(days=80)
    Engagement.objects.create(
        **common, numero=1, du=premier, origine="initial", heures=0, hypotheses=describe(entretien.calcul)
    )
    for rang, (montant, jours) in enumerate(((162_000, 80), (108_500, 30)), 1):
        ajout = compute_du_bon(entretien.calcul, Decimal(montant))
        heures += ajout
        le = today - timedelta(days=jours)
        BonDeCommande.objects.create(
            dispositif=entretien.dispositif, lot=entretien, uuid=make_cle(graine, "bon", str(rang)),
            reference=f"BC-{rang:02}", notifie_le=le, montant_ht=Decimal(montant), heures=ajout,
        )  # fmt: skip
        Engagement.objects.create(
            **common, numero=rang + 1, du=le, origine="bon_commande", heures=heures,
            hypotheses=describe(entretien.calcul) | {"bon": f"BC-{rang:02}"},
        )  # fmt: skip
    for lot in (lac, peinture, gros_oeuvre):
        Engagement.objects.filter(lot=lot).update(hypotheses=describe(lot.calcul))
    AvenantDuLot.objects.create(
        dispositif=peinture.dispositif, lot=peinture, uuid=make_cle(graine, "avenant", "peinture"), numero="1",
        notifie_le=today - timedelta(days=12), delta_montant=Decimal(36_000), effet="proportionnel",
        delta_heures=compute_delta(peinture.calcul, Decimal(36_000)),
    )  # fmt: skip
    AvenantDuLot.objects.create(
        dispositif=gros_oeuvre.dispositif, lot=gros_oeuvre, uuid=make_cle(graine, "avenant", "gros-oeuvre"), numero="1",
        notifie_le=today - timedelta(days=170), delta_montant=Decimal(120_000), effet="proportionnel",
        delta_heures=compute_delta(gros_oeuvre.calcul, Decimal(120_000)), statut="valide",
        decide_le=today - timedelta(days=160),
    )  # fmt: skip
    TrancheDuLot.objects.create(
        dispositif=lac.dispositif, lot=lac, uuid=make_cle(graine, "tranche", "lac"),
        intitule="Tranche optionnelle : 40 logements de plus", heures=Decimal(900),
    )  # fmt: skip


def _add_consultations(lots: Mapping[tuple[str, int], Lot], *, graine: int, today: date) -> None:
    fibre, geriatrie = lots[FIBRE, 1], lots[GERIATRIE, 0]
    common: dict[str, Any] = {"dispositif": fibre.dispositif, "marche": fibre.marche}
    Information.objects.create(
        **common, uuid=make_cle(graine, "information", "fibre"), le=today - timedelta(days=20), moyen="reunion",
        destinataires="Tous les candidats", contenu="Présentation de la clause, des publics et des structures d’insertion du territoire.",
    )  # fmt: skip
    for cle, de, question, reponse, recue in (
        ("groupement", "Sogetra Réseaux (fictive)", "Les heures d’un sous-traitant d’insertion comptent-elles ?",
         "Oui : les heures de ses salariés en parcours comptent, pas celles de l’encadrement.", 15),
        ("calendrier", "Un groupement de trois entreprises", "Peut-on répartir les heures sur toute la durée du marché ?", "", 4),
    ):  # fmt: skip
        repondue = today - timedelta(days=recue - 3) if reponse else None
        Question.objects.create(
            **common, uuid=make_cle(graine, "question", cle), recue_le=today - timedelta(days=recue), de=de,
            question=question, reponse=reponse, repondue_le=repondue, publiee_le=repondue,
        )  # fmt: skip
    for code in ("execution", "engagement"):
        modele = PAR_CODE[code]
        Redaction.objects.create(
            dispositif=geriatrie.dispositif, lot=geriatrie, uuid=make_cle(graine, "redaction", code), modele=code,
            version=modele.version, titre=modele.titre, texte=modele.texte, modifie_le=today - timedelta(days=9),
        )  # fmt: skip
