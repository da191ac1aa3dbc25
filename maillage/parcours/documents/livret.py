"""The booklet of the participant, in clear language: short sentences, one idea each, no acronym left unexplained."""

BONJOUR = "Bonjour. Ce livret explique votre parcours. Gardez-le, et posez toutes vos questions à votre référent."

RUBRIQUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Le PLIE, c’est quoi",
        (
            "PLIE veut dire : plan local pour l’insertion et l’emploi.",
            "Le PLIE aide à trouver un emploi qui dure.",
            "C’est gratuit. C’est vous qui choisissez d’y entrer.",
        ),
    ),
    (
        "Comment ça se passe",
        (
            "Vous avez un référent. C’est toujours la même personne.",
            "Vous parlez ensemble de ce que vous savez faire et de ce qui gêne.",
            "Vous signez un contrat. Il dit ce que chacun va faire.",
            "Vous suivez des étapes : par exemple un atelier, une formation, un stage, un emploi.",
            "Quand vous travaillez, votre référent reste avec vous pendant six mois.",
        ),
    ),
    (
        "Ce que vous pouvez faire",
        (
            "Dire non à une étape, et demander pourquoi on vous la propose.",
            "Faire une pause dans votre parcours.",
            "Arrêter quand vous voulez.",
            "Demander à changer de référent.",
        ),
    ),
    (
        "Vos informations",
        (
            "Votre référent écrit ce qui sert à votre parcours.",
            "Les informations sur votre santé ne vont pas aux employeurs.",
            "Vous pouvez tout lire, et faire corriger ce qui est faux.",
            "Vous pouvez demander qui a ouvert votre dossier.",
        ),
    ),
    (
        "Si vous ne pouvez pas venir",
        (
            "Appelez votre référent, même au dernier moment.",
            "Il vous donne un autre rendez-vous.",
        ),
    ),
)
