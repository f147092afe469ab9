import django.db.models.deletion
import swapper
import wagtail.fields
from django.db import migrations, models


PAGE_MODEL = swapper.get_model_name('wagtailcore', 'Page')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        swapper.dependency('wagtailcore', 'Page'),
        ('conflictdesk', '0001_initial'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
            ],
            options={
                'verbose_name': 'front page',
            },
            bases=(PAGE_MODEL,),
        ),
        migrations.CreateModel(
            name='SectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
                ('intro', models.CharField(blank=True, max_length=300, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'section',
            },
            bases=(PAGE_MODEL,),
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences.', verbose_name='standfirst')),
                ('byline', models.CharField(blank=True, help_text='Who wrote it.', max_length=200, verbose_name='byline')),
                ('dateline', models.CharField(blank=True, help_text='Where it was written, as in the dateline.', max_length=200, verbose_name='place')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('heading', 1), ('quote', 4), ('image', 8), ('situation_box', 10)], blank=True, block_lookup={0: ('conflictdesk.newsroom.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul']}), 1: ('conflictdesk.newsroom.blocks.HeadingBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who said so', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('speaker', 3)]], {}), 5: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'required': False}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'required': False, 'search_index': False}), 8: ('wagtail.blocks.StructBlock', [[('image', 5), ('caption', 6), ('credit', 7)]], {}), 9: ('wagtail.snippets.blocks.SnippetChooserBlock', ('conflictdesk.Situation',), {'label': 'situation'}), 10: ('wagtail.blocks.StructBlock', [[('situation', 9)]], {})})),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image')),
            ],
            options={
                'verbose_name': 'article',
            },
            bases=(PAGE_MODEL,),
        ),
    ]
