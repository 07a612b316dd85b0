"""The words of 文书.yaml: what documents say that no scheme says."""

from __future__ import annotations

from engine.scheme.papers import Masthead, NoticeKind
from engine.vocabulary.shape import Choice, Concept, Field, ListOf, Text, Whole, YesNo

# Where a tier's name stands in the heading of its list.
TIER_HERE = "{等次}"
FONTS = ("国标", "国标GBK", "Windows自带", "开源")
_DAY = Text("一个日期，如 2022-02-22")
NOTICE = Concept(
    "notice",
    "通知",
    "结果通知（通报）上的各项，见 kaohe notice。不写的，能由方案写出来的就写出来，写不出来的留“【待填：…】”。",
    (
        Field(
            "kind",
            "文种",
            Choice({each.value: each.name for each in NoticeKind}),
            "通知：下发结果；通报：表扬先进、批评后进。不写即通知",
        ),
        Field("title", "标题", Text(), "公文标题；不写则由方案名称写出来。写成几行的，照样分行"),
        Field(
            "masthead",
            "红头",
            Choice({each.value: each.name for each in Masthead}),
            "打印：连红头一起打印；空出：印在有红头的纸上，上面空出来；无：没有版头。不写即无",
        ),
        Field("mark", "发文机关标志", Text(), "红头上的字；不写即发文机关名称加“文件”"),
        Field("copy", "份号", Text(), "份号，如 000001；涉密公文才要"),
        Field("secrecy", "密级", Text(), "密级和保密期限，如 秘密★1年"),
        Field("urgency", "紧急程度", Text(), "如 特急、加急"),
        Field("number", "发文字号", Text(), "如 长卫健发〔2022〕21号，年份用六角括号"),
        Field("to", "主送机关", Text(), "如 各单位，后面不写冒号"),
        Field("day", "成文日期", _DAY, "成文日期，如 2022-02-22"),
        Field("basis", "依据", Text(), "第一段；不写则由方案的“依据文件”和名称写出来"),
        Field("contents", "考核内容", Text(), "“一、考核内容”的正文；不写则由一级指标和数据来源写出来"),
        Field("list_title", "名单标题", Text(), f"每个等次名单的标题，等次的地方写{TIER_HERE}"),
        Field("signed", "署名", Text(), "发文机关署名；不写即方案的“发文机关”"),
        Field("sealed", "印章", YesNo(), "是：加盖印章，署名以成文日期为准居中；否：不盖章。不写即是"),
        Field("attachments", "附件", ListOf(Text()), "附件名称，一件一行，不写序号，不用书名号"),
        Field("remark", "附注", Text(), "如 此件公开发布，不写括号"),
        Field("copies_to", "抄送", Text(), "抄送机关，如 区委办公室，区政府办公室"),
        Field("printer", "印发机关", Text(), "一般是办公室，如 某区卫生健康委员会办公室"),
        Field("printed_on", "印发日期", _DAY, "送印的日期"),
    ),
)
REVIEW = Concept(
    "review",
    "复核",
    "单位对结果有意见时怎么办，写在给单位的说明里。",
    (
        Field("deadline", "截止日期", _DAY, "最迟哪一天提出"),
        Field("office", "受理", Text(), "由谁受理，如 家庭发展科"),
        Field("contact", "联系方式", Text(), "办公电话、地址；不写个人手机号码"),
    ),
)
PAPERS = Concept(
    "papers",
    "文书",
    "通知和单位说明上的文号、日期、主送机关等。不是方案的一部分：改了它，方案的校验码不变。",
    (
        Field("format", "格式", Whole(sample=1), "本文件的格式，写 1", required=True),
        Field("notice", "通知", NOTICE, "结果通知上的各项"),
        Field("review", "复核", REVIEW, "对结果有意见时怎么办"),
        Field("fonts", "字体", Choice({each: each for each in FONTS}), "文件里写哪一套字体的名称；不写即国标"),
    ),
)
