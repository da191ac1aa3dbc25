from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("territoire", "0003_zonages")]
    operations = [CloisonnerTable("ImportZonages", colonne=None, compte="compte_id")]
