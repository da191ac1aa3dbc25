"""Who employs and who is bound: readings of the same hours, that never add up."""

from maillage.consolidation.rapport.blocs import Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_fraction
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import note_tues
from maillage.consolidation.rapport.totaux import split_total

PARTS = (
    (
        "clause.part_siae", "Employées par une structure d’insertion",
        "Entreprise d’insertion, intérim d’insertion, atelier et chantier, association intermédiaire, ce mois-là.",
    ),
    ("clause.part_siae_elargie", "Les mêmes, avec les GEIQ et les régies de quartier", "L’insertion au sens large."),
    (
        "clause.part_siae_marche", "Dues par une structure d’insertion",
        "Elle tient le marché, comme titulaire, cotraitante ou sous-traitante.",
    ),
    (
        "clause.part_tpe_pme", "Dues par une entreprise de moins de deux cents salariés",
        "Le seuil du réseau ; sur les heures dont l’effectif de l’entreprise est connu.",
    ),
    (
        "clause.part_moins_250", "Dues par une entreprise de moins de deux cent cinquante salariés",
        "Le seuil de l’Insee ; sur les mêmes heures.",
    ),
)  # fmt: skip


def write_employeurs(livre: Livre) -> Partie:
    modes = split_total(
        livre, "clause.heures", "mode", quoi="des heures", colonne="Mode de réalisation",
        unite="Heures",
    )  # fmt: skip
    rubriques = []
    if modes is not None:
        texte = write(
            "Une entreprise tient son engagement en embauchant elle-même, ou en passant par une structure dont c’est le métier."
        )
        rubriques.append(
            Rubrique("employeurs-modes", "Embauche directe, intérim d’insertion, GEIQ, sous-traitance", [Texte(texte), modes])
        )  # fmt: skip
    return Partie(
        "employeurs", "Qui emploie, qui s’engage", (Texte(_say_insertion(livre)), Texte(_say_tpe(livre)), _list_parts(livre)),
        rubriques,
    )  # fmt: skip


def _say_insertion(livre: Livre) -> Phrase:
    siae, elargie, marche = (livre.get_case(code) for code, *_ in PARTS[:3])
    return tell(
        "Les structures de l’insertion par l’activité économique emploient pour {siae} des heures{evolution} ; avec les GEIQ et les "
        "régies de quartier, pour {elargie}. Elles tiennent elles-mêmes le marché, ou en ont une part, pour {marche} des heures : "
        "employer et être engagé sont deux choses.",
        sujet="Heures employées par l’insertion", siae=siae.valeur, evolution=say_evolution(livre, siae),
        elargie=elargie.valeur, marche=marche.valeur,
    )  # fmt: skip


def _say_tpe(livre: Livre) -> Phrase:
    petites = livre.get_case("clause.part_tpe_pme")
    fraction = choose_fraction(petites.exacte)
    return tell(
        "{part} des heures{fraction} sont dues par une entreprise de moins de deux cents salariés ({effectif} sur les {base} dont "
        "l’effectif est connu){evolution}.",
        sujet="Heures dues par de petites entreprises", part=petites.valeur, fraction=f", {fraction}," if fraction else "",
        effectif=petites.effectif, base=petites.base, evolution=say_evolution(livre, petites),
    )  # fmt: skip


def _list_parts(livre: Livre) -> Tableau:
    cases = [livre.get_case(code) for code, *_ in PARTS]
    rows = [
        (write(nom), (case.valeur,), (case.effectif,), (case.base,))
        for (_, nom, _), case in zip(PARTS, cases, strict=True)
    ]
    return Tableau(
        write("Cinq lectures des mêmes heures"), tuple(write(nom) for nom in ("Heures", "Part", "Nombre", "Base")), rows,
        (1, 2, 3), (write("Ces parts ne s’additionnent pas."), *note_tues(cases)), [write(sens) for *_, sens in PARTS],
    )  # fmt: skip
