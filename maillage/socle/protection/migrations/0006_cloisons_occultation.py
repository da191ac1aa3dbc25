from django.db import migrations
from django.utils import timezone

from maillage.socle.cloisons import CloisonnerTable


def erase_anciennes(apps, schema_editor):
    """What was kept until then is the copy itself, in which nothing can be hidden: it is gathered again if needed."""
    prepared = apps.get_model("protection", "DemandeAcces").objects.filter(contenu__isnull=False)
    prepared.filter(prete_le__isnull=False).update(contenu=None, effacee_le=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("protection", "0005_suites_des_demandes")]
    operations = [
        CloisonnerTable("Occultation"),
        migrations.RunPython(erase_anciennes, migrations.RunPython.noop),
    ]
