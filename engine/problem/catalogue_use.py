"""Pages for results that want attention (R) and for commands (U)."""

from __future__ import annotations

from engine.problem.catalogue_page import Page
from engine.problem.codes import Code

USE_PAGES = {
    Code.UNDECIDED: Page(
        "有规则或等次无法判定",
        "规则或等次的条件要用的数据没有报，成立不成立都有可能，而两种可能的结果不同，所以这个单位暂不能定等次。",
        "数据:\n  弄虚作假: 未报",
        "数据:\n  弄虚作假: 否",
        "补报提示里说的数据。补齐以前，名次和名额都是暂定的。",
    ),
    Code.NOTHING_APPLIES: Page(
        "全部指标都不适用",
        "这个单位没有一个指标可以计分，得不出总分。",
        "数据:\n  应访户数:\n    核定: 不适用\n  （其余数据项也都是不适用）",
        "免考:\n  丙单位: 本年度没有考核范围内的业务",
        "不参评的单位请列入方案的“免考”并写明原因；参评的请核对“不适用”是不是认定错了。",
    ),
    Code.EVIDENCE_PENDING: Page(
        "没有佐证，暂不计分",
        "方案规定这个加分项或扣分项必须有佐证。没有写佐证的暂不计分，补报以后再计；不是永远不计。",
        "数据:\n  试点数: 1",
        "数据:\n  试点数:\n    自评: 1\n    佐证: 试点立项文件",
        "在这个数（或这件事项）下面补写“佐证”，说明有什么材料为证；确实没有的，改为 0 或删去这件事项。",
    ),
    Code.NO_SUCH_UNIT: Page(
        "没有这个单位",
        "命令里写的单位不在方案的考核对象里。",
        "kaohe why 甲单为 -s 方案.yaml -f facts",
        "kaohe why 甲单位 -s 方案.yaml -f facts",
        "单位名称要写全，与方案一字不差。",
    ),
    Code.NO_SUCH_ITEM: Page(
        "没有这个编号",
        "命令里写的编号不是方案的指标、加分项、扣分项或规则。",
        "kaohe why 甲单位 A9 -s 方案.yaml -f facts",
        "kaohe why 甲单位 A1 -s 方案.yaml -f facts",
        "编号写方案里的，如 A1；不写编号就说明全部。",
    ),
    Code.NO_SUCH_CODE: Page(
        "没有这个问题代码",
        "问题代码是一个字母加三位数字，印在每条问题的方括号里。",
        "kaohe explain S999",
        "kaohe explain S102",
        "照问题里印的代码写；不带代码运行 kaohe explain 可以看到全部代码。",
    ),
    Code.RULE_ENGINE: Page(
        "规则引擎不能用",
        "判定一票否决等规则要用规则引擎（durable_rules 或 CLIPS），现在一个也装不上，或工作不正常。",
        "KAOHE_RULES=drools kaohe score 方案.yaml facts",
        "kaohe score 方案.yaml facts",
        "去掉 KAOHE_RULES 让程序自己选；都不能用时，运行 pip install clipspy。",
    ),
    Code.NOT_ALIKE: Page(
        "一个是方案，一个是结果",
        "比较两版方案要给两个方案文件，比较两份结果要给两个 .json 结果文件；一个方案同一份结果没有可比的东西。",
        "kaohe diff 方案.yaml 结果.json",
        "kaohe diff 去年结果.json 结果.json",
        "两边都写方案，或者都写结果。没有结果的先算：kaohe score 方案 数据 --json --out 结果.json。",
    ),
    Code.EDITIONS_DIFFER: Page(
        "两版的方案编号不同",
        "通常只比较同一方案的两版。编号不同，可能是换年度时改了编号，也可能是选错了文件；照样比较，请您自己判断。",
        "kaohe diff 甲方案.yaml 乙方案.yaml",
        "kaohe diff 甲方案.yaml 甲方案修订.yaml",
        "确认选对了文件就不用管；数据里写的是哪一版的编号都可以。",
    ),
    Code.NO_COMMON_UNITS: Page(
        "两边没有相同的单位",
        "得分、名次、等次要同一个单位前后比较。两边的单位名称没有一个相同，就只能比较方案的文字。",
        "旧方案：考核对象: [甲所]\n新方案：考核对象: [甲单位]",
        "旧方案：考核对象: [甲单位]\n新方案：考核对象: [甲单位]",
        "核对是不是选错了文件；单位改了名的，先把两边改成同一个名称再比较。",
    ),
    Code.NO_SUCH_TEMPLATE: Page(
        "没有这个模板",
        "kaohe init 按模板建立考核文件夹，命令里写的不是模板的名称。",
        "kaohe init 2026年考核 --template 目标",
        "kaohe init 2026年考核 --template 目标管理",
        "运行 kaohe init --list 看有哪些模板；不写 --template 就用“目标管理”。",
    ),
    Code.NO_NEXT_YEAR: Page(
        "不知道这次考核是哪一年的",
        "由上年的考核建立本年的考核，编号、名称和日期都要按年度改。上年的方案没有写“年度”，或者写的年度不在它以后。",
        "kaohe init 新考核 --from 没有写年度的考核",
        "kaohe init 2026年考核 --from 没有写年度的考核",
        "在命令里加上 --year，写这次考核的年度；写在新文件夹的名称里也行。上年的方案最好补写“年度”。",
    ),
    Code.NO_EDITOR_SUPPORT: Page(
        "没有安装编辑器要用的部分",
        "在编辑器里边写边查错，要用 pygls 这个软件包。评分、检查用不着它，所以平常不装。",
        "kaohe lsp\n（没有装 pygls）",
        "pip install pygls\nkaohe lsp",
        "运行 pip install pygls（装在 kaohe 所在的同一个环境里），再让编辑器重新启动语言服务。",
    ),
    Code.NO_WEB_SUPPORT: Page(
        "没有安装网页要用的部分",
        "网页（kaohe serve）要用 fastapi、uvicorn 和 python-multipart。只用命令行的用不着它们，所以没有一起装。",
        "kaohe serve（没有装 fastapi）",
        "kaohe serve（装好以后）",
        '请管理员运行 pip install fastapi uvicorn python-multipart；或者在 kaohe 的文件夹里运行 pip install ".[web]"。',
    ),
    Code.NOT_SERVED: Page(
        "网页服务不这样用",
        "网页服务（kaohe serve）只给这台电脑自己用，也只做它会做的事：地址、内容不合要求的请求不执行，什么都没有改。",
        "kaohe serve --host 0.0.0.0",
        "kaohe serve",
        "照问题里说的改；要给别的电脑用，见文档“网页”里“放在代理后面”；各接口怎样用，见文档“接口”。",
    ),
}
