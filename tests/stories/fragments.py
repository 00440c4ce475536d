"""What programs put on the clipboard, in their own ways of writing HTML, about one invented walk."""

from __future__ import annotations

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span lang=EN-GB>A walk through<br>
two cities<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-GB>On Sunday people <b style='mso-bidi-font-weight:normal'>walked</b>
from the <a href="https://www.google.com/url?q=https://example.org/map%3Fid%3D7&amp;sa=D">cathedral</a>
to the river.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoQuote>We came because our neighbours came.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>flags</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>songs</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/msohtmlclip1/01/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img
width=300 height=200 src="file:///C:/msohtmlclip1/01/clip_image002.png" alt="A map of the walk"><![endif]></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>
<tr><td width=100><p class=MsoNormal><b>City<o:p></o:p></b></p></td>
<td width=100><p class=MsoNormal><b>People<o:p></o:p></b></p></td></tr>
<tr><td><p class=MsoNormal>Vilnius<o:p></o:p></p></td><td><p class=MsoNormal>200<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>Riga</p></td><td><p class=MsoNormal>80</p></td></tr>
</table>
<p class=MsoNormal>They went home at nine.<o:p></o:p></p>
<!--EndFragment--></body></html>"""

GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0a1b2c3d">'
    '<h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400">'
    "A walk through two cities</span></h2>"
    '<p dir="ltr"><span style="font-size:11pt;font-weight:400;font-style:normal">On Sunday people </span>'
    '<span style="font-size:11pt;font-weight:700;font-style:normal">walked</span>'
    '<span style="font-weight:400"> from the </span><a href="https://www.google.com/url?q='
    'https://example.org/map?id%3D7%26utm_source%3Ddoc&amp;sa=D&amp;source=editors&amp;ust=17&amp;usg=AOv"'
    ' style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline">cathedral'
    '</span></a><span style="font-weight:400"> to the river.</span></p><br />'
    '<ul style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span '
    'style="font-weight:400">flags</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" '
    'role="presentation"><span style="font-weight:400">white ones</span></p></li></ul></ul>'
    '<p dir="ltr"><span><span style="border:none;display:inline-block;width:300px"><img '
    'src="https://lh7-rt.googleusercontent.com/docsz/AD_4nX" width="300" height="200"/></span></span></p>'
    '<div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none"><colgroup><col '
    'width="100"/><col width="100"/></colgroup><tbody><tr style="height:0pt"><td><p dir="ltr"><span '
    'style="font-weight:700">City</span></p></td><td><p dir="ltr"><span style="font-weight:700">People'
    '</span></p></td></tr><tr><td><p dir="ltr"><span style="font-weight:400">Vilnius</span></p></td><td>'
    '<p dir="ltr"><span style="font-weight:400">200</span></p></td></tr></tbody></table></div></b>'
    '<br class="Apple-interchange-newline">'
)

TELEGRAM = (
    "<meta charset='utf-8'><strong>A walk through two cities</strong> <img class=\"emoji\" "
    'src="blob:https://web.telegram.org/1" alt="🕊️"><br><br>On Sunday people walked from the '
    '<a class="anchor-url" href="https://example.org/map?id=7&amp;fbclid=IwAR1" target="_blank" '
    'rel="noopener noreferrer">cathedral</a> to the river.<br>They went home at nine. '
    '<a class="anchor-hashtag" href="#walk">#walk</a><blockquote class="quote-like">We came because '
    "our neighbours came.</blockquote>"
    '<img class="media-photo" src="blob:https://web.telegram.org/2">'
)

LIBREOFFICE = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.4 (Linux)"/>
<style type="text/css">p { line-height: 115% } th p { font-weight: bold }</style></head>
<body lang="en-GB" dir="ltr"><h2 class="western">A walk through two cities</h2>
<p lang="be-BY" class="western" style="margin-bottom: 0cm">On Sunday people <b>walked</b> from
the <a href="https://example.org/map?id=7"><font color="#000080">cathedral</font></a> to the river.</p>
<blockquote class="western">We came because our neighbours came.</blockquote>
<dl><dd>They went home at nine.</dd></dl>
<p class="western"><img src="file:///C:/lu1/map.png" name="Image1" alt="" width="300"/><br/>

</p>
<table width="100%" cellpadding="4" cellspacing="0"><col width="128*"/><col width="128*"/>
<thead><tr valign="top"><th width="50%"><p class="western">City</p></th><th><p class="western">People</p></th></tr></thead>
<tbody><tr valign="top"><td><p class="western">Vilnius</p></td><td><p class="western">200</p></td></tr></tbody></table>
</body></html>"""
