"""Files to reuse: every cell, the hidden ones said hidden; the dictionary that reads them; where each printed number comes from."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from maillage.consolidation.rapport.blocs import Rapport
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre, Statut
from maillage.consolidation.rapport.nombres import Etat, Nombre
from maillage.consolidation.rapport.trace import list_imprimes
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.indicateurs.dictionnaire import describe
from maillage.socle.tableur import neutralise

LICENCE = "Licence Ouverte 2.0 (Etalab)"
SANS_LICENCE = "Document interne : ces données ne se diffusent pas."
PUBLIE, MASQUE, INTERNE, FICTIF, INCOMPLET = "publié", "masqué", "interne", "fictif", "incomplet"
COLONNES: dict[str, str] = {
    "code": "Code de l’indicateur, celui du dictionnaire.",
    "libelle": "Nom de l’indicateur.",
    "millesime": "Année comptée.",
    "niveau": "france, region, departement ou dispositif.",
    "territoire": "Code Insee de la région ou du département, nom court du dispositif, FR pour la France.",
    "nom": "Nom du territoire.",
    "ventilation": "Code de ce par quoi le chiffre est ventilé ; vide pour l’ensemble.",
    "modalite": "Code de la modalité ; vide avec une ventilation : non renseigné.",
    "valeur": "Valeur arrondie, avec un point décimal ; vide si elle est masquée ou si rien n’est connu.",
    "unite": "Unité de la valeur.",
    "effectif": "Numérateur, ou nombre compté, dans son unité : des heures pour des heures.",
    "base": "Sur combien la valeur est calculée : pour une part d’heures, des heures ; pour un total, les lignes qu’il additionne.",
    "non_reponse": "Combien dont on ne sait s’ils en font partie : des personnes ou des contrats, ou les lignes d’un total.",
    "statut": "publié ; masqué : retiré au titre du secret statistique ; incomplet : non publié, car toutes "
    "les structures ne l’ont pas dit ; interne : non contrôlé ; fictif : démonstration.",
    "version": "Version de la définition.",
}


def write_cellules(livre: Livre) -> Iterator[str]:
    """Line by line: a country of dispositifs is forty thousand of them."""
    yield _write_ligne(COLONNES)
    for cellule in livre.consolidation.cellules:
        mesure = livre.catalogue.mesures[cellule.code]
        yield _write_ligne(_list_champs(livre, Case(mesure, cellule, livre.secret.read(mesure, cellule))))


def _list_champs(livre: Livre, case: Case) -> list[object]:
    cellule, mesure = case.cellule, case.mesure
    noms = livre.consolidation.noms
    return [
        cellule.code, mesure.libelle, cellule.periode, cellule.niveau, noms.get(cellule.territoire, cellule.territoire),
        livre.name_lieu((cellule.niveau, cellule.territoire)), cellule.ventilation, cellule.modalite,
        _read(case.valeur), mesure.unite, _read(case.effectif), _read(case.base), _read(case.non_reponse),
        get_statut(livre, case), cellule.version,
    ]  # fmt: skip


def get_statut(livre: Livre, case: Case) -> str:
    if case.is_masquee:
        return INCOMPLET if case.etat is Etat.INCOMPLET else MASQUE
    if livre.consolidation.is_fictive:
        return FICTIF
    return INTERNE if livre.is_a_decider else PUBLIE


def _read(nombre: Nombre) -> str:
    return "" if nombre.valeur is None else format(nombre.valeur, "f")


def write_dictionnaire_json(livre: Livre) -> str:
    return json.dumps(
        {
            "titre": "Cellules de la consolidation", "millesime": livre.millesime, "licence": get_licence(livre),
            "mention": livre.mention, "niveaux": list(livre.territoires), "niveau_le_plus_fin": DISPOSITIF,
            "colonnes": COLONNES,
            "indicateurs": [
                {
                    "chapitre": chapitre.libelle, "code": m.code, "libelle": m.libelle, "nature": m.nature, "compte": m.compte,
                    "base": m.base, "base_ventilee": m.base_ventilee, "regles": m.regles, "unite": m.unite, "arrondi": m.arrondi,
                    "ventilations": {v.code: {"libelle": v.libelle, "plusieurs_reponses": v.is_multiple, "modalites": v.modalites} for v in m.ventilations},
                    "source": m.source, "note": m.note, "version": m.version, "empreinte": m.empreinte,
                }
                for chapitre in describe(livre.catalogue)
                for m in chapitre.mesures
            ],
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def write_dictionnaire_csv(livre: Livre) -> str:
    """One line an indicator, for whoever opens a spreadsheet."""
    heads = (
        "code",
        "libelle",
        "chapitre",
        "nature",
        "compte",
        "base",
        "unite",
        "arrondi",
        "ventilations",
        "source",
        "version",
        "licence",
    )
    lignes = [_write_ligne(heads)]
    for chapitre in describe(livre.catalogue):
        for m in chapitre.mesures:
            ventilations = " ; ".join(f"{v.code} ({v.libelle})" for v in m.ventilations)
            lignes.append(_write_ligne((
                m.code, m.libelle, chapitre.libelle, m.nature, m.compte, m.base, m.unite, m.arrondi, ventilations, m.source,
                m.version, get_licence(livre),
            )))  # fmt: skip
    return "".join(lignes)


def get_licence(livre: Livre) -> str:
    return LICENCE if livre.statut is Statut.PUBLIC else SANS_LICENCE


def write_trace(livre: Livre, rapport: Rapport) -> str:
    """Each number printed, in the order it is read."""
    lignes = [_write_ligne(("imprime", "chapitre", "origine", "role", "sources"))]
    noms = livre.consolidation.noms
    for one in list_imprimes(rapport):
        sources = " ; ".join("|".join(noms.get(part, part) for part in source.split("|")) for source in one.sources)
        lignes.append(_write_ligne((one.texte, one.chapitre, one.origine, one.role, sources)))
    return "".join(lignes)


def _write_ligne(champs: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([neutralise(str(champ)) for champ in champs])
    return text.getvalue()
