from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("pieces", "0001_initial")]
    operations = [CloisonnerTable("Piece")]
