"""The closed lists of words that code branches on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Document(TextChoices):
    """A text that people are bound by or informed with."""

    RULES = "rules", _("comment rules")
    PRIVACY = "privacy", _("privacy policy")


class ChangeClass(TextChoices):
    """What a new version of a document asks of people (due-process G01)."""

    EDITORIAL = "editorial", _("editorial: nobody is asked")
    MATERIAL = "material", _("material: announced, then asked for")
    NEW_PURPOSE = "new-purpose", _("a new purpose: announced, then asked for")


class Urgency(TextChoices):
    """Why a change holds before its notice is over (V20): only what leaves the publisher no choice."""

    SECURITY = "security", _("people or their data are in danger until it holds")
    ORDER = "order", _("a court or an authority orders it")
    LAW = "law", _("a law demands it by that day")


class Setting(TextChoices):
    """What the log of settings is about (C32)."""

    DISCUSSION = "discussion", _("how an article is discussed")
    USUAL_DISCUSSION = "usual-discussion", _("how a section is usually discussed")
    RETENTION = "retention", _("how long something is kept")
    PURPOSE = "purpose", _("what people may agree to")
    AGE = "age", _("the age from which one consents")
    EXPORT = "export", _("a table was taken out")
    WEBHOOK = "webhook", _("which program is told what happens")


class AcknowledgementKind(TextChoices):
    """What a person did with a version: never a consent (due-process G03)."""

    ACCEPTED = "accepted", _("accepted")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")


class LegalBasis(TextChoices):
    """GDPR Art. 6(1)."""

    CONSENT = "6-1-a", _("consent")
    CONTRACT = "6-1-b", _("contract")
    LEGAL_OBLIGATION = "6-1-c", _("legal obligation")
    LEGITIMATE_INTEREST = "6-1-f", _("legitimate interest")


class Surface(TextChoices):
    """Where on the site a person made a choice."""

    SIGNUP = "signup", _("registration")
    SOCIAL_SIGNUP = "social-signup", _("registration with another account")
    GATE = "gate", _("page after a change of policy")
    SETTINGS = "settings", _("privacy settings")
    LETTER = "letter", _("link in a letter")
    COMMAND = "command", _("set-up")


class Scope(TextChoices):
    """What a program may do with a token of its person's (C72)."""

    READ = "read", _("read: your own comments, whatever has become of them; the queue, where you moderate")
    POST = "post", _("post: write, edit and withdraw comments in your name")
    DECIDE = "decide", _("decide: publish, remove and restore comments, where you moderate")
    EXPORT = "export", _("export: fetch a copy of your data; statements of reasons, where you moderate")


class TraceKind(TextChoices):
    """What a block trace recognises."""

    MAILBOX = "mailbox", _("mailbox")
    SOCIAL = "social", _("social identity")


class TextsAtErasure(TextChoices):
    """What becomes of a person's comments when the account is erased (C45)."""

    ERASE = "erase", _("erase the texts")
    KEEP = "keep", _("keep the texts without any name")


class Right(TextChoices):
    """What people may ask about their data (GDPR Art. 15 to 22)."""

    ACCESS = "access", _("to know what we hold, and get a copy (Art. 15)")
    RECTIFICATION = "rectification", _("to have something put right (Art. 16)")
    ERASURE = "erasure", _("to have something erased (Art. 17)")
    RESTRICTION = "restriction", _("to have something kept but not used (Art. 18)")
    PORTABILITY = "portability", _("to take the data elsewhere (Art. 20)")
    OBJECTION = "objection", _("to object to a use (Art. 21)")
    OTHER = "other", _("something else about the data")


class RightsChannel(TextChoices):
    """How a request about one's data reached the publisher."""

    SITE = "site", _("the site")
    MAIL = "mail", _("e-mail")
    POST = "post", _("a letter on paper")
    SPOKEN = "spoken", _("word of mouth")


class RightsOutcome(TextChoices):
    """What a request about one's data was answered with."""

    GRANTED = "granted", _("done as asked")
    PARTLY = "partly", _("done in part")
    REFUSED = "refused", _("not done, for the reasons given")


class RestrictionGround(TextChoices):
    """Why somebody's data may only be kept (GDPR Art. 18(1))."""

    ACCURACY = "accuracy", _("the person contests that the data is right, and we verify it (a)")
    UNLAWFUL = "unlawful", _("the use is unlawful, and the person wants no erasure (b)")
    CLAIMS = "claims", _("we need the data no longer, the person does for legal claims (c)")
    OBJECTION = "objection", _("the person has objected, and whose reasons weigh more is being verified (d)")


class RestrictedUse(TextChoices):
    """What data that is only kept may be used for all the same (GDPR Art. 18(2))."""

    CONSENT = "consent", _("with the person’s consent")
    CLAIMS = "claims", _("for legal claims")
    PROTECTION = "protection", _("to protect the rights of somebody else")
    PUBLIC_INTEREST = "public-interest", _("for an important public interest")


class RestrictionEnd(TextChoices):
    """How a restriction ended."""

    LIFTED = "lifted", _("lifted, after the person was told")
    ERASED = "erased", _("the person had the account erased")


class Concerned(TextChoices):
    """Which members a breach of security concerns, by what accounts say of them (GDPR Art. 34)."""

    EVERYBODY = "everybody", _("everybody with an account")
    HAD_ACCOUNT = "had-account", _("who had an account already on the day named")
    SIGNED_IN = "signed-in", _("who have signed in since the day named")
    PASSWORD = "password", _("who sign in with a password of this site")


class Country(TextChoices):
    """Where somebody lives who is asked how old they are (GDPR Art. 8(1)): EU, EEA and United Kingdom, by ISO 3166."""

    AT = "AT", _("Austria")
    BE = "BE", _("Belgium")
    BG = "BG", _("Bulgaria")
    HR = "HR", _("Croatia")
    CY = "CY", _("Cyprus")
    CZ = "CZ", _("Czechia")
    DK = "DK", _("Denmark")
    EE = "EE", _("Estonia")
    FI = "FI", _("Finland")
    FR = "FR", _("France")
    DE = "DE", _("Germany")
    GR = "GR", _("Greece")
    HU = "HU", _("Hungary")
    IS = "IS", _("Iceland")
    IE = "IE", _("Ireland")
    IT = "IT", _("Italy")
    LV = "LV", _("Latvia")
    LI = "LI", _("Liechtenstein")
    LT = "LT", _("Lithuania")
    LU = "LU", _("Luxembourg")
    MT = "MT", _("Malta")
    NL = "NL", _("Netherlands")
    NO = "NO", _("Norway")
    PL = "PL", _("Poland")
    PT = "PT", _("Portugal")
    RO = "RO", _("Romania")
    SK = "SK", _("Slovakia")
    SI = "SI", _("Slovenia")
    ES = "ES", _("Spain")
    SE = "SE", _("Sweden")
    GB = "GB", _("United Kingdom")
    #: ISO 3166 leaves this code to its users.
    OTHER = "ZZ", _("Another country")
