"""What is under way: operations, markets and lots, who buys, who is bound; and what lots that ended kept of their word."""

from maillage.consolidation.rapport.blocs import Bloc, Dessin, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.tableaux import break_down, draw_barres, list_effectifs, note_tues
from maillage.consolidation.rapport.totaux import list_totaux, split_total

EN_COURS = (
    ("clause.operations", "Un programme d’achat ou de construction, qui peut réunir plusieurs marchés."),
    ("clause.marches", "Un contrat entre un acheteur et ses entreprises, d’un lot ou de plusieurs."),
    ("clause.lots", "Ce qui porte un engagement d’heures."),
    ("clause.marches_avec_heures", "Ceux où une heure au moins a été validée dans l’année."),
    ("clause.donneurs", "Les acheteurs, chacun une fois, par leur numéro SIREN."),
    ("clause.maitres_ouvrage", "Pour qui le marché est passé ; à défaut, l’acheteur."),
    ("clause.entreprises", "Titulaires, cotraitantes et sous-traitantes, chacune une fois."),
    ("clause.employeurs", "De qui les contrats ont eu des heures ; comptés à part des entreprises engagées."),
)  # fmt: skip
PILOTES = (("clause.lots_pilotes", "Chacun chez le seul service qui le pilote : ces nombres s’additionnent."),)
REALISATION = (
    ("clause.lots_echus", "Finis ou résiliés dans l’année, et qui demandaient des heures."),
    ("clause.lots_tenus", "Leurs heures valorisées atteignent ce qu’ils engageaient."),
    ("clause.heures_engagees_echues", "Ce que ces lots demandaient, sur toute leur durée."),
    ("clause.heures_realisees_echues", "Ce qui y a été fait depuis leur début, valorisé comme le marché le prévoit."),
    ("clause.heures_tenues", "Ce qui a été fait, chaque lot compté au plus pour ce qu’il engageait."),
    ("clause.heures_manquantes", "Engagées et non faites, lot par lot."),
    ("clause.heures_excedentaires", "Faites en plus, lot par lot : elles ne comblent pas ce qui manque à un autre."),
    ("clause.taux_realisation", "Heures tenues, sur heures engagées."),
    ("clause.lots_echus_sans_entreprise", "Ni titulaire ni mandataire n’est enregistré, ou le service ne déclare que des totaux ; leurs engagements comptent."),
)  # fmt: skip
SANS_PROGRAMME = "aucun"
CUMUL = write("Un même lot peut cumuler plusieurs formes : les parts ne s’additionnent pas.")


def write_marches(livre: Livre) -> Partie:
    rubriques = [
        Rubrique("marches-achat", "Ce qui s’achète", _draw_tout(
            _draw_lots(livre, "achat", "Nature de l’achat"), _draw_formes(livre), _draw_programmes(livre),
        )),
        Rubrique("marches-donneurs", "Qui achète", _draw_tout(_draw_donneurs(livre))),
        Rubrique("marches-tenus", "Ce qui a été tenu", _write_realisation(livre)),
    ]  # fmt: skip
    return Partie(
        "marches", "Les marchés",
        (
            Texte(_say_en_cours(livre)), Texte(_say_addition(livre)),
            list_totaux(livre, EN_COURS if _is_distinct(livre) else PILOTES, legende=write("En cours dans l’année")),
        ),
        [rubrique for rubrique in rubriques if rubrique.blocs],
    )  # fmt: skip


def _is_distinct(livre: Livre) -> bool:
    """From deposits alone, what several services share is in no sum."""
    return livre.find_case("clause.marches") is not None


def _say_en_cours(livre: Livre) -> Phrase:
    annee, sujet = say_annee(livre.millesime), "Marchés en cours"
    if not _is_distinct(livre):
        lots = livre.get_case("clause.lots_pilotes").valeur
        return tell(
            "{lots} en {annee}, chacun compté chez le service qui le pilote.", sujet="Lots en cours", annee=annee,
            lots=say_nombre(lots, "lot était en cours", "lots étaient en cours"),
        )  # fmt: skip
    marches, lots, donneurs, entreprises = (
        livre.get_case(f"clause.{code}").valeur for code in ("marches", "lots", "donneurs", "entreprises")
    )
    return tell(
        "{qui} en {annee} {marches} ({lots}), {passes} par {donneurs}, où {entreprises}.", sujet=sujet, annee=annee,
        qui="Le service suivait" if livre.comptes == 1 else "Les services suivaient",
        marches=say_nombre(marches, "marché en cours", "marchés en cours"), lots=say_nombre(lots, "lot", "lots"),
        passes=choose_pluriel(marches.valeur, "passé", "passés"),
        donneurs=say_nombre(donneurs, "donneur d’ordre", "donneurs d’ordre"),
        entreprises=say_nombre(entreprises, "entreprise était engagée", "entreprises étaient engagées"),
    )  # fmt: skip


def _say_addition(livre: Livre) -> Phrase:
    if not _is_distinct(livre):
        return write(
            "Ce que plusieurs services suivent ensemble (marchés, acheteurs, entreprises) ne s’additionne pas : d’une somme de dépôts, "
            "seuls se lisent les lots, qui n’ont chacun qu’un pilote."
        )
    return write(
        "Un marché que plusieurs services suivent ensemble compte une fois à chaque niveau : ces nombres ne s’additionnent pas d’un "
        "territoire à l’autre."
    )


def _draw_tout(*dessins: Dessin | None) -> list[Bloc]:
    return [dessin for dessin in dessins if dessin is not None]


def _draw_lots(livre: Livre, ventilation: str, colonne: str) -> Dessin | None:
    code = "clause.lots" if _is_distinct(livre) else "clause.lots_pilotes"
    return split_total(livre, code, ventilation, quoi="des lots", colonne=colonne, unite="Lots")


def _draw_donneurs(livre: Livre) -> Dessin | None:
    """Organisms where they are counted; else the lots, by who buys."""
    if not _is_distinct(livre):
        return _draw_lots(livre, "donneur", "Donneur d’ordre")
    return split_total(
        livre, "clause.donneurs", "donneur", quoi="des donneurs d’ordre", colonne="Donneur d’ordre",
        unite="Organismes",
    )  # fmt: skip


def _draw_formes(livre: Livre) -> Dessin | None:
    if not livre.list_cases("clause.lots_par_forme", "formes"):
        return None
    return break_down(
        livre, "clause.lots_par_forme", "formes", titre=write("La forme que prend la clause"), colonne="Forme", effectif="Lots",
        separes=CUMUL,
    )  # fmt: skip


def _draw_programmes(livre: Livre) -> Dessin | None:
    """Where no lot is of a national programme, there is nothing to draw."""
    named = [c for c in livre.list_cases("clause.lots", "programme") if c.cellule.modalite not in ("", SANS_PROGRAMME)]
    if not any(case.is_masquee or case.cellule.numerateur for case in named):
        return None
    titre = write("Les lots des programmes nationaux")
    shown = [case for case in named if case.is_masquee or case.cellule.numerateur]
    tableau = list_effectifs(shown, titre, "Programme", notes=note_tues(shown))
    return draw_barres(
        livre, shown, titre=titre, base=write("Nombre de lots en cours."), tableau=tableau, notes=tableau.notes
    )


def _write_realisation(livre: Livre) -> list[Bloc]:
    echus, tenus, taux, sans = (
        livre.get_case(f"clause.{code}")
        for code in ("lots_echus", "lots_tenus", "taux_realisation", "lots_echus_sans_entreprise")
    )
    if echus.valeur.valeur == 0:
        return [Texte(write("Aucun lot qui demandait des heures n’a fini dans l’année."))]
    return [
        Texte(tell(
            "{echus} dans l’année et {demandaient} des heures ; {tenus} atteint ce qui était engagé.", sujet="Lots finis",
            echus=say_nombre(echus.valeur, "lot a fini", "lots ont fini"),
            demandaient=choose_pluriel(echus.valeur.valeur, "demandait", "demandaient"), tenus=say_nombre(tenus.valeur, "a", "ont"),
        )),
        Texte(tell(
            "Sur les {base} heures qu’ils engageaient, {tenues} ont été tenues : un taux de {taux}{evolution}.", sujet="Engagements tenus",
            base=taux.base, tenues=taux.effectif, taux=taux.valeur, evolution=say_evolution(livre, taux),
        )),
        *_say_sans_entreprise(sans),
        Texte(write(
            "Un engagement court sur toute la durée du lot : il ne se compare pas aux heures d’une seule année. Seuls les lots finis "
            "disent s’il a été tenu."
        )),
        list_totaux(livre, REALISATION, legende=write("Les lots finis dans l’année, depuis leur début")),
    ]  # fmt: skip


def _say_sans_entreprise(sans: Case) -> list[Bloc]:
    """What the rate does not know: whose they are."""
    if not sans.is_masquee and not sans.cellule.numerateur:
        return []
    return [
        Texte(tell(
            "De {lots}, aucune entreprise n’est connue, faute d’être enregistrée ou parce que le service ne déclare que des totaux : {comptent} "
            "dans le taux, sans que l’on sache qui en répond.",
            sujet="Lots sans entreprise connue", lots=say_nombre(sans.valeur, "lot", "lots"),
            comptent=choose_pluriel(sans.valeur.valeur, "il compte", "ils comptent"),
        ))
    ]  # fmt: skip
