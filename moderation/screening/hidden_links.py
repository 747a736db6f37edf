"""Links spelt so that no machine should see them, in every way that a reader would still understand."""

import re2

# Letters beyond ASCII as one range: Unicode classes would make the patterns ten times as big.
LETTER = r"[a-z0-9\x{80}-\x{10ffff}]"
LABEL = rf"{LETTER}[a-z0-9\x{{80}}-\x{{10ffff}}_-]*"
TAIL = r"(?::[0-9]{2,5})?(?:[/?#][^\s<>\"'\])]*)?"

#: A dot in disguise. In brackets or as the word, it can only be that of a host.
_BRACKETED = (
    r"\s{0,2}[\[({<]\s?(?:\.|dot|d0t|punkt|point|punto|ponto|nokta|точка|,)\s?[\])}>]\s{0,2}"
    r"|\s?[\"'] ?\. ?[\"']\s?|%2e|&#0?46;|&#x2e;|&period;"
)
_DOT = rf"(?:{_BRACKETED}|\s(?:dot|d0t)\s|[-_*~|]+(?:dot|d0t)[-_*~|]+|[。．｡·•∙●‧・⋅ㆍ▪])"
#: The same, where a beginning already says link.
_ANY_DOT = rf"(?:{_DOT}|\s(?:punkt|point|punto|ponto|nokta)\s|\s?\.{{1,2}}\s?|,)"
_COMMON = (
    r"(?:com|net|org|info|biz|ru|xyz|top|site|online|shop|club|tk|cn|io|de|fr|uk|eu|us|co|me|app|store|live|win|pro|vip|space"
    r"|website|blog|link|gg|tv|cc|ly|bet|casino|icu|onion|c0m|n3t|0rg)"
)
#: A dot that only an ending makes one: set apart, told, or a comma.
_SURE = r"(?:com|net|org|info|biz|ru|xyz|tk|cn|ly|bet|casino|icu|vip)"
#: Endings that are words, too: of a host only behind a dot in brackets.
_WORDY = (
    r"(?:in|br|es|it|pl|ua|tr|ml|ga|cf|gq|nl|be|at|ch|ca|au|jp|kr|ir|id|fun|life|world|today|money|games?|work|news|loans?"
    r"|cash|cam)"
)
DOTTED = re2.compile(
    rf"{LABEL}(?:\.{LABEL})*(?:{_DOT}(?:{LABEL}(?:{_DOT}|\.)){{0,3}}{_COMMON}"
    rf"|\s?[。．｡·•∙●‧・⋅ㆍ▪]\s?{_SURE}|(?:{_BRACKETED})(?:{LABEL}(?:{_DOT}|\.)){{0,3}}{_WORDY})\b({TAIL})"
)
_ODD_SCHEME = (
    r"(?:\bh ?[tx*+_.\-] ?[tx*+_.\-]{1,3} ?p ?s?|\bmeow|\bfxp) ?[:;]? ?[/\\]{1,3} ?"
    r"|\b(?:h?[tx]ps?|ttps?)[:;][/\\]{1,3}"
    r"|\bh[tx*]{1,3}ps?[\[({]:?[\])}]?(?:[/\\]{2}[\])}]?)"
    r"|\bh[tx*]{2}ps?(?::__|&#(?:58|x3a);//|&colon;//)"
    r"|\bhttps? (?:colon|:) ?(?:slash slash|//) ?"
    r"|\bhttps? ?(?:[:;] [/\\]{1,3} ?|[:;]?\\{1,3}|;[/\\]{1,3}|[/\\]{2,3}|[:;]/? ?|:///+|://\s+)"
    r"|\bwww ?\d? ?|\bw w w "
    r"|\bh t t p (?:s )?: / / ?"
)
ODD = re2.compile(rf"(?:(?:{_ODD_SCHEME})(?:www)?{_ANY_DOT}?)(?:{LABEL}{_ANY_DOT})+{_COMMON}\b({TAIL})")
#: Without any dot, after what begins a link.
UNDOTTED = re2.compile(rf"\b(?:www|hxxps?|h\*\*ps?)[ :/]{{1,4}}{LABEL} (?:com|net|org|info|xyz|ru)\b({TAIL})")
#: Where no language goes on after a word that is an ending, too.
_END = r"(?:\s{0,3}$|\s?[!?;)\n])"
APART = re2.compile(
    rf"{LABEL} ?(?:\s\. ?(?:{LABEL}\s?\. ?)?{_SURE}|\spunkt (?:com|net|org|info|de|eu|at|ch)"
    rf"|\s(?:point|punto|nokta|точка) (?:com|ru)|\spoint (?:fr|be|org)|\sponto com (?:ponto )?br)\b({TAIL})"
    # a word boundary is one of ASCII letters
    rf"|{LABEL} (?:точка (?:ру|ком|рф)|(?:نقطه|نقطة|دوت) (?:كوم|كم|com))(?:$|[\s/.,!?])"
    rf"|{LABEL}\s?\.\s?(?:c\so\so?\s?m|n\se\st|o\sr\sg)\b({TAIL})"
    rf"|[a-z0-9-]{{3,40}} ?(?:,|\. | ponto )(?:com|org)(?:(/\S{{1,200}})|{_END})"
    rf"|\b(?:bit|t|wa|discord)(?: ?[.,] ?| dot )(?:ly|me|gg)(/\S{{2,200}})"
    r"|[a-z0-9]{4,40}dot(?:com|net|org)\b|\b[a-z0-9-]{3,40}\.(?:c0m|n3t|0rg|co\(m\))"
)
#: A host of which a part is written in figures.
ENCODED = re2.compile(r"\bhttps?://[^\s/?#]{0,80}%[0-9a-f]{2}\S{0,200}")
#: What to do with the text before it can be clicked.
_MENDING = (
    r"(?:remove|delete|without|no|take out|erase|ignore)(?: the| any| all)? (?:spaces?|gaps?|brackets?|stars|dashes)\b"
)
TO_MEND = re2.compile(rf"{_MENDING}.{{0,60}}\.\s?{_SURE}\b|\.\s?{_SURE}\b.{{0,60}}{_MENDING}")
#: What runs when it is clicked, or opens another program.
RUNNING = re2.compile(
    r"\b(?:javascript|vbscript):\S{2,}|\bdata:[a-z]+/[a-z0-9.+\-]+[;,]\S*"
    r"|\b(?:tg|whatsapp|viber|magnet|intent|steam|discord|smb|ssh|telnet|itms-services|ms-[a-z]+):/?/?[^\s/]\S{2,}"
    r"|\b(?:file|blob|ipfs|market|fb|line|weixin|skype):/{0,3}\S*[/:.]\S{2,}"
)
RUN = "exe|scr|pif|bat|cmd|msi|vbs|js|jar|apk|ps1|hta|lnk|com|dll|app|dmg"
#: A file that pretends to be another: invoice.pdf.exe.
SHOWN = "pdf|doc|docx|xls|xlsx|ppt|pptx|txt|jpg|jpeg|png|gif|mp3|mp4|avi|zip|rar|htm|html"
DOUBLE = re2.compile(rf"\b[\w\-]{{1,60}}\.(?:{SHOWN})\.(?:{RUN})\b")
#: One of these stands in whatever each pattern finds, and in few comments.
ODDITIES = (
    (ODD, ("/", "\\", "http", "www", "w w w", ":__")),
    (UNDOTTED, ("www", "hxxp", "h**p")),
    (
        DOTTED,
        ("(", "[", "<", "{", "dot", "d0t", "%2e", "&#4", "&#0", "&#x2", "&peri", '"."', '" .', "'.'",
         *"。．｡·•∙●‧・⋅ㆍ▪"),
    ),
    (
        APART,
        (" .", ". com", ". org", ".c o", ". c", "punkt", "point", "punto", "ponto", "nokta", "точка", ",com", ",org",
         "dotcom", "dotnet", "dotorg", "ly/", "me/", "gg/", "c0m", "n3t", "0rg", "co(", "نقط", "دوت"),
    ),
    (ENCODED, ("%",)),
    (TO_MEND, ("space", "gap", "bracket", "stars", "dashes")),
    (RUNNING, (":",)),
    (DOUBLE, tuple(f".{ending}." for ending in SHOWN.split("|"))),
)  # fmt: skip
#: "The dot com bubble" is no link.
SPOKEN_OF = ("the ", "a ", "this ", "that ", "of ", "first ", "old ", "and ", "every ", "the-", "pre-", "post-")
