"""English, as British newsrooms write it."""

from __future__ import annotations

from solidary.languages.language import Dates, Language, MediaWords, PageWords, Stems

LANGUAGE = Language(
    code="en",
    name="English",
    rank=10,
    locale="en_GB",
    reads=("en",),
    script="latin",
    direction="ltr",
    alphabet="",
    letters="",
    foreign="ąćęłńśźżėįųūšžčäöüß",
    small_words="""
        the of and to in for with on at from by is are was were have has as that after over be
    """,
    encodings="",
    marked="""
        en eng english англ английском английский английски англійская англійскай англійською
        англійська angielsku angielski ang angielsk anglų angliškai englisch englischer
    """,
    dates=Dates(
        months=(
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "sept",
            "",
            "",
            "",
        ),
        weekdays=(
            "mon",
            "tues tue",
            "weds wed",
            "thur thurs thu",
            "fri",
            "sat",
            "sun",
        ),
        beside="""
            published | publication | posted | date | on | at | added | released | of | the | from
            since | by | time | pub | issued | st | nd | rd | th | am | pm | a.m | p.m | o'clock
            h | hrs | hours | utc | gmt | cet | cest | eet | eest | msk | z | t | tz
        """,
        updated="""
            updated | update | modified | edited | changed | last updated | revised | corrected
        """,
        relative="""
            today | yesterday | now | just now | the day before yesterday | moments ago
            last week | last month | last year
        """,
        ago="ago | last",
        units="""
            second | seconds | sec | minute | minutes | min | mins | hour | hours | hr | hrs | day
            days | week | weeks | month | months | year | years | h | d | w
        """,
        day_endings="st nd rd th",
        last_day_endings="st nd rd th",
        joints="of",
    ),
    stems=Stems(
        snowball="english",
        irregular="""
            woman women
            man men
            child children
            belarus belarusian belarusians
            day days
        """,
    ),
    organizations="""
        agency alliance association board bureau center centre club coalition collective college
        commission committee council desk editorial editors embassy federation foundation fund
        group initiative institute league magazine media ministry movement network news newspaper
        newsroom office organisation organization party project publishers radio service society
        staff studio team television tv union university
    """,
    media=MediaWords(
        video="video videos film films clip footage",
        audio="audio podcast radio",
        photos="photo photos pictures images gallery galleries photogallery slideshow",
        subtitles="sub subs subtitle subtitles subtitled captions",
        joining="in with and the a of by from full exclusive new",
    ),
    page=PageWords(
        navigation="""
            home | homepage | home page | front page | main | main page | menu | main menu
            open menu | close menu | toggle menu | toggle navigation | show menu | hide menu
            navigation | skip to content | skip to main content | skip navigation
            jump to content | search | search for | search results | search this site | find
            close | open | back | back to top | to top | go to top | top | next | next page
            previous | previous page | older posts | newer posts | older | newer | first | last
            load more | loading | show more | see more | view more | more | more news
            more stories | more articles | all news | see all | view all | show all | read more
            read on | read article | read full article | read full story | read the full story
            full story | continue reading | learn more | details | watch | watch now | watch video
            watch the video | play | play video | listen | please wait | rss | rss feed | atom
            feed | subscribe | subscribe now | subscribe to our newsletter
            subscribe to newsletter | newsletter | newsletters | sign up
            sign up for our newsletter | sign in | log in | login | log out | register
            my account | account | follow us | follow us on | follow us on facebook
            follow us on twitter | follow us on telegram | share | share this | share on facebook
            share on twitter | share on x | share on telegram | share via email | tweet | like
            print | print this page | email | e-mail | save | bookmark | copy link | link copied
            comment | comments | no comments | leave a comment | add comment | add a comment
            view comments | views | views total | min read | minute read | minutes read
            reading time | advertisement | advertisements | advert | ad | ads | advertise
            sponsored | sponsored content | promoted | donate | donate now | support us
            support our work | become a patron | about | about us | about the project | who we are
            our team | team | contact | contacts | contact us | contact information | careers
            jobs | terms | terms of use | terms of service | terms and conditions | privacy
            privacy policy | privacy settings | cookie policy | cookie settings
            cookie preferences | cookies | cookie notice | manage cookies | accept | accept all
            accept cookies | accept all cookies | allow all | allow cookies | allow all cookies
            reject | reject all | reject cookies | decline | i agree | agree | i accept | ok
            got it | necessary only | only necessary cookies | imprint | legal notice | sitemap
            site map | archive | archives | tags | tag | tags cloud | categories | category
            topics | topic | filter | filter by | sort | sort by | sort by date | newest first
            oldest first | latest | latest news | recent posts | recent articles | most read
            most viewed | most popular | popular | popular news | trending | trending now
            related | related articles | related news | related stories | related posts
            recommended | you may also like | editors choice | editor's choice | language
            languages | english | en | eng | change language | select language | light mode
            dark mode | font size | mobile version | full version | all rights reserved
            copyright | powered by wordpress | scroll down | swipe | new | breaking | live
            exclusive | edit | report | hide | results | page | pages | of | items | articles
            posts | news feed | enable javascript | please enable javascript
            javascript is disabled | download app | download our app | get the app | app store
            google play | what's new | authors | all authors | author | all topics | all tags
            show all tags | expand | collapse | yes | no | date | sections | section
            special projects | projects | press | faq | help | feedback | mail | notifications
            enable notifications | facebook | twitter | x | telegram | instagram | youtube
            tiktok | vk | vkontakte | viber | whatsapp | linkedin | odnoklassniki | ok.ru | flickr
            soundcloud | spotify | threads | mastodon | bluesky | pinterest | reddit | google news
            google+ | apple podcasts | facebook messenger | messenger | x twitter | вконтакте
            одноклассники | фейсбук | твиттер | телеграм | телеграм-канал | инстаграм | ютуб
            тэлеграм | фэйсбук | інстаграм | твітар | твітер | be | by | ru | pl | uk | ua | lt
            de | bel | rus | pol | ukr | lit | deu | ger | бел | рус | укр | анг | англ | пол
            літ
        """,
        sections="""
            news | politics | society | economy | business | culture | sport | sports | world
            region | regions | opinion | opinions | analysis | analytics | interview | interviews
            reportage | report | reports | features | feature | photo | photos | photo gallery
            gallery | galleries | video | videos | audio | podcast | podcasts | blog | blogs
            science | technology | tech | health | history | human rights | media | incidents
            in the world | in belarus | belarus | ukraine | russia | poland | lithuania | germany
            europe | eu | international | domestic | local | longread | longreads | documentary
            documentaries | statement | statements | announcement | announcements | events | event
            special report | investigation | investigations | column | columns | editorial | war
            elections | travel | lifestyle | life | education | environment | court | courts
            crime | security | diaspora | solidarity | repression | repressions | protests
            press release | press releases | topic of the day | story | stories | people | army
            religion
        """,
        labels="""
            photo | photos | image | picture | author | by | text | source | editor | tags | tag
            topics | topic | category | categories | section | filed under | read also | read more
            see also | also read | related | more on this | watch also | share | sort by | views
            comments | location | credit | illustration | page | follow us on | rating
        """,
        related="""
            read also | read more | also read | see also | related | more on this | watch also
            more | don't miss
        """,
        tag_labels="""
            tag | tags | topic | hashtag | tagged | tagged with | tag archives | archive for tag
            posts tagged | posts tagged with | articles tagged | articles tagged with
            stories tagged with | dossier | theme | category | all posts tagged | browsing tag
            search results for
        """,
        consent="""
            we use | this site uses | this website uses | our site uses | our website uses
            by continuing | you agree | you consent | your experience | to improve | by using
            uses cookies | use of cookies | your consent
        """,
        cookies=("cookie",),
        rights=("all rights reserved", r"copyright\b"),
        minutes=("min",),
        reading=("read",),
        domains="com org net info eu tv media news me",
    ),
    in_language=(("", "in {stem}"),),
    from_language=(("", "from {stem}"),),
    formats={
        "DATE_FORMAT": "j F Y",
        "SHORT_DATE_FORMAT": "j M Y",
        "DATETIME_FORMAT": "j F Y, H:i",
        "SHORT_DATETIME_FORMAT": "j M Y, H:i",
        "TIME_FORMAT": "H:i",
        "MONTH_DAY_FORMAT": "j F",
        "FIRST_DAY_OF_WEEK": 1,
    },
)
