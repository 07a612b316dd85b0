"""The closed list of problem codes, by family, and how grave each is.

Y text and YAML · I files · S scheme · E formulas and conditions · F facts · R results · N documents · T cases ·
U usage.
A code is an interface: it is never given another meaning. `catalogue` holds the page of each.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType


class Severity(Enum):
    """How grave a problem is; the value is the word that the user sees."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


class Code(Enum):
    """Every kind of mistake that kaohe can name."""

    YAML_SYNTAX = "Y001"
    WRONG_ENCODING = "Y002"
    DUPLICATE_KEY = "Y003"
    ANCHOR_OR_TAG = "Y004"
    TOO_DEEP = "Y005"
    TOO_LARGE = "Y006"
    EMPTY_TEXT = "Y007"
    SEVERAL_DOCUMENTS = "Y008"
    READ_OTHERWISE = "Y009"

    FILE_NOT_FOUND = "I001"
    FILE_UNREADABLE = "I002"
    NOT_TEXT = "I003"
    FOLDER_EMPTY = "I004"
    FILE_SKIPPED = "I005"
    NO_CASE_FILES = "I006"
    LAYOUT_UNKNOWN = "I007"
    NO_YAML_FILES = "I008"
    UNIT_LIST = "I010"
    UNIT_LISTED_TWICE = "I011"
    ALREADY_THERE = "I012"
    WORKBOOK_ENCRYPTED = "I021"
    NOT_A_WORKBOOK = "I022"
    WORKBOOK_OTHER_FORMAT = "I023"
    WORKBOOK_BROKEN = "I024"
    WORKBOOK_TOO_LARGE = "I025"
    WORKBOOK_UNSAFE = "I026"
    SUFFIX_DIFFERS = "I027"
    NO_FORMS = "I028"
    EXPORT_FORMAT = "I031"
    EXPORT_TOO_LARGE = "I032"
    EXPORT_NO_PARQUET = "I033"
    NO_DOCUMENT_PARTS = "I034"

    KEY_MISSING = "S101"
    KEY_UNKNOWN = "S102"
    VALUE_KIND = "S103"
    VALUE_CHOICE = "S104"
    FORMAT_VERSION = "S105"
    KEYS_EXCLUSIVE = "S106"
    ID_TWICE = "S110"
    NAME_UNUSABLE = "S111"
    POINTS_SUM = "S120"
    UNIT_OF_QUANTITY = "S130"
    BANDS_GAP = "S131"
    BANDS_OVERLAP = "S132"
    STEP_NOT_POSITIVE = "S134"
    TIER_REST = "S140"
    TIER_UNKNOWN = "S142"
    QUOTA_BASE = "S143"
    ZERO_DENOMINATOR = "S150"
    ROUNDED_TWICE = "S152"
    SCORE_ORDER_PUBLIC = "S153"
    SCORE_RANGE = "S154"
    UNIT_UNKNOWN = "S155"
    FACT_UNUSED = "S160"
    LIMITS_CONTRADICT = "S161"
    ORIGIN_UNKNOWN = "S162"
    FORWARD_LOOK = "S170"
    RULE_CYCLE = "S171"
    TIER_UNREACHABLE = "S180"
    QUOTA_EMPTY = "S181"
    TIER_BACKWARDS = "S182"
    CONDITION_NEVER = "S183"
    CONDITION_ALWAYS = "S184"
    RULE_WITHOUT_EFFECT = "S185"
    RULES_CONTRADICT = "S186"
    FULL_MARKS_UNREACHABLE = "S187"
    POINTS_NEVER_LOST = "S188"
    OUTCOME_IMPOSSIBLE = "S189"
    CAP_IDLE = "S190"
    CHARGE_ABOVE_CAP = "S191"
    BONUS_LOST = "S192"
    WEIGHT_IDLE = "S193"
    LOST_TWICE = "S194"
    LIMIT_MISSING = "S195"
    PART_ABOVE_WHOLE = "S196"
    FORMULA_CONSTANT = "S197"
    LEFT_TO_DEFAULT = "S198"
    SILENCE_IDLE = "S199"

    FORMULA_SYNTAX = "E201"
    NAME_UNKNOWN = "E202"
    KINDS_MIXED = "E203"
    NOT_A_CONDITION = "E204"
    ATTRIBUTE_UNKNOWN = "E205"
    CONDITION_DENOMINATOR = "E206"
    PERIOD_OPEN = "E207"

    OTHER_SCHEME = "F301"
    NOT_ASSESSED = "F302"
    UNIT_TWICE = "F303"
    UNIT_MISSING = "F304"
    FACT_UNKNOWN = "F305"
    FACT_VALUE = "F306"
    FACT_LIMIT = "F307"
    FACT_PAIR = "F308"
    NOT_APPLICABLE_UNGRANTED = "F309"
    PERSONAL_DATA = "F310"
    FACT_MISSING = "F311"
    FACT_ORIGIN = "F312"
    NARRATIVE_OF_OTHER = "F313"
    BALLOTS_INVALID = "F314"
    MARKS_TOO_FEW = "F315"
    CUMULATIVE_FALLS = "F316"
    PERIOD_RUNNING = "F317"
    NOT_RESULTS = "F318"
    BULK_PERCENT = "F471"
    BULK_NOT_INSTALLED = "F472"
    BULK_COLUMN = "F473"
    BULK_FLOATS = "F474"
    BULK_BROKEN = "F475"
    BULK_MIXED = "F476"
    FORM_UNKNOWN = "F405"
    FORM_OF_OTHER_EDITION = "F406"
    FORM_TWICE = "F407"
    UNIT_BY_FILE_NAME = "F408"
    UNIT_UNCLEAR = "F409"
    FORMULA_WITHOUT_VALUE = "F410"
    ERROR_CELL = "F411"
    PICTURE_CELL = "F412"
    NUMBER_AS_DATE = "F413"
    READ_AS = "F414"
    NOTHING_SAID = "F415"
    EVIDENCE_NOT_TEXT = "F416"
    ROW_LOST = "F417"
    ROW_TWICE = "F418"
    NOT_READ = "F419"
    FACTS_CHANGED = "F420"
    FORM_TOUCHED = "F421"
    FORM_SPOILT = "F422"
    FORM_BLANK = "F423"
    TABLE_HEADER = "F441"
    HEADER_TWICE = "F442"
    TABLE_MEASURE = "F443"
    ROW_WHOSE = "F444"
    CELL_TWICE = "F445"
    UNIT_CODE = "F446"
    TABLE_NOT_USED = "F447"
    ORIGIN_TAKEN = "F448"
    ROWS_HIDDEN = "F449"
    MARK_TWICE = "F461"
    NARRATIVE_TWICE = "F462"

    UNDECIDED = "R401"
    NOTHING_APPLIES = "R402"
    EVIDENCE_PENDING = "R403"

    PAPER_NUMBER = "N701"
    PAPER_DATE = "N702"
    TO_BE_FILLED = "N703"
    NARRATIVE_MISSING = "N704"
    HALF_WIDTH = "N705"
    RARE_CHARACTER = "N706"
    SCORE_TOLD = "N707"
    NOT_FINAL = "N708"

    NOT_A_CASE_FILE = "T601"
    NO_CASES = "T602"
    NOTHING_EXPECTED = "T603"
    EXPECTED_UNKNOWN = "T604"
    NOTHING_TO_COVER = "T605"

    NO_SUCH_UNIT = "U501"
    NO_SUCH_ITEM = "U502"
    NO_SUCH_CODE = "U503"
    RULE_ENGINE = "U504"
    NOT_ALIKE = "U505"
    EDITIONS_DIFFER = "U506"
    NO_COMMON_UNITS = "U507"
    NO_SUCH_TEMPLATE = "U508"
    NO_NEXT_YEAR = "U509"
    NO_EDITOR_SUPPORT = "U510"
    NO_WEB_SUPPORT = "U511"
    NOT_SERVED = "U512"


_WARNINGS = frozenset(
    {
        Code.ROUNDED_TWICE,
        Code.FACT_UNUSED,
        Code.TIER_UNREACHABLE,
        Code.QUOTA_EMPTY,
        Code.TIER_BACKWARDS,
        Code.CONDITION_NEVER,
        Code.CONDITION_ALWAYS,
        Code.RULE_WITHOUT_EFFECT,
        Code.RULES_CONTRADICT,
        Code.FULL_MARKS_UNREACHABLE,
        Code.POINTS_NEVER_LOST,
        Code.OUTCOME_IMPOSSIBLE,
        Code.BONUS_LOST,
        Code.FORMULA_CONSTANT,
        Code.SILENCE_IDLE,
        Code.UNIT_MISSING,
        Code.FACT_MISSING,
        Code.NARRATIVE_OF_OTHER,
        Code.FORM_OF_OTHER_EDITION,
        Code.UNIT_BY_FILE_NAME,
        Code.EVIDENCE_NOT_TEXT,
        Code.ROW_LOST,
        Code.FORM_BLANK,
        Code.BALLOTS_INVALID,
        Code.MARKS_TOO_FEW,
        Code.CUMULATIVE_FALLS,
        Code.ROWS_HIDDEN,
        Code.UNDECIDED,
        Code.NOTHING_APPLIES,
        Code.EVIDENCE_PENDING,
        Code.TO_BE_FILLED,
        Code.NARRATIVE_MISSING,
        Code.RARE_CHARACTER,
        Code.SCORE_TOLD,
        Code.NOT_FINAL,
        Code.EDITIONS_DIFFER,
        Code.NO_COMMON_UNITS,
    }
)
_HINTS = frozenset(
    {
        Code.CAP_IDLE,
        Code.CHARGE_ABOVE_CAP,
        Code.WEIGHT_IDLE,
        Code.LOST_TWICE,
        Code.LIMIT_MISSING,
        Code.PART_ABOVE_WHOLE,
        Code.LEFT_TO_DEFAULT,
        Code.READ_OTHERWISE,
        Code.FILE_SKIPPED,
        Code.SUFFIX_DIFFERS,
        Code.PERIOD_RUNNING,
        Code.HALF_WIDTH,
        Code.BULK_FLOATS,
        Code.READ_AS,
        Code.NOT_READ,
        Code.FORM_TOUCHED,
        Code.TABLE_NOT_USED,
        Code.ORIGIN_TAKEN,
    }
)

SEVERITY = MappingProxyType(
    {
        code: Severity.WARNING if code in _WARNINGS else Severity.HINT if code in _HINTS else Severity.ERROR
        for code in Code
    }
)
