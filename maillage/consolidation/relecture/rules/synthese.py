"""What the summary prints must be found again, or worked out again, in the body of the report."""

from collections import defaultdict
from collections.abc import Iterator

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Rapport, reproach
from maillage.consolidation.relecture.rules.declarations import RELATIONS
from maillage.consolidation.relecture.rules.doubles import get_cle
from maillage.consolidation.relecture.rules.relations import list_choix
from maillage.socle.typographie import fold

FORMULES = {relation.code: relation.formule for relation in RELATIONS}


def is_synthese(chiffre: Chiffre) -> bool:
    """Printed there and nowhere else; « synthèse, § 2.1 » is printed in both."""
    return fold(chiffre.page) in ("synthese", "infographie")


def check_synthese(rapport: Rapport) -> Iterator[Constat]:
    by_key: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
    for chiffre in rapport.remplis:
        by_key[get_cle(chiffre)].append(chiffre)
    for chiffre in rapport.remplis:
        others = [other for other in by_key[get_cle(chiffre)] if not is_synthese(other)]
        formule = chiffre.calcul or (FORMULES.get(chiffre.code, "") if chiffre.is_reconnu else "")
        is_worked_out = bool(formule) and next(list_choix(rapport, chiffre, formule), None) is not None
        if chiffre.is_pourcentage and is_synthese(chiffre) and not others and not is_worked_out:
            yield say_sans_appui(rapport, chiffre)


def say_sans_appui(rapport: Rapport, chiffre: Chiffre) -> Constat:
    twin = next(
        (
            other for other in rapport.remplis
            if "synthese" in fold(other.page) and other.cle != chiffre.cle and other.is_pourcentage and chiffre.is_pourcentage
            and (other.valeur, other.annee, other.source) == (chiffre.valeur, chiffre.annee, chiffre.source)
        ),
        None,
    )  # fmt: skip
    more = f", et c’est aussi la valeur de {twin.nom}, juste à côté" if twin else ""
    return reproach(
        Regle.SYNTHESE, Gravite.A_VERIFIER if twin else Gravite.REMARQUE, chiffre,
        f"{chiffre.imprime} n’est repris ni détaillé nulle part dans le corps du rapport{more}",
        "vérifiez ce chiffre à sa source, et donnez son effectif dans le chapitre qui en traite", valeurs=[chiffre.imprime],
    )  # fmt: skip
