"""Who is employed, described on the first day of the contract; each share on the answers that are known."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import Bloc, Encadre, Liste, Partie, Rubrique, Texte, Ton
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_fraction
from maillage.consolidation.rapport.nombres import Phrase, lower, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.tableaux import break_down, warn_renseignement
from maillage.consolidation.rapport.totaux import split_total

CODE = "clause.profils"


def write_personnes(livre: Livre) -> Partie:
    rubriques = [
        Rubrique("personnes-profils", "Situation au premier jour", _write_profils(livre)),
        Rubrique("personnes-sexe", "Femmes et hommes", _write_sexe(livre)),
        Rubrique("personnes-age", "Âge", _write_age(livre)),
        Rubrique("personnes-niveau", "Niveau de formation", _write_niveau(livre)),
        Rubrique("personnes-quartiers", "Quartiers prioritaires", _write_quartiers(livre)),
    ]
    return Partie("personnes", "Les personnes employées", (Texte(_say_personnes(livre)),), rubriques)


def _say_personnes(livre: Livre) -> Phrase:
    personnes = livre.get_case("clause.participants")
    return tell(
        "En {annee}, {personnes} par le travail de la clause{evolution}. Chacune est décrite au premier jour du premier contrat de "
        "l’année qui a eu des heures. Qui a un dossier dans deux services y compte deux fois.",
        sujet="Personnes employées", annee=say_annee(livre.millesime), evolution=say_evolution(livre, personnes),
        personnes=say_nombre(personnes.valeur, "personne a été employée", "personnes ont été employées"),
    )  # fmt: skip


def _write_profils(livre: Livre) -> list[Bloc]:
    cases = livre.list_cases(CODE, "profils")
    deld = livre.get_case(CODE, "profils", "deld")
    titre = _title(
        deld, "{part} des personnes employées étaient au chômage depuis un an ou plus", "Situation au premier jour"
    )
    blocs: list[Bloc] = [
        Liste([
            tell(
                "{nom} : {part}, sur {base}{evolution}", sujet=case.libelle, nom=case.libelle, part=case.valeur,
                base=say_nombre(case.base, "réponse", "réponses"), evolution=say_evolution(livre, case),
            )
            for case in cases
        ]),
        break_down(livre, CODE, "profils", titre=titre, colonne="Situation", effectif="Personnes", accent="deld"),
    ]  # fmt: skip
    if warning := warn_renseignement(cases):
        blocs.append(Encadre("À lire avec prudence", warning, Ton.ATTENTION))
    return [*blocs, _draw_reponses(livre)]


def _draw_reponses(livre: Livre) -> Bloc:
    return break_down(
        livre, "clause.renseignement", "renseignement_clause", titre=write("Ce qui est demandé à l’embauche, et ce qui est su"),
        colonne="Réponse", effectif="Personnes", separes=write("Chaque part est celle des personnes employées dont on le sait."),
    )  # fmt: skip


def _title(case: Case, modele: str, sans: str) -> Phrase:
    """What the picture says; its subject alone where it cannot be said."""
    return write(modele, part=case.valeur) if case.valeur.is_montre else write(sans)


def _write_sexe(livre: Livre) -> list[Bloc]:
    femmes = livre.get_case(CODE, "sexe_embauche", "f")
    return [
        Texte(_say(livre, femmes, "dont le sexe est connu", "sont des femmes", "Part des femmes")),
        break_down(
            livre, CODE, "sexe_embauche", titre=_title(femmes, "{part} des personnes employées sont des femmes", "Femmes et hommes"),
            colonne="Sexe", effectif="Personnes", accent="f",
        ),
    ]  # fmt: skip


def _write_age(livre: Livre) -> list[Bloc]:
    jeunes, seniors = (livre.get_case(CODE, "age_embauche", one) for one in ("moins_26", "50_plus"))
    return [
        Texte(tell(
            "{jeunes} des personnes dont l’âge est connu ont {moins}{evolution} ; {seniors} ont {plus}.",
            sujet="Âge des personnes employées", jeunes=jeunes.valeur, moins=lower(jeunes.libelle),
            evolution=say_evolution(livre, jeunes), seniors=seniors.valeur, plus=lower(seniors.libelle),
        )),
        break_down(
            livre, CODE, "age_embauche",
            titre=_title(jeunes, "{part} des personnes employées ont moins de vingt-six ans", "Âge au premier jour du contrat"),
            colonne="Âge au premier jour", effectif="Personnes", accent="moins_26",
        ),
    ]  # fmt: skip


def _write_niveau(livre: Livre) -> list[Bloc]:
    peu = livre.get_case(CODE, "niveau_embauche", "cap")
    return [
        Texte(_say(livre, peu, "dont le niveau est connu", "ont un CAP ou moins", "Niveau de formation")),
        break_down(
            livre, CODE, "niveau_embauche", titre=_title(peu, "{part} des personnes employées ont un CAP ou moins", "Niveau de formation"),
            colonne="Niveau", effectif="Personnes", accent="cap",
        ),
    ]  # fmt: skip


def _write_quartiers(livre: Livre) -> list[Bloc]:
    part, heures = livre.get_case("clause.part_qpv"), livre.get_case("clause.heures_qpv")
    found: Sequence[Bloc | None] = (
        Texte(tell(
            "Les habitants des quartiers prioritaires ont fait {heures} : {part} de celles dont l’adresse est située{evolution}. "
            "L’adresse est celle du premier jour du contrat.",
            sujet="Heures d’habitants des quartiers prioritaires", heures=say_nombre(heures.valeur, "heure", "heures"), part=part.valeur,
            evolution=say_evolution(livre, part),
        )),
        split_total(
            livre, "clause.participants", "qpv_adresse", quoi="des personnes employées", colonne="Adresse", accent="oui",
            unite="Personnes", connues="dont l’adresse est située",
        ),
        Texte(write(
            "Habiter un quartier prioritaire se lit de deux façons : ce que la personne a dit d’elle, dans les profils, et où son adresse "
            "se situe, ici. Les deux nombres ne sont pas les mêmes."
        )),
    )  # fmt: skip
    return [bloc for bloc in found if bloc is not None]


def _say(livre: Livre, case: Case, connues: str, quoi: str, sujet: str) -> Phrase:
    fraction = choose_fraction(case.exacte)
    return tell(
        f"{{part}} des personnes employées {connues}{{fraction}} {quoi} ({{effectif}} sur {{base}}){{evolution}}.", sujet=sujet,
        part=case.valeur, fraction=f", {fraction}," if fraction else "", effectif=case.effectif, base=case.base,
        evolution=say_evolution(livre, case),
    )  # fmt: skip
