"""What it costs to move in from WordPress: a generated archive as WXR, imported into an empty newsroom.

Run as `python -m bench.wordpress 10000 100000`; writes a line for each size to the terminal.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

import click

from bench.archive import Block, Story, archive
from bench.measure import run

_SITE = "https://news.example"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>{_SITE}</link><language>be</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{_SITE}</wp:base_blog_url>
"""
_TAGS = {"heading": "h2", "quote": "blockquote", "paragraph": "p"}


def write_wxr(path: Path, stories: Iterable[Story]) -> None:
    """Write stories as the posts of a site that has Polylang, without pictures."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        file.writelines(map(_item, stories))
        file.write("</channel></rss>\n")


def _item(story: Story) -> str:
    number = story.sequence + 1
    terms = [("language", story.language), ("post_translations", f"pll_{story.event}")]
    terms += [("post_tag", topic) for topic in story.topics]
    categories = "".join(
        f'<category domain="{domain}" nicename="{name}"><![CDATA[{name}]]></category>'
        for domain, name in terms
    )
    return f"""<item><title><![CDATA[{story.headline}]]></title><link>{_SITE}/{number}/</link>
<dc:creator><![CDATA[The desk]]></dc:creator><guid>{_SITE}/?p={number}</guid>
<content:encoded><![CDATA[{"".join(map(_block, story.body))}]]></content:encoded>
<excerpt:encoded><![CDATA[{story.standfirst}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>{story.day} 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>{categories}</item>
"""


def _block(block: Block) -> str:
    tag, words = _TAGS[block.kind], escape(block.text, quote=False)
    bold = f" <strong>{escape(block.bold, quote=False)}</strong>" if block.bold else ""
    link = f' <a href="{block.link}">report</a>' if block.link else ""
    return f"<!-- wp:{block.kind} -->\n<{tag}>{words}{bold}{link}</{tag}>\n<!-- /wp:{block.kind} -->\n\n"


@click.command(epilog="Example: python -m bench.wordpress 10000")
@click.argument("sizes", nargs=-1, required=True, type=click.IntRange(1))
def bench(sizes: tuple[int, ...]) -> None:
    """Measure the import of WordPress archives of SIZES posts."""
    solidary = str(Path(sys.executable).with_name("solidary"))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="solidary-bench-") as work:
            path = Path(work) / "site.xml"
            write_wxr(path, archive(size))
            home = {"SOLIDARY_HOME": str(Path(work) / "home")}
            # Making an empty record is no import.
            run([solidary, "reindex"], home)
            once = run([solidary, "import", str(path)], home)
            memory = f"{once.memory / 1e6:,.0f} MB" if once.memory else "unknown memory"
            click.echo(
                f"{size:,} posts, {path.stat().st_size / 1e6:,.0f} MB: {once.seconds:,.0f} s by the clock, "
                f"{once.processor:,.0f} s of processor time, {memory}"
            )


if __name__ == "__main__":
    bench()
