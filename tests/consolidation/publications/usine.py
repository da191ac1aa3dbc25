"""A publication already prepared, with the smallest files that its pages ask for."""

from datetime import datetime
from typing import Any

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.publications.dossiers import find_dossier, list_empreintes, name_fiche
from maillage.consolidation.publications.fiches import Fiche, write_fiches
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.consolidation.publications.registre import name_chose
from maillage.consolidation.rapport.ecriture import write_whole
from maillage.socle.typographie import fold

PREPARE, VALIDE = 987_001, 987_002
BILAN = {
    "depots": 12,
    "agreges": 0,
    "chiffres": 1,
    "masques": 0,
    "verdict": "conforme",
    "comptes": {},
}
FICHES = (Fiche("france", "FR", "france", "France"), Fiche("region", "53", "bretagne", "Bretagne", regions=("53",)))


def make_publication(campagne: Campagne, *, now: datetime, etat: Etat = Etat.A_VALIDER, **values: Any) -> Publication:
    """`PUBLIEE`: released by another account than the one that prepared it."""
    rang = Publication.objects.filter(campagne=campagne).count() + 1
    defaults = {
        "rang": rang,
        "prepare_par": PREPARE,
        "prepare_le": now,
        "etat": etat,
        "bilan": BILAN,
        "territoires": write_fiches(FICHES),
    }
    if etat is Etat.PUBLIEE:
        defaults |= {"valide_par": VALIDE, "publie_le": now}
    made = Publication(campagne=campagne, **defaults | values)
    dossier = find_dossier(made.uuid)
    write_whole(dossier / "corps.html", ["<article class='rapport'><h1>Consolidation d’essai</h1></article>"])
    write_whole(dossier / "certificat.json", ['{"verdict": "conforme"}'])
    write_whole(dossier / name_fiche("bretagne"), b"%PDF-1.7")
    write_whole(
        dossier / name_fiche("bretagne", corps=True),
        ["<article class='rapport est-fiche'><h1>Bretagne, essai</h1></article>"],
    )
    made.fichiers = list_empreintes(dossier)
    made.save(force_insert=True)
    return made


def make_chiffre(publication: Publication, **values: Any) -> ChiffrePublie:
    defaults = {
        "code": "plie.taux_brut", "libelle": "Taux de sorties positives", "version": 1, "unite": "%", "niveau": "france",
        "territoire": "FR", "lieu": "France", "valeur": 47, "base": 31_555, "base_dite": "toutes les sorties", "couverture": 127,
        "annee": publication.campagne.millesime,
    } | values  # fmt: skip
    place = (str(defaults.get(nom, "")) for nom in ("code", "niveau", "territoire", "ventilation", "modalite"))
    mots = fold(f"{defaults['libelle']} {defaults.get('detail', '')} {defaults['lieu']}")
    return ChiffrePublie.objects.create(
        publication=publication, **{"chose": name_chose(*place), "mots": mots} | defaults
    )
