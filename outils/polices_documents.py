"""Makes the fonts of charts and documents from the `fontpkg-source-sans-3` wheel (SIL Open Font License 1.1).

Run by hand when the wheel changes, in any environment that has fonttools and the wheel:
    python outils/polices_documents.py
The engine that draws charts does not read variable fonts, hence three fixed ones: regular, semi-bold, italic. Latin,
Greek and Cyrillic are kept, for a PDF prints names as people write them; `couverture.txt` lists the characters that
can be printed. Renamed like the web fonts: « Source » is a reserved font name of the licence, which is copied beside.
"""

import shutil
from itertools import groupby
from pathlib import Path

import fontpkg_source_sans_3
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WHEEL = Path(fontpkg_source_sans_3.__file__).parent
SORTIE = Path(__file__).resolve().parent.parent / "maillage/socle/polices"
FAMILLE = "Maillage Sans"
TRAITS = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "calt", "tnum", "lnum", "pnum", "case", "frac", "sups"]
STYLES = (
    ("SourceSans3[wght].ttf", "maillage-sans-normal.ttf", "Regular", 400),
    ("SourceSans3[wght].ttf", "maillage-sans-demi-gras.ttf", "Bold", 650),
    ("SourceSans3-Italic[wght].ttf", "maillage-sans-italique.ttf", "Italic", 400),
)


def make(source: str, sortie: str, style: str, graisse: int) -> set[int]:
    police = instantiateVariableFont(TTFont(WHEEL / "files" / source), {"wght": graisse})
    options = Options()
    options.layout_features = TRAITS
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=police.getBestCmap())
    subsetter.subset(police)
    names = {1: FAMILLE, 2: style, 3: f"{FAMILLE} {style}", 4: f"{FAMILLE} {style}", 6: f"MaillageSans-{style}"}
    for record in police["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    # Asked for in bold (700), found under that weight: the drawing is the interface's own 650.
    police["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    police["OS/2"].fsSelection = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}[style] | 0x80
    police["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[style]
    police.save(SORTIE / sortie)
    print(sortie, (SORTIE / sortie).stat().st_size)
    return set(police.getBestCmap())


def write_couverture(codes: set[int]) -> None:
    """Ranges `20-7E` of the code points that every style can print."""
    runs = groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    spans = [[code for _, code in run] for _, run in runs]
    text = "\n".join(f"{span[0]:X}-{span[-1]:X}" for span in spans)
    (SORTIE / "couverture.txt").write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    SORTIE.mkdir(parents=True, exist_ok=True)
    write_couverture(set.intersection(*(make(*style) for style in STYLES)))
    shutil.copy(WHEEL / "LICENSE", SORTIE / "LICENCE-OFL.txt")
