"""The queue of annonces of Valombre: the example file and two others, loaded as a facilitatrice does, some decided."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.clause.models import DonneurOrdre
from maillage.comptes.models import Habilitation
from maillage.comptes.queries import build_acteur
from maillage.demonstration.personnages import DEPARTEMENT
from maillage.echanges.reperage.actions import decisions, depots, versement
from maillage.echanges.reperage.exemple import ACHETEURS, build_exemple
from maillage.echanges.reperage.models import Annonce, Fichier
from maillage.echanges.reperage.nomenclatures import MotifEcart, Source
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

LINGE = "CHV-26-14"  # put aside: it is a clause of equality, not of insertion
# idweb, object, buyer, CPV, days since published, days left to answer.
AVIS = (
    ("26-70411", "Rénovation énergétique de l’école des Forges", "ville", "45214210", 9, 21),
    ("26-70955", "Nettoyage des locaux : lot réservé à l’insertion", "agglo", "90910000", 4, 30),
)
# Buyer, object, amount, in how many days.
PROGRAMME = (
    ("ville", "Reconstruction de la passerelle des Lavandières", 900_000, 120),
    ("departement", "Entretien des espaces verts des collèges", 420_000, 75),
)


@transaction.atomic
def fill_annonces(dispositif: Dispositif, *, today: date) -> int:
    """After the markets; how many annonces were added, none the second time."""
    if Fichier.objects.filter(dispositif=dispositif).exists():
        return 0
    by = _find_facilitatrice(dispositif, today=today)
    for nom, siret in ACHETEURS.values():
        DonneurOrdre.objects.filter(dispositif=dispositif, nom=nom, siret="").update(siret=siret)
    exemple = json.dumps(build_exemple(DEPARTEMENT[0], today=today), ensure_ascii=False)
    _load(by, dispositif, Source.DECP, "donnees-essentielles-exemple.json", exemple, today=today)
    avis = json.dumps(list(_iter_avis(today)), ensure_ascii=False)
    _load(by, dispositif, Source.BOAMP, "boamp-valombre.json", avis, today=today)
    _load(by, dispositif, Source.PROGRAMMATION, "programme-achats.csv", _write_programme(today), today=today)
    linge = Annonce.objects.filter(dispositif=dispositif, numero=LINGE)
    decisions.dismiss_annonces(
        by=by, annonces=list(linge), motif=MotifEcart.PAS_INSERTION, precision="", now=timezone.now()
    )
    return Annonce.objects.filter(dispositif=dispositif).count()


def _find_facilitatrice(dispositif: Dispositif, *, today: date) -> Acteur:
    rows = Habilitation.objects.filter(dispositif=dispositif, role=Role.FACILITATEUR).select_related("compte")
    habilitation = rows.earliest("pk")
    return build_acteur(habilitation.compte, habilitation, on=today, adresse="", requete="démonstration")


def _iter_avis(today: date) -> Iterator[dict[str, Any]]:
    for idweb, objet, acheteur, cpv, paru, reste in AVIS:
        yield {
            "idweb": idweb, "objet": objet, "nomacheteur": ACHETEURS[acheteur][0],
            "code_departement": [DEPARTEMENT[0]], "descripteur_code": [cpv], "criteres": ["sociaux"],
            "dateparution": f"{today - timedelta(days=paru)}",
            "datelimitereponse": f"{today + timedelta(days=reste)}T12:00:00+00:00",
            "procedure_libelle": "Procédure adaptée", "etat": "INITIAL",
        }  # fmt: skip


def _write_programme(today: date) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(("Acheteur", "SIRET de l’acheteur", "Objet", "Montant estimé HT (€)", "Date prévue", "Département"))
    for acheteur, objet, montant, dans in PROGRAMME:
        nom, siret = ACHETEURS[acheteur]
        prevu = today + timedelta(days=dans)
        writer.writerow((nom, siret, objet, montant, f"{prevu:%d/%m/%Y}", DEPARTEMENT[0]))
    return target.getvalue()


def _load(by: Acteur, dispositif: Dispositif, source: Source, nom: str, contenu: str, *, today: date) -> None:
    """What the job does, all at once."""
    fichier = depots.keep_fichier(
        by=by, dispositif=dispositif, source=source, nom=nom, fichier=io.BytesIO(contenu.encode()),
        suivis=[DEPARTEMENT[0]],
    )  # fmt: skip
    comptes, _ = versement.read_tranche(by=by, fichier=fichier, rang=0, cle="démonstration", today=today)
    versement.publish(by=by, fichier=fichier, comptes=comptes, today=today, now=timezone.now())
    while depots.clear_lecture(fichier):
        pass
