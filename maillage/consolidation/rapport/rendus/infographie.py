"""The essential on one screen or one sheet, as SVG: a wide drawing and a narrow one, made of the same cases as the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from maillage.consolidation.rapport.blocs import ChiffreCle
from maillage.consolidation.rapport.essentiel import Panneau
from maillage.consolidation.rapport.livre import ENTIER, Livre
from maillage.consolidation.rapport.nombres import Dit, Nombre, Phrase, Segment, name_cle, read_texte, say_annee
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.consolidation.rapport.plans import Plan
from maillage.consolidation.rapport.rendus.page import get_style, write_police
from maillage.socle.graphiques import theme

LARGE, ETROITE = 1200, 360
MARGE, ECART = 40, 24
SIGNE = 0.52  # the mean width of a letter, in its size


@dataclass
class _Feuille:
    """Drawn from the top: `y` is how far it went."""

    largeur: int
    marge: int
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, *, rayon: int = 0) -> None:
        self.parts.append(f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{rayon}" fill="{fill}"/>')

    def write(
        self, x: float, y: float, phrase: Phrase, *, taille: int, gras: bool = False, fill: str = theme.ENCRE,
        largeur: float = 0, interligne: float = 1.25,
    ) -> float:  # fmt: skip
        """Returns the baseline of the last line."""
        lines = wrap(phrase, round(largeur / (taille * SIGNE))) if largeur else [phrase]
        for rank, line in enumerate(lines):
            body = "".join(_write_part(part) for part in line)
            weight = ' font-weight="650"' if gras else ""
            self.parts.append(
                f'<text x="{x:g}" y="{y + rank * taille * interligne:g}" font-size="{taille}"{weight} fill="{fill}">{body}</text>'
            )
        return y + (len(lines) - 1) * taille * interligne


def _write_part(part: Segment) -> str:
    if isinstance(part, Nombre):
        cle = f" data-cle={quoteattr(name_cle(part.cles[0]))}" if len(part.cles) == 1 else ""
        return f"<tspan{cle}>{escape(part.texte)}</tspan>"
    if isinstance(part, Dit):
        return f"<tspan data-dit={quoteattr(part.origine.value)}>{escape(part.texte)}</tspan>"
    return escape(part)


def wrap(phrase: Phrase, signes: int) -> list[Phrase]:
    """Cut at spaces; a number is never cut."""
    words: list[Segment] = []
    for part in phrase:
        if isinstance(part, str):
            pieces = part.split(" ")
            words += [
                one for rank, piece in enumerate(pieces) for one in ([" "] if rank else []) + ([piece] if piece else [])
            ]
        else:
            words.append(part)
    lines: list[list[Segment]] = [[]]
    length = 0
    pending: list[Segment] = []
    for word in [*words, " "]:
        if word != " ":
            pending.append(word)
            continue
        size = len(read_texte(tuple(pending)))
        if length and length + 1 + size > signes:
            lines.append([])
            length = 0
        lines[-1] += ([" "] if length else []) + pending
        length += size + (1 if length else 0)
        pending = []
    return [tuple(line) for line in lines if line]


def render_svg(
    livre: Livre, *, plan: Plan, etroite: bool = False, police: bool = True, prefixe: str = "infographie"
) -> str:
    """`police`: the letters inside the file, for a drawing that travels alone."""
    sheet = _Feuille(ETROITE if etroite else LARGE, 16 if etroite else MARGE)
    bottom = _draw(sheet, livre, plan, etroite=etroite)
    title = f"{plan.titre} {livre.millesime}, l’essentiel"
    style = f"<style>{write_police()}</style>" if police else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.largeur} {bottom:g}" role="img" '
        f'aria-labelledby="{prefixe}-titre" aria-describedby="{prefixe}-description" font-family="{theme.FAMILLE}, sans-serif">'
        f'<title id="{prefixe}-titre">{escape(title)}</title>'
        f'<desc id="{prefixe}-description">{escape(read_texte(describe(livre, plan)))}</desc>{style}'
        f'<rect width="{sheet.largeur}" height="{bottom:g}" fill="#faf8f5"/>{"".join(sheet.parts)}</svg>'
    )


def describe(livre: Livre, plan: Plan) -> Phrase:
    """All that the drawing says, as text."""
    cles = enumerate_phrases(
        write("{valeur} {libelle}", valeur=c.valeur, libelle=c.libelle) for c in plan.essentiel.cles(livre, ENTIER)
    )
    panneaux = enumerate_phrases(
        write("{titre} : {barres}", titre=p.titre, barres=enumerate_phrases(
            write("{nom} {valeur}", nom=nom, valeur=valeur) for nom, valeur in p.barres
        ))
        for p in plan.essentiel.panneaux(livre)
    )  # fmt: skip
    return write("{cles}. {panneaux}.", cles=cles, panneaux=panneaux)


def _draw(sheet: _Feuille, livre: Livre, plan: Plan, *, etroite: bool) -> float:
    x, inner = sheet.marge, sheet.largeur - 2 * sheet.marge
    size = 24 if etroite else 34
    y = sheet.write(
        x,
        40 if etroite else 64,
        write("{titre} {annee}", titre=plan.titre, annee=say_annee(livre.millesime)),
        taille=size,
        gras=True,
        largeur=inner,
    )
    y = sheet.write(
        x, y + 26, plan.essentiel.chapeau(livre),
        taille=14 if etroite else 17, fill=theme.ENCRE_DOUCE, largeur=inner,
    )  # fmt: skip
    y = _draw_cles(sheet, plan.essentiel.cles(livre, ENTIER), y + 24, columns=2 if etroite else 4)
    columns = 1 if etroite else 3
    width = (inner - (columns - 1) * ECART) / columns
    tops = [y + 20] * columns
    for panneau in plan.essentiel.panneaux(livre):
        column = tops.index(min(tops))
        tops[column] = _draw_panneau(sheet, panneau, x + column * (width + ECART), tops[column], width) + 28
    y = max(tops)
    return sheet.write(
        x, y + 6, write("{mention}", mention=(livre.mention,)), taille=12, fill=theme.ENCRE_DOUCE, largeur=inner
    ) + 24  # fmt: skip


def _draw_cles(sheet: _Feuille, chiffres: Sequence[ChiffreCle], y: float, *, columns: int) -> float:
    inner = sheet.largeur - 2 * sheet.marge
    gap = 12 if columns == 2 else 16
    width, height = (inner - (columns - 1) * gap) / columns, 168 if columns == 2 else 140
    for rank, chiffre in enumerate(chiffres):
        left, top = sheet.marge + rank % columns * (width + gap), y + rank // columns * (height + gap)
        sheet.rect(left, top, width, height, theme.CARTE, rayon=6)
        sheet.rect(left, top, width, 4, theme.SERIES[0], rayon=2)
        room, size = width - 28, 26 if columns == 2 else 34
        shown = chiffre.valeur.is_montre
        below = sheet.write(
            left + 14, top + 46, (chiffre.valeur,), taille=size if shown else 18, gras=shown, fill=theme.SERIES[0]
        )
        below = sheet.write(left + 14, below + 22, chiffre.libelle, taille=14, largeur=room)
        sheet.write(left + 14, below + 18, chiffre.base, taille=12, fill=theme.ENCRE_DOUCE, largeur=room)
    return y + -(-len(chiffres) // columns) * (height + gap)


def _draw_panneau(sheet: _Feuille, panneau: Panneau, x: float, y: float, width: float) -> float:
    """Each label above its bar; a hidden share has no bar, and says so."""
    y = sheet.write(x, y + 16, panneau.titre, taille=18, gras=True, largeur=width)
    if panneau.is_nombres:
        for nom, nombre in panneau.barres:
            shown = nombre.is_montre
            y = sheet.write(x, y + 36, (nombre,), taille=26 if shown else 16, gras=shown, fill=theme.SERIES[0])
            y = sheet.write(x, y + 20, nom, taille=14, largeur=width)
        return y
    top = max((n.valeur for _, n in panneau.barres if n.valeur is not None), default=Decimal(0)) or Decimal(1)
    room = width - 64
    for rank, (nom, nombre) in enumerate(panneau.barres):
        y = sheet.write(x, y + 28, nom, taille=14, largeur=width)
        length = 0.0
        if nombre.valeur is not None:
            length = float(nombre.valeur / top) * room
            sheet.rect(
                x, y + 7, round(length, 1), 14, theme.SERIES[0] if rank < panneau.sombres else theme.TRAIT_FORT, rayon=2
            )
        fill = theme.ENCRE if nombre.is_montre else theme.ENCRE_DOUCE
        sheet.write(x + length + (8 if length else 0), y + 19, (nombre,), taille=15, gras=nombre.is_montre, fill=fill)
        y += 22
    return sheet.write(x, y + 24, panneau.note, taille=12, fill=theme.ENCRE_DOUCE, largeur=width)


def render_page(livre: Livre, *, plan: Plan) -> str:
    wide, narrow = (
        render_svg(livre, plan=plan, police=False),
        render_svg(livre, plan=plan, etroite=True, police=False, prefixe="infographie-e"),
    )
    return render_to_string(
        "rapport/infographie.html",
        {
            "titre": plan.titre, "annee": livre.millesime, "style": get_style("infographie.css"),
            "large": mark_safe(wide), "etroite": mark_safe(narrow),  # noqa: S308 (written above, each text escaped)
        },
    )  # fmt: skip
