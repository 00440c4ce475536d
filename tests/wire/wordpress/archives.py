"""WordPress archives made for tests, as *Tools, Export* writes them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from solidary.stories.models import Story
from solidary.wire.formats import recognised
from solidary.wire.into.report import Report
from tests.wire.moving_in import brought_in

SITE = "https://news.example"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2024-01-01 00:00" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>News</title><link>{site}</link><language>{language}</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{site}</wp:base_site_url>
<wp:base_blog_url>{site}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ola]]></wp:author_login>
<wp:author_email><![CDATA[ola@example.org]]></wp:author_email>
<wp:author_display_name><![CDATA[Ola Nowak]]></wp:author_display_name></wp:author>
"""


def term(domain: str, slug: str, name: str) -> str:
    """A category, tag or other term of a post."""
    return f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'


def field(name: str, value: str) -> str:
    """A custom field of a post."""
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{name}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def post(
    number: int,
    title: str = "A walk",
    content: str = "Words.",
    *,
    kind: str = "post",
    status: str = "publish",
    gmt: str = "2021-02-08 11:35:00",
    local: str = "2021-02-08 14:35:00",
    more: str = "",
    excerpt: str = "",
    creator: str = "ola",
    password: str = "",
) -> str:
    """An item. `more`: whatever else stands in it."""
    return f"""<item>
<title><![CDATA[{title}]]></title>
<link>{SITE}/2021/02/{number}/</link>
<pubDate>Mon, 08 Feb 2021 11:35:00 +0000</pubDate>
<dc:creator><![CDATA[{creator}]]></dc:creator>
<guid isPermaLink="false">{SITE}/?p={number}</guid>
<description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{local}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt>
<wp:post_name><![CDATA[post-{number}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:post_type><![CDATA[{kind}]]></wp:post_type>
<wp:post_password><![CDATA[{password}]]></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{more}
</item>
"""


def attachment(number: int, path: str, *, alt: str = "", caption: str = "", parent: int = 0) -> str:
    """A file of the library, which lies at `path` below the uploads."""
    return f"""<item><title>{escape(path)}</title><link>{SITE}/file-{number}/</link>
<excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:status>inherit</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{SITE}/wp-content/uploads/{path}</wp:attachment_url>
{field("_wp_attached_file", path)}{field("_wp_attachment_image_alt", alt)}
</item>
"""


def archive(*items: str, language: str = "en-US", head: str = "") -> bytes:
    """A whole archive of these items."""
    begun = HEAD.format(site=SITE, language=language)
    return f"{begun}{head}{''.join(items)}</channel>\n</rss>\n".encode()


def taken_in(data: bytes, *, folder: Path | None = None, **options: str) -> Report:
    """The report of an import that is recognised and adds nothing the second time."""
    assert recognised(data[:65536]).name == "wordpress"
    report = brought_in("wordpress", data, folder=folder, dry_run=False, strict=False, **options)
    before = set(Story.objects.values_list("address", flat=True))
    again = brought_in("wordpress", data, folder=folder, dry_run=False, strict=False, **options)
    assert not [one for one in again.counts if one.endswith(("added", "updated"))]
    assert set(Story.objects.values_list("address", flat=True)) == before
    return report
