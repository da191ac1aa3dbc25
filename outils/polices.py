"""Makes the two web fonts of the interface from the `fontpkg-source-sans-3` wheel (SIL Open Font License 1.1).

Run by hand when the wheel changes, in any environment that has fonttools, brotli and the wheel:
    python outils/polices.py
Latin letters and signs only, weights 400 to 700: 1.1 MB becomes some 120 KB. The result is a modified version, so its
family is renamed: « Source » is a reserved font name of the licence, which is copied beside the files.
"""

import shutil
from pathlib import Path

import fontpkg_source_sans_3
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WHEEL = Path(fontpkg_source_sans_3.__file__).parent
SORTIE = Path(__file__).resolve().parent.parent / "maillage/socle/static/socle/polices"
FAMILLE = "Maillage Sans"
# Latin, its extensions used in Europe, punctuation (narrow no-break spaces too), arrows, signs of the trade.
PLAGES = ((0x20, 0x17F), (0x218, 0x21B), (0x2000, 0x2026), (0x202F, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193),
          (0x2212, 0x2212), (0x2260, 0x2265), (0x2022, 0x2022), (0x2122, 0x2122), (0x25B2, 0x25BC))  # fmt: skip
TRAITS = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "calt", "tnum", "lnum", "pnum", "case", "frac", "sups"]


def make(source: str, sortie: str) -> int:
    police = TTFont(WHEEL / "files" / source)
    options = Options()
    options.layout_features = TRAITS
    options.hinting = False
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in PLAGES for code in range(first, last + 1)])
    subsetter.subset(police)
    police = instantiateVariableFont(police, {"wght": (400, 400, 700)})
    for record in police["name"].names:
        if record.nameID in {1, 3, 4, 6, 16, 25}:
            record.string = FAMILLE.replace(" ", "") if record.nameID in {6, 25} else FAMILLE
    police.flavor = "woff2"
    police.save(SORTIE / sortie)
    return (SORTIE / sortie).stat().st_size


if __name__ == "__main__":
    SORTIE.mkdir(parents=True, exist_ok=True)
    print(make("SourceSans3[wght].ttf", "maillage-sans.woff2"))
    print(make("SourceSans3-Italic[wght].ttf", "maillage-sans-italique.woff2"))
    shutil.copy(WHEEL / "LICENSE", SORTIE / "LICENCE-OFL.txt")
