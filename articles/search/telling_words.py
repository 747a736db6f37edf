"""Which words of a title and a summary tell what an article is about. Pure.

Words that stand in every other headline are left out here; how rare the others are, the index knows.
"""

from articles.search.inflections import forms
from articles.search.questions import Term
from articles.search.words import fold

#: Words of an article that are looked for: those of the title come first.
MOST = 8
SHORTEST = 4
#: Folded, as `words` does it; shorter words are left out anyway.
COMMON = {
    "en": (
        "about after again against ahead also amid among another around back because become been before being "
        "below between both came come could days down during each even ever every first five four from gets give "
        "goes have here hours into just keep last late later least less like long made make many more most much "
        "must near never next only open opens other over part past people plan plans second seven should since "
        "some still such take takes than that their them then there these they third this those three through "
        "time today tomorrow tonight under until upon very want wants week weeks well were what when where which "
        "while will with without would year years yesterday your"
    ),
    "de": (
        "aber alle allem allen aller alles also andere anderen auch beim bereits bisher bleibt damit dann darf "
        "dass davon dazu deutlich diese diesem diesen dieser dieses doch dort drei durch eine einem einen einer "
        "eines erst erste ersten etwas fast funf gegen geht gibt gute haben hatte heute hier ihre ihrem ihren "
        "ihrer immer jahr jahre jahren jede jeden jeder jetzt kann kaum kein keine keinen kommt konnen konnte "
        "lange mehr mehrere morgen muss nach nachdem neben neue neuen neuer neues nicht nichts noch oder ohne "
        "schon sechs sehr sein seine seinem seinen seiner seit sich sind soll sollen sondern steht tage trotz "
        "uber unter viel viele vielen vier wann waren warum weil weniger wenn werden wieder will wird woche "
        "wochen wollen wurde wurden zehn zwei zweite zwischen"
    ),
    "fr": (
        "ainsi alors annee annees apres aucun aucune aujourd aussi autre autres avait avant avec avoir beaucoup "
        "bien ceux chaque chez cinq comme comment contre dans deja demain depuis dernier derniere derriere deux "
        "devant dire donc dont elle elles encore enfin entre etait etre faire fait faut fois font grand grande "
        "heures hier hors jour jours leur leurs lors mais meme moins mois notre nous nouveau nouveaux nouvelle "
        "nouvelles parce parmi pendant permet peut peuvent plus plusieurs pour pourquoi pourrait premier premiere "
        "pres quand quatre quel quelle quelques rien sans selon semaine semaines sept sera serait seul seule sont "
        "sous suite tous tout toute toutes trois trop vers veut votre vous"
    ),
    "ar": (
        "اكثر الان الاول الاولي التي الذي الذين اليوم امام انها انهم ايضا بدون بعدما بينما تكون ثلاثه جديد جديده "
        "جميع خلال سنوات عليه عليها عندما كانت كبير كثير لماذا ليست منها هناك يكون يمكن"
    ),
}
_COMMON = {language: frozenset(words.split()) for language, words in COMMON.items()}


def telling(title: str, summary: str, language: str) -> list[Term]:
    """Return what to look for, each word in all its forms, those of the title first."""
    common = _COMMON.get(language.partition("-")[0], frozenset())
    terms: dict[Term, None] = {}
    bent: set[str] = set()
    for word in (*fold(title), *fold(summary)):
        if len(word) < SHORTEST or word in common or word.isdecimal() or word in bent:
            continue
        found = forms(word, language)
        bent.update(found)
        terms[Term((word,), found)] = None
    return list(terms)[:MOST]
