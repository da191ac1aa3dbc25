"""The figures taken away, and the files read behind them: how many, never whose."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "direct.dossiers": "a ouvert les dossiers qui pèsent sur « {chiffre} » en {annee} ({nombre} dossiers)",
        "direct.manques": "a ouvert les dossiers sans réponse sur « {variable} » en {annee} ({nombre} dossiers)",
        "direct.export": "a exporté sa consolidation de {annee} ({format})",
    }
)
