"""The figures taken away, and the files read behind them: how many, never whose."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "direct.dossiers": "a ouvert ce qui pèse sur « {chiffre} » en {annee} ({nombre} lignes)",
        "direct.manques": "a ouvert ce qui n’a pas de réponse sur « {variable} » en {annee} ({nombre} lignes)",
        "direct.export": "a exporté sa consolidation de {annee} ({format})",
    }
)
