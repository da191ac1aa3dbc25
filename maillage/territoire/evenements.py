"""The types of the territory's entries."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "territoire.referentiel": "a chargé le code officiel géographique ({communes} communes)",
        "territoire.zonages_deposes": "a déposé un fichier de {zonages} zonage(s)",
        "territoire.zonages_importes": "a importé des zonages ({crees} créés, {modifies} modifiés)",
    }
)
