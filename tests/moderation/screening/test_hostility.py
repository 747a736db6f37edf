"""Hostility to groups and persons, and what only looks like it: constructions by groups, counted by class.

The sentences are made of templates, so that a construction is known for every group and not for one sentence.
"""

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen

GROUPS = {
    "en": ["Muslims", "Jews", "black people", "Mexicans", "immigrants", "refugees", "women", "gay people", "trans people", "disabled people", "Sikhs", "Romanian workers", "lesbians", "homeless people", "Syrian families", "deaf people"],
    "de": ["Muslime", "Juden", "Schwarze", "Polen", "Ausländer", "Flüchtlinge", "Frauen", "Schwule", "Behinderte", "Lesben", "syrische Familien", "Obdachlose", "türkische Jugendliche", "Sinti und Roma"],
    "fr": ["les musulmans", "les juifs", "les Arabes", "les Roms", "les migrants", "les réfugiés", "les femmes", "les homosexuels", "les handicapés", "les Chinois", "les familles syriennes", "les SDF", "les personnes trans"],
    "ar": ["المسلمون", "اليهود", "الأكراد", "السود", "اللاجئون", "المهاجرون", "النساء", "المثليون", "المعاقون", "السوريون", "الشيعة"],
}  # fmt: skip

#: By language and class: templates that are flagged or held for hatred, whatever the group.
HOSTILE = {
    ("en", "derogation"): [
        "{} are scum.", "All {} are disgusting.", "I think {} are just plain stupid.", "{} are the worst.", "Honestly, {} are so lazy.", "{} are a disgrace to this town.", "Everyone knows {} are liars.",
    ],
    ("en", "dehumanisation"): [
        "{} are vermin.", "{} are nothing but animals.", "{} are like cockroaches.", "{} are a plague on this town.", "{} are not human.", "To me {} are lower than rats.",
    ],
    ("en", "accusation"): [
        "All {} are rapists.", "{} are criminals.", "Most {} are thieves.", "{} are ruining our country.", "{} are to blame for everything.", "{} only want to destroy us.",
    ],
    ("en", "rejection"): [
        "I hate {}.", "We can't stand {}.", "I absolutely despise all {}.", "Nobody wants {} around here.", "No more {} in our town!", "The world would be better off without {}.", "Never trust {}.", "{} disgust me.",
    ],
    ("en", "exclusion"): [
        "{} should be deported.", "{} must be kept out of our schools.", "{} don't belong here.", "{} should not be allowed to vote.", "Send all {} back.", "Get rid of all {}.", "{} have no right to live here.", "Kick {} out of our town.", "We should deport all {}.",
    ],
    ("en", "question"): ["Why are {} so stupid?", "How can {} be so disgusting?", "Why do we tolerate {} here?"],
    ("en", "in the next sentence"): [
        "Two {} moved in next door. They are vermin.", "There are many {} in my street. I hate them.", "More {} are coming. They should all be deported.",
    ],
    ("en", "beside words of reports"): [
        "We must fight against the {}, they are vermin.", "I say it again: {} are scum.", "Nobody says it aloud. {} are scum.", "Call me a racist, but {} are disgusting.", "People who know better see it. All {} are liars.", "It is wrong to let {} in. They are animals.", "I don't hate anybody, but {} are scum.",
    ],
    ("en", "slurring adjective"): ["Those filthy {} again.", "Fucking {}!", "Dirty {} everywhere."],
    ("de", "derogation"): ["{} sind Abschaum.", "Alle {} sind widerlich.", "{} sind einfach nur dumm.", "Für mich sind {} minderwertig.", "{} sind eine Schande für dieses Land.", "{} sind doch alle Lügner."],
    ("de", "dehumanisation"): ["{} sind Ungeziefer.", "{} sind nichts als Tiere.", "{} sind wie Ratten.", "{} sind eine Pest.", "{} sind keine Menschen."],
    ("de", "accusation"): ["Alle {} sind Verbrecher.", "{} sind alle kriminell.", "{} zerstören unser Land.", "{} sind an allem schuld.", "{} nehmen uns die Arbeit weg."],
    ("de", "rejection"): ["Ich hasse {}.", "Ich hasse alle {}.", "Ich kann {} nicht ausstehen.", "Niemand will {} hier haben.", "Keine {} mehr in unserer Stadt!", "Ohne {} wäre das Leben hier besser."],
    ("de", "exclusion"): ["{} raus!", "{} sollten abgeschoben werden.", "{} gehören nicht hierher.", "{} müssen weg.", "Man sollte alle {} rauswerfen.", "{} sollten nicht wählen dürfen.", "{} haben hier nichts zu suchen."],
    ("de", "question"): ["Warum sind {} so dumm?", "Wieso sind alle {} so faul?"],
    ("de", "in the next sentence"): ["Nebenan wohnen {}. Sie sind Ungeziefer.", "Da kommen noch mehr {}. Die gehören abgeschoben."],
    ("de", "slurring adjective"): ["Diese dreckigen {} schon wieder.", "Scheiß {}!"],
    ("fr", "derogation"): ["{} sont tous répugnants.", "{} sont stupides.", "Pour moi {} sont une honte.", "{} sont vraiment des menteurs."],
    ("fr", "dehumanisation"): ["{} sont de la vermine.", "{} sont des animaux.", "{} sont comme des rats.", "{} sont un cancer pour ce pays.", "{} ne sont pas humains."],
    ("fr", "accusation"): ["{} sont tous des voleurs.", "{} sont des criminels.", "{} détruisent notre pays.", "{} profitent du système."],
    ("fr", "rejection"): ["Je hais {}.", "Je déteste {}.", "On ne supporte plus {}.", "Personne ne veut voir {} ici.", "Le monde serait mieux sans {}."],
    ("fr", "exclusion"): ["{} dehors !", "{} doivent être expulsés.", "Il faut expulser {}.", "{} n'ont rien à faire ici.", "{} ne devraient pas voter."],
    ("fr", "question"): ["Pourquoi {} sont-ils si bêtes ?"],
    ("ar", "derogation"): ["{} أغبياء.", "{} كلهم متخلفون.", "{} عار على البلد."],
    ("ar", "dehumanisation"): ["{} حيوانات.", "{} مثل الصراصير.", "{} مجرد حشرات.", "{} سرطان في جسد البلد."],
    ("ar", "accusation"): ["{} كلهم إرهابيون.", "{} لصوص.", "{} دمروا بلادنا."],
    ("ar", "rejection"): ["أكره {}.", "لعنة الله على {}."],
    ("ar", "exclusion"): ["يجب طرد {}.", "لازم ترحيل كل {}.", "اطردوا {}."],
}  # fmt: skip

#: Violence against a group, which waits for a person.
VIOLENT = {
    "en": [
        "{} should be shot.", "Kill all {}.", "{} deserve to die.", "I hope all {} burn.", "We should hang all {}.", "Death to {}!", "{} need to be exterminated.", "Someone should shoot those {}.",
    ],
    "de": ["{} sollte man erschießen.", "Man sollte alle {} aufhängen.", "{} gehören vergast.", "Tötet alle {}!", "{} haben den Tod verdient.", "Ich hoffe, alle {} verrecken."],
    "fr": ["Il faut tuer {}.", "{} méritent la mort.", "{} devraient être fusillés.", "Il faut exterminer tous {}.", "J'espère que {} crèvent tous."],
    "ar": ["يجب قتل {}.", "اقتلوا {}.", "لازم حرق كل {}."],
}  # fmt: skip

HARMLESS = {
    ("en", "neutral or kind"): [
        "{} are our neighbours.", "I love {}.", "{} deserve equal rights.", "Many {} live in this town.", "{} should be treated with respect.", "The council wants more housing for {}.", "{} are people like you and me.", "Most {} work hard.", "My best friends are {}.", "{} are great.",
        "The paper spoke with three {} about the flood.", "We need more {} in the council.", "It is hard for {} to find a flat.",
    ],
    ("en", "denial"): ["{} are not criminals.", "I do not hate {}.", "{} are not vermin, they are people.", "Nobody should say that {} are stupid.", "Not all {} are the same."],
    ("en", "news"): [
        "The police arrested a man who had attacked {}.", "Five {} were killed in the attack on Sunday.", "The law bans discrimination against {}.", "{} were shot at from a passing car, a witness said.", "The fire destroyed a home for {}.",
    ],
    ("de", "neutral or kind"): [
        "{} sind unsere Nachbarn.", "Ich mag {}.", "{} verdienen gleiche Rechte.", "Viele {} leben in dieser Stadt.", "{} sollten mit Respekt behandelt werden.", "Die Stadt baut Wohnungen für {}.", "{} sind Menschen wie du und ich.", "{} gehören zu Deutschland.",
        "Wir brauchen mehr {} im Rat.", "Die meisten {} arbeiten hart.", "Der Minister sprach mit drei {} über das Hochwasser.", "Im Verein spielen auch {}.",
    ],
    ("de", "denial"): ["{} sind keine Verbrecher.", "Ich hasse {} nicht.", "Niemand sollte sagen, dass {} dumm sind.", "Nicht alle {} sind gleich."],
    ("de", "news"): ["Die Polizei nahm einen Mann fest, der {} angegriffen hatte.", "Bei dem Anschlag wurden fünf {} getötet.", "Das Gesetz verbietet, {} zu benachteiligen."],
    ("fr", "neutral or kind"): ["{} sont nos voisins.", "J'aime {}.", "{} méritent les mêmes droits.", "{} habitent cette ville depuis longtemps.", "La ville construit des logements pour {}.", "{} sont des gens comme vous et moi.", "{} doivent être traités avec respect.", "Le ministre a rencontré {} du quartier."],
    ("fr", "denial"): ["{} ne sont pas des criminels.", "Je ne déteste pas {}.", "Il ne faut pas dire que {} sont stupides."],
    ("fr", "news"): ["La police a arrêté un homme qui avait attaqué {}.", "La loi interdit de discriminer {}."],
    ("ar", "neutral or kind"): ["{} جيراننا.", "أحب {}.", "{} يستحقون حقوقا متساوية.", "يعيش {} في هذه المدينة منذ زمن.", "{} ناس مثلنا."],
    ("ar", "denial"): ["ليس كل {} سواء.", "لا أكره {}.", "ليس صحيحا أن {} مجرمون."],
    ("ar", "news"): ["قتل خمسة أشخاص في هجوم على {}.", "زار الوزير {} في المدينة."],
}  # fmt: skip

COUNTER = {
    "en": [
        'He shouted "{} are vermin" at a waiter, and nobody said a word.', "People who say that {} are vermin should be ashamed.", "Whoever claims all {} are criminals knows nothing.", "It is racist to say that {} are stupid.", "Stop saying {} are animals.",
        "Saying that {} should be deported is hateful.", "I was told that {} are scum, and I was shocked.", "The idea that {} are lazy is nonsense.", 'Writing "kill all {}" on a wall is a crime.', "Some people think {} are liars, but they are wrong.",
    ],
    "de": ['Er rief „{} sind Ungeziefer“, und niemand sagte etwas dazu.', "Wer sagt, dass {} Ungeziefer sind, soll sich schämen.", "Es ist rassistisch zu sagen, {} sind dumm.", "Die Behauptung, {} sind kriminell, ist Unsinn.", "Man darf nicht sagen, alle {} sind Verbrecher.", "Leute, die behaupten, {} sind Tiere, widern mich an."],
    "fr": ["Il a crié « {} sont de la vermine » et personne n'a réagi.", "Ceux qui disent que {} sont des voleurs ont tort.", "Dire que {} sont stupides est raciste.", "L'idée que {} sont des criminels est fausse.", "Arrêtez de dire que {} sont des animaux."],
    "ar": ["من يقول إن {} حيوانات فهو عنصري.", "القول بأن {} لصوص كذب وافتراء.", "لا يجوز أن نقول إن {} أغبياء."],
}  # fmt: skip


def judged(templates, language):
    """What every template with every group leads to under ground 2: the sentence and the strongest action."""
    return [
        (
            sentence,
            max((found.action for found in screened(sentence, language) if found.ground == 2), default=Action.NONE),
        )
        for template in templates
        for sentence in (begun(template.format(group)) for group in GROUPS[language])
    ]


def begun(sentence):
    return sentence[0].upper() + sentence[1:]


def screened(sentence, language):
    """What words and phrases find in it: what was learned is tested elsewhere."""
    found = screen(Draft(sentence, (language,)), Facts(), fresh()).findings
    return [one for one in found if one.rule in ("words", "phrases")]


@pytest.mark.parametrize(("language", "kind"), HOSTILE)
def test_hostility_to_any_group_is_flagged(language, kind):
    answers = judged(HOSTILE[language, kind], language)
    missed = [sentence for sentence, action in answers if action < Action.FLAG]
    assert len(missed) <= 0.1 * len(answers), missed


@pytest.mark.parametrize("language", VIOLENT)
def test_violence_against_any_group_waits_for_a_person(language):
    answers = judged(VIOLENT[language], language)
    missed = [sentence for sentence, action in answers if action < Action.HOLD]
    assert len(missed) <= 0.1 * len(answers), missed


@pytest.mark.parametrize(("language", "kind"), HARMLESS)
def test_what_only_speaks_of_a_group_is_let_be(language, kind):
    answers = judged(HARMLESS[language, kind], language)
    marked = [sentence for sentence, action in answers if action > Action.NONE]
    assert len(marked) <= 0.02 * len(answers), marked


@pytest.mark.parametrize("language", COUNTER)
def test_who_speaks_against_hatred_is_let_be(language):
    answers = judged(COUNTER[language], language)
    marked = [sentence for sentence, action in answers if action > Action.NONE]
    assert len(marked) <= 0.05 * len(answers), marked
