"""Tables and pictures of a breakdown: share, count, base and non-answer side by side; what is hidden is said, never drawn."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.consolidation.rapport.annees import Imprimee
from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import CENT, Case, add_arrondis
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import say_mesure
from maillage.consolidation.rapport.nombres import Etat, Nombre, Phrase, read_texte, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, join, tell, write
from maillage.indicateurs.mesures import Effectif, Somme, Sur, Taux
from maillage.indicateurs.ventilations import INCONNU, Publics
from maillage.socle.graphiques import Barre, Figure, barres
from maillage.socle.typographie import write_unite

SEUIL_RENSEIGNEMENT = Decimal("0.9")  # below it, the non-answer is said in a sentence and not only in its column (I-30)
LISIBLE = 46  # letters that fit beside a bar
NOTE_INCOMPLET = "Non publié : toutes les structures ne l’ont pas dit, et la somme de celles qui l’ont dit ne serait pas celle de l’ensemble."
NOTE_BASES = "Entre parenthèses, la base d’un taux ou d’une moyenne."
NOTE_UN_A_UN = "Les nombres sont arrondis un à un : additionnés, ils ne font pas tout à fait le total."
SEPARES = write("Une même personne peut relever de plusieurs de ces publics : les parts ne s’additionnent pas.")


def break_down(
    livre: Livre, code: str, ventilation: str, *, titre: Phrase, colonne: str, ou: Ou = ENTIER, accent: str = "",
    effectif: str = "Effectif", separes: Phrase = SEPARES,
) -> Dessin:  # fmt: skip
    """`effectif`: what is counted, at the head of its column; `separes`: why the shares of several answers do not add up.

    Shares of a rate broken down, in the order of the catalogue: the order of values would betray those that are hidden."""
    cases = livre.list_cases(code, ventilation, ou=ou)
    declared = livre.get_ventilation(code, ventilation)
    known = [case for case in cases if case.cellule.modalite != INCONNU]
    tableau = (
        _list_publics(known, titre, colonne, effectif, separes)
        if isinstance(declared, Publics)
        else _list_parts(cases, titre, colonne, effectif)
    )
    return draw_barres(
        livre, _keep_visibles(known), titre=titre, base=say_base(known), tableau=tableau,
        notes=tableau.notes, accent=accent,
    )  # fmt: skip


def draw_barres(
    livre: Livre, cases: Sequence[Case], *, titre: Phrase, base: Phrase, tableau: Tableau, notes: Sequence[Phrase] = (),
    noms: Sequence[str] = (), accent: str = "",
) -> Dessin:  # fmt: skip
    """`noms`: what each bar is called, when it is not by its modality; `accent`: the modality that the title speaks of.

    The lengths are those of rounded values only.
    """
    labels = list(noms) or shorten([case.nom for case in cases])
    named = next((label for label, case in zip(labels, cases, strict=True) if case.cellule.modalite == accent), "")
    rows = [Barre(label, _measure(case), case.valeur.texte) for label, case in zip(labels, cases, strict=True)]
    is_part = bool(cases) and cases[0].mesure.unite == "%"
    places = cases[0].mesure.decimales if cases else 0
    said = enumerate_phrases(
        write("{nom} {valeur}", nom=say_libelle(label, case.mesure.code), valeur=case.valeur)
        for label, case in zip(labels, cases, strict=True)
    )
    description = join([write("Barres horizontales :"), said])
    figure = Figure(
        titre=read_texte(titre), description=read_texte(description) + ".", source=get_source(livre),
        spec=barres(rows, format=f".{places}%" if is_part else f",.{places}f", accent=named if accent else ""),
        base=read_texte(base),
        note=read_texte(join(notes)), colonnes=[read_texte(c) for c in tableau.colonnes],
        lignes=[[read_texte(cell) for cell in ligne] for ligne in tableau.lignes],
    )  # fmt: skip
    return Dessin(figure, titre, base, tableau, description)


def shorten(noms: Sequence[str]) -> list[str]:
    """What fits beside a bar, and tells each from the others: the table has it whole."""
    return [nom if len(nom) <= LISIBLE else _cut(nom, noms) for nom in noms]


def _cut(nom: str, noms: Sequence[str]) -> str:
    head = nom.partition(", ")[0]
    if len(head) <= LISIBLE and not any(other != nom and other.startswith(head) for other in noms):
        return head
    return f"{nom[: LISIBLE - 1].rstrip(' ,')}…"


def get_source(livre: Livre) -> str:
    return f"{livre.vocabulaire.titre}, {livre.millesime}"


def say_base(cases: Sequence[Case]) -> Phrase:
    """« Sur 33 711 entrées » ; each modality its own base: said as such."""
    shown = [case for case in cases if case.valeur.is_montre]
    bases = {case.cellule.base for case in shown}
    if not shown:
        etats = {case.etat for case in cases}
        if Etat.MASQUE in etats:
            return write("Base masquée.")
        return write("Base non publiée." if Etat.INCOMPLET in etats else "Aucune réponse connue.")
    if len(bases) > 1:
        return write("Chaque part est rapportée à sa propre base, donnée dans le tableau.")
    known = "" if not shown[0].cellule.non_reponse else ", réponses connues"
    return write("Sur {base} {dite}{known}.", base=shown[0].base, dite=shown[0].base_dite, known=known)


def say_non_reponse(case: Case) -> Phrase:
    """« Non renseigné : 1 786, soit 15 %. »; empty when everybody answered."""
    if not case.voile.non_reponse and not case.cellule.non_reponse:
        return ()
    return tell(
        "Non renseigné : {nombre}, soit {part} de l’ensemble.", sujet="Non renseigné", nombre=case.non_reponse,
        part=case.part_non_reponse,
    )  # fmt: skip


def warn_renseignement(cases: Sequence[Case]) -> Phrase:
    """A share read on few answers is not that of everybody."""
    parts = [
        write("{nom} ({part} sans réponse)", nom=case.libelle, part=case.part_non_reponse)
        for case in cases
        if case.renseignement is not None and case.renseignement < SEUIL_RENSEIGNEMENT
    ]
    if not parts:
        return ()
    return write(
        "Les réponses manquent trop souvent pour que la part se lise sans réserve : {parts}. Qui n’a pas répondu "
        "n’est jamais compté comme « non ».",
        parts=enumerate_phrases(parts),
    )  # fmt: skip


def say_arrondis(cases: Sequence[Case]) -> Phrase:
    """Rounded shares that make 99 or 101; nothing when they make a hundred or when one of them is hidden."""
    total = add_arrondis(cases)
    if total is None or total.valeur == CENT:
        return ()
    return write("Chaque part est arrondie séparément : ensemble, elles font {total}.", total=total)


def note_un_a_un(parts: Sequence[Case], whole: Case, total: Nombre) -> list[Phrase]:
    """Hours, full times: rounded one by one, they may make one more or one less than the total printed beside, which is then said.

    `total`: that of `whole`. Nothing when the parts are not the whole, or when one of them is hidden: no sum of them is told.
    """
    nombres = [case.effectif for case in parts]
    is_entier = sum(case.cellule.numerateur for case in parts) == (
        whole.cellule.numerateur if isinstance(whole.mesure, Somme) else whole.cellule.base
    )
    if not parts or not is_entier or any(one.valeur is None for one in (*nombres, total)):
        return []
    somme = sum((one.valeur or Decimal(0) for one in nombres), Decimal(0))
    return [] if somme == total.valeur else [write(NOTE_UN_A_UN)]


def _list_parts(cases: Sequence[Case], titre: Phrase, colonne: str, effectif: str) -> Tableau:
    """Categories that exclude one another: one base, and who did not answer under the table."""
    known = [case for case in cases if case.cellule.modalite != INCONNU or is_compte(case)]
    answered = [case for case in cases if case.cellule.modalite != INCONNU]
    mesure = cases[0].mesure if cases else None
    # Out of known answers, they make a hundred without those who gave none.
    partagees = answered if isinstance(mesure, Taux) and mesure.sur is Sur.RENSEIGNES else known
    notes = [say_arrondis(partagees), say_non_reponse(answered[0]) if answered else ()]
    if partagees and len({case.cellule.base for case in partagees}) == 1:
        notes += note_un_a_un(partagees, partagees[0], partagees[0].base)
    notes += note_tues(known)
    return Tableau(
        titre, (write(colonne), write("Part"), write(effectif)),
        [((case.libelle,), (case.valeur,), (case.effectif,)) for case in known], (1, 2),
        tuple(note for note in notes if note),
    )  # fmt: skip


def note_tues(cases: Sequence[Case]) -> list[Phrase]:
    """Why cells are empty, for each reason there is."""
    etats = {case.etat for case in cases}
    notes = []
    if Etat.MASQUE in etats:
        notes.append(write("Les cases masquées le sont pour que personne ne puisse être reconnu."))
    if Etat.INCOMPLET in etats:
        notes.append(write(NOTE_INCOMPLET))
    return notes


def is_compte(case: Case) -> bool:
    """Those not known are a line of their own where they are part of the base."""
    return case.is_masquee or bool(case.cellule.numerateur)


def _list_publics(cases: Sequence[Case], titre: Phrase, colonne: str, effectif: str, separes: Phrase) -> Tableau:
    return Tableau(
        titre, tuple(write(nom) for nom in (colonne, "Part", effectif, "Base", "Non renseigné")),
        [((c.libelle,), (c.valeur,), (c.effectif,), (c.base,), (c.non_reponse,)) for c in cases], (1, 2, 3, 4),
        (separes, *note_tues(cases)),
    )  # fmt: skip


def list_effectifs(cases: Sequence[Case], titre: Phrase, colonne: str, *, notes: Sequence[Phrase] = ()) -> Tableau:
    """Counts alone; those not known have a line when there are some."""
    listed = [case for case in cases if case.cellule.modalite or is_compte(case)]
    return Tableau(
        titre, (write(colonne), write("Effectif")), [((case.libelle,), (case.valeur,)) for case in listed], (1,),
        tuple(note for note in notes if note),
    )  # fmt: skip


def list_mesures(
    livre: Livre, codes: Sequence[str], *, legende: Phrase, colonne: str = "Indicateur", ou: Ou = ENTIER
) -> Tableau:
    """One measure a line: its value, its unit, its base."""
    cases = [livre.get_case(code, ou=ou) for code in codes]
    lignes = [
        ((case.libelle,), say_valeur(case), write("{base} {dite}", base=case.base, dite=case.base_dite), (case.non_reponse,))
        for case in cases
    ]  # fmt: skip
    heads = tuple(write(nom) for nom in (colonne, "Valeur", "Base", "Non renseigné"))
    return Tableau(legende, heads, lignes, (1, 3))


def has_base(case: Imprimee) -> bool:
    """A count or a total is out of nothing."""
    return not isinstance(case.mesure, Effectif | Somme)


def say_avec_base(case: Imprimee) -> Phrase:
    """A rate or a mean with what it is out of, in brackets; of an older year, where its base was published."""
    if not has_base(case) or not case.valeur.is_montre or not case.base.is_montre:
        return (case.valeur,)
    unite = case.mesure.denominateur.unite if isinstance(case.mesure, Taux) else ""
    return write("{valeur} ({base})", valeur=case.valeur, base=say_mesure(case.base, unite))


def say_valeur(case: Case) -> Phrase:
    """With its unit, when the number does not bear it."""
    if not case.valeur.is_montre or case.mesure.unite in ("", "%"):
        return (case.valeur,)
    return write("{valeur} {unite}", valeur=case.valeur, unite=write_unite(case.mesure.unite, case.valeur.valeur or 0))


def _keep_visibles(cases: Sequence[Case]) -> list[Case]:
    """A bar of nothing teaches nothing; a hidden one keeps its place, and so does one nobody answered."""
    return [case for case in cases if case.is_masquee or case.is_inconnue or case.cellule.numerateur]


def _measure(case: Case) -> float | None:
    value = case.valeur.valeur
    if value is None:
        return None
    return float(value / CENT) if case.mesure.unite == "%" else float(value)
