"""A small paper in two directions to look at: lead and other stories, with and without photos, a full thread."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles.models import Article, Edition, Photo, Section, SectionName
from moderation.actions import decisions
from moderation.enums import Measure
from moderation.models import Thread
from tests.articles import making as papers
from tests.moderation import making as talks

SECTIONS = {
    "world": ("World", "العالم"),
    "city": ("City", "المدينة"),
    "economy": ("Economy", "الاقتصاد"),
    "science": ("Science", "العلوم"),
    "culture": ("Culture", "الثقافة"),
    "sport": ("Sport", "الرياضة"),
}
ENGLISH = [
    (
        "After nine years of building, the harbour line carries its first passengers",
        "The tram crosses the water in four minutes. For the islands it ends an age of timetables written by the tide.",
    ),
    (
        "Council publishes every contract above ten thousand euros",
        "From Monday, anybody can read what the city pays, and to whom.",
    ),
    ("Why the night trains are full again", "Three railways now share one fleet of sleeping cars."),
    ("A quiet winter for the reservoirs", ""),
    (
        "The library that lends seeds, saws and sewing machines",
        "Borrowing rose by a third in a year, and almost everything came back.",
    ),
    (
        "Carmaker raises 400 million dollars for its second model",
        "A phone maker joins the round as a strategic investor.",
    ),
    ("What bees told the physicists about crowds", "A swarm decides faster than a committee, and is wrong less often."),
    (
        "Handball: the champions lose at home for the first time since spring",
        "A goalkeeper of nineteen years makes the difference.",
    ),
]
ARABIC = [
    (
        "خط الترام عبر الميناء ينقل ركابه الأوائل بعد تسع سنوات من البناء",
        "تعبر العربة الماء في أربع دقائق، فينتهي زمن المواعيد التي يكتبها المد والجزر.",
    ),
    (
        "المجلس البلدي ينشر كل عقد تتجاوز قيمته عشرة آلاف يورو",
        "اعتبارا من يوم الاثنين يستطيع كل إنسان أن يقرأ ما تدفعه المدينة ولمن تدفعه.",
    ),
    ("لماذا تمتلئ قطارات الليل من جديد", "ثلاث شركات تتقاسم أسطولا واحدا من عربات النوم."),
    ("شتاء هادئ للخزانات", ""),
    ("مكتبة تعير البذور والمناشير وآلات الخياطة", "ارتفعت الإعارة بمقدار الثلث خلال عام."),
]
HERE = Path(__file__).resolve().parent
NOW = datetime.now(UTC).replace(microsecond=0)


def picture(number: int) -> Photo:
    """A made picture: a sky, a sun and water, in colours of its own."""
    image = Image.new("RGB", (1500, 1000), [(58, 84, 120), (176, 108, 76), (64, 96, 84), (120, 92, 120)][number % 4])
    draw = ImageDraw.Draw(image)
    for y in range(1000):
        draw.line(
            (0, y, 1500, y), fill=tuple(min(255, c + (y if y < 620 else 1000 - y) // 8) for c in image.getpixel((0, 0)))
        )
    draw.ellipse((900, 250, 1150, 500), fill=(246, 222, 178))
    draw.rectangle((0, 640, 1500, 1000), fill=(36, 50, 66))
    draw.polygon([(200, 640), (520, 400), (830, 640)], fill=(26, 36, 48))
    held = BytesIO()
    image.save(held, "JPEG", quality=82)
    made = Photo(
        width=1500,
        height=1000,
        credit="A. Painter for Gazette",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )
    made.file.save(f"photos/sample-{number}.jpg", ContentFile(held.getvalue()), save=True)
    return made


def paper(language: str, stories: list[tuple[str, str]], name: str, tagline: str) -> list[Article]:
    """Publish an edition with its stories, newest first."""
    edition = papers.edition(language)
    Edition.objects.filter(pk=language).update(name=name, tagline=tagline)
    SectionName.objects.filter(edition=edition).delete()
    sections = []
    for position, (code, names) in enumerate(SECTIONS.items()):
        section = Section.objects.get_or_create(code=code, defaults={"position": position})[0]
        SectionName.objects.create(
            section=section, edition=edition, name=names[language == "ar"], slug=f"{code}-{language}"
        )
        sections.append(section)
    made = []
    for number, (title, summary) in enumerate(stories):
        made.append(
            papers.article(
                language,
                section=sections[number % 6],
                photo=picture(number) if number not in (2, 3) else None,
                title=title,
                summary=summary,
                slug=f"story-{number}",
                body=(HERE / f"story-{language}.html").read_text(),
                byline="Jeanne Holm" if language == "en" else "جان هولم",
                photo_alt="Evening sun above the water",
                photo_caption="The eastern quay on the first evening."
                if language == "en"
                else "الرصيف الشرقي في المساء الأول.",
                credit="From “Harbour Notes” by the port archive" if number == 0 else "",
                licence="CC BY-SA 4.0" if number == 0 else "",
                licence_url="https://creativecommons.org/licenses/by-sa/4.0/" if number == 0 else "",
                published_at=NOW - timedelta(hours=number * 3 + 1),
            )
        )
    return made


def discussion(article: Article) -> None:
    """Fill a thread with every state a comment can be in."""
    Thread.objects.get_or_create(article=article)
    marta, joseph = talks.person("Marta Okafor"), talks.person("Joseph Lind")
    first = talks.comment(
        article,
        author=marta,
        body="Took it this morning. Four minutes, as promised, and the view is worth the fare alone.",
        now=NOW - timedelta(hours=5),
    )
    parent = first
    for number, words in enumerate(
        (
            "Did they keep the discount for islanders?",
            "They did, with the old card. Ask at the kiosk.",
            "Good to know, thank you both.",
            "The kiosk closes at four, by the way.",
            "Then online it is.",
        )
    ):
        parent = talks.comment(
            article,
            author=(joseph, marta)[number % 2],
            parent=parent,
            body=words,
            now=NOW - timedelta(hours=4, minutes=-number),
        )
    talks.comment(
        article,
        author=joseph,
        body="A link without breaks: " + "https://example.org/" + "long" * 30,
        now=NOW - timedelta(hours=3),
    )
    removed = talks.comment(article, body="Something that broke a rule.", now=NOW - timedelta(hours=2))
    for number in range(8):
        talks.comment(
            article,
            body=f"Comment {number}. The band was good, the speeches long; I could do without the second.",
            now=NOW - timedelta(minutes=50 - number),
        )
    decisions.remove(
        comment=removed, version=removed.version, moderator=talks.moderator(), reasons=talks.reasons(5), now=NOW
    )
    talks.comment(article, body="This one waits.", measure=Measure.HOLD, now=NOW)


def fill() -> None:
    talks.rules(languages=("en", "ar"))
    english = paper("en", ENGLISH, "The Gazette", "News for the harbour, the city and the islands")
    arabic = paper("ar", ARABIC, "الجريدة", "أخبار الميناء والمدينة والجزر")
    for language, name in (("de", "Die Gazette"), ("fr", "La Gazette")):
        papers.edition(language)
        Edition.objects.filter(pk=language).update(name=name)
    discussion(english[0])
    discussion(arabic[0])
