"""The files that one really receives: each trouble is told with its line, its column and what to do, or does no harm."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from maillage.echanges.reprise import classeur
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.forms import ColonnesForm
from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules.cellules import write_cellule
from tests.echanges.reprise.usine import PARCOURS, PERSONNE, check, import_rows, list_messages, submit, write_xlsx
from tests.parcours.usine import make_coordinateur
from tests.usine import make_dispositif

ENTETES = ["Identifiant d’origine", "Nom de naissance", "Prénoms", "Date de naissance"]
CAMILLE = ["A1", "Exemple", "Camille", "17/05/1984"]


@pytest.fixture
def dispositif(db):
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def tell(by, dispositif):
    """Line, column, value, what to do: of a file's first sheet, or of its bytes."""

    def run(*rows, contenu=None):
        depot = check(by, submit(by, dispositif, [], contenu=contenu or write_xlsx(rows)))
        return depot, list(depot.anomalies.order_by("pk").values_list("ligne", "colonne", "valeur", "message"))

    return run


def test_un_titre_et_des_groupes_fusionnes_au_dessus_des_titres_sont_passes(tell):
    depot, dit = tell(
        ["Liste des participants au 31/12/2025", "", "", ""], [], ["Dossier", "Identité", "", ""], ENTETES, CAMILLE
    )
    assert (depot.ligne_entetes, depot.entetes, depot.lignes, dit) == (4, ENTETES, 1, [])


def test_des_titres_inconnus_ne_sont_pas_pris_pour_une_ligne_de_donnees(by, dispositif):
    depot = submit(by, dispositif, [], contenu=write_xlsx([["Fichier 2025"], ["Réf.", "Qui", "Quoi"], ["1", "a", "b"]]))
    assert (depot.ligne_entetes, depot.entetes) == (2, ["Réf.", "Qui", "Quoi"])


def test_deux_colonnes_du_meme_nom_se_distinguent_par_leur_lettre(by, dispositif):
    depot = submit(by, dispositif, [], contenu=write_xlsx([["Nom", "Prénom", "Nom"], ["a", "b", "c"]]))
    form = ColonnesForm(depot=depot)
    choix = dict(form["nom_naissance"].field.widget.choices)
    assert list(choix.values())[1:] == ["Nom (colonne A)", "Prénom", "Nom (colonne C)"]


def test_les_trois_ecritures_d_une_date_se_lisent_et_les_autres_se_disent(tell):
    dates = ["17/05/1984", "1984-05-17", datetime(1984, 5, 17), "17.5.1984", "17/05/84", "05/17/1984", 30819]  # noqa: DTZ001
    _, dit = tell(ENTETES, *(["A" + str(n), "Exemple" + "abcdefg"[n], "Camille", d] for n, d in enumerate(dates)))
    assert [(ligne, colonne, valeur) for ligne, colonne, valeur, _ in dit] == [
        (6, "Date de naissance", "17/05/84"), (7, "Date de naissance", "05/17/1984"), (8, "Date de naissance", "30819"),
    ]  # fmt: skip
    for (*_, message), mot in zip(dit, ("quatre chiffres", "ordre jour, mois, année", "format date"), strict=True):
        assert mot in message


def test_une_formule_en_erreur_ou_sans_resultat_se_dit(tell):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*ENTETES, "Courriel"])
        sheet.write_row(1, 0, CAMILLE)
        sheet.write_formula(1, 4, "=VLOOKUP(A2,B:C,2,0)", None, "#N/A")
        sheet.write_row(2, 0, ["A2", "Modele", "Dominique", "02/01/1990"])
        sheet.write_formula(2, 4, '=B3&"@exemple.test"', None, "modele@exemple.test")
    _, dit = tell(contenu=target.getvalue())
    assert [ligne[:3] for ligne in dit] == [(2, "Courriel", "#N/A")]
    assert "corrigez la formule" in dit[0][3]
    texte = ";".join(ENTETES) + ';Courriel\nA1;Exemple;Camille;17/05/1984;"=B2&""@exemple.test"""\n'
    _, dit = tell(contenu=texte.encode())
    assert "recopiez la colonne en valeurs" in dit[0][3]


def test_la_ligne_de_totaux_se_dit_en_un_point_et_les_lignes_vides_se_passent(tell):
    depot, dit = tell(ENTETES, [], CAMILLE, ["", "", "", ""], ["Total général", "1 personne", "", ""])
    assert depot.lignes == 2
    assert dit == [(5, "", "Total général", "Cette ligne est un total, pas un dossier : retirez-la du fichier.")]


def test_une_personne_qui_s_appelle_total_est_une_personne(tell):
    assert tell(ENTETES, ["A1", "Total", "Camille", "17/05/1984"])[1] == []


def test_un_csv_de_windows_se_lit_avec_ses_accents_et_son_titre(tell, by):
    texte = "Liste, au 31/12\r\nN°;x\r\n" + ";".join(ENTETES) + "\r\nA1;Élégante;Zoé;17/05/1984\r\n"
    depot, dit = tell(contenu=texte.encode("cp1252"))
    assert (depot.ligne_entetes, dit) == (3, [])


@pytest.mark.parametrize(
    ("abime", "encodage"), [(b"Zo\x81", "cp1252"), ("ZoÃ©".encode(), "utf-8"), (b"Zo\x1fe", "utf-8")]
)
def test_un_texte_abime_se_dit_avec_sa_ligne(tell, abime, encodage):
    _, found = tell(contenu=";".join(ENTETES).encode(encodage) + b"\nA1;Exemple;" + abime + b";17/05/1984\n")
    assert [(ligne, colonne) for ligne, colonne, *_ in found] == [(2, "Prénoms")]
    assert "Les accents de ce texte sont abîmés" in found[0][3]


def test_un_long_numero_arrondi_par_le_tableur_est_refuse(tell):
    _, dit = tell(ENTETES, [1.2345678901234567e17, *CAMILLE[1:]], ["1,23E+15", "Modele", *CAMILLE[2:]])
    assert [(ligne, colonne) for ligne, colonne, *_ in dit] == [(2, ENTETES[0]), (3, ENTETES[0])]
    assert all("format texte" in message for *_, message in dit)


def test_les_zeros_de_tete_perdus_entre_deux_fichiers_se_disent(by, dispositif):
    import_rows(by, dispositif, [PERSONNE | {"identifiant": "00123"}])
    depot = check(by, submit(by, dispositif, [PARCOURS | {"personne": "123"}], nature=Nature.PARCOURS))
    assert (2, "Identifiant de la personne") in [message[:2] for message in list_messages(depot)]
    assert "Écrivez ici 00123" in list_messages(depot)[0][2]


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "ancien format (XLS)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (b"\r\n<html><table><tr><td>Nom</td></tr></table>", "page web"),
        (b"PK\x03\x04 rien", "ne s’ouvre pas"),
    ],
)
def test_un_fichier_qui_n_est_pas_un_tableau_est_refuse_avec_son_remede(by, dispositif, contenu, dit):
    with pytest.raises(RepriseRefusee, match=re.escape(dit)):
        submit(by, dispositif, [], contenu=contenu)


def test_une_premiere_feuille_vide_se_dit(by, dispositif):
    with pytest.raises(RepriseRefusee, match="première feuille est vide"):
        submit(by, dispositif, [], contenu=write_xlsx([]))


def read_entier(contenu):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0)
    marge = sheet.start[1] if sheet.start else 0
    rows = enumerate(sheet.iter_rows(), 1)
    return {(n, place): write_cellule(c) for n, row in rows for place, c in enumerate(row, marge) if c != ""}


def read_tranches(contenu):
    rows = classeur.read_classeur(io.BytesIO(contenu))
    return {(n, place): write_cellule(c) for n, row in rows for place, c in enumerate(row) if c != ""}


CELLULES = st.one_of(st.just(""), st.text(max_size=8), st.floats(-1e6, 1e6), st.booleans(), st.dates(date(1905, 1, 1)))


@given(rows=st.lists(st.lists(CELLULES, max_size=5), max_size=12), pas=st.integers(600, 3000))
@settings(max_examples=60)
def test_un_classeur_lu_par_tranches_se_lit_comme_d_un_seul_tenant(rows, pas):
    contenu = write_xlsx(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classeur, "MORCEAU", 400)
        patch.setattr(classeur._Feuille, "pas", property(lambda feuille: pas))
        assert read_tranches(contenu) == read_entier(contenu)


LECTURE = """
import io, resource, sys
from maillage.echanges.reprise.classeur import read_classeur
with open(sys.argv[1], "rb") as fichier:
    lignes = sum(1 for _ in read_classeur(fichier))
print(lignes, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def write_grand(path, nombre):
    """Straight into the archive: as many rows as wanted, in no time."""
    modele = zipfile.ZipFile(io.BytesIO(write_xlsx([["x"]])))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for info in modele.infolist():
            if info.filename != "xl/worksheets/sheet1.xml":
                bundle.writestr(info.filename, modele.read(info))
        with bundle.open("xl/worksheets/sheet1.xml", "w") as part:
            debut, fin = modele.read("xl/worksheets/sheet1.xml").split(b"<sheetData>")
            part.write(debut + b"<sheetData>")
            for rang in range(1, nombre + 1):
                cells = b"".join(
                    b'<c r="%c%d" t="inlineStr"><is><t>valeur %d</t></is></c>' % (65 + n, rang, rang) for n in range(20)
                )
                part.write(b'<row r="%d">%b</row>' % (rang, cells))
            part.write(fin[fin.index(b"</sheetData>") :])
    return path


def test_quatre_fois_plus_de_lignes_ne_demandent_pas_plus_de_memoire(tmp_path):
    found = []
    for nombre in (20_000, 80_000):
        path = write_grand(tmp_path / f"{nombre}.xlsx", nombre)
        said = subprocess.run([sys.executable, "-c", LECTURE, str(path)], capture_output=True, text=True, check=True)
        lignes, memoire = map(int, said.stdout.split())
        assert lignes == nombre
        found.append(memoire)
    assert found[1] < 1.15 * found[0], found


def test_une_ligne_demesuree_n_emplit_pas_la_memoire(monkeypatch):
    monkeypatch.setattr(classeur, "MORCEAU", 400)
    monkeypatch.setattr(classeur._Feuille, "pas", property(lambda feuille: 600))
    with pytest.raises(classeur.ClasseurIllisible) as error:
        list(classeur.read_classeur(io.BytesIO(write_xlsx([["x"] * 100, ["y"]]))))
    assert error.value.is_demesure
