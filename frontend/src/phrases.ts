/** What CodeMirror itself says. */

export const PHRASES: Record<string, string> = {
  // view, language
  "Control character": "控制字符",
  "Selection deleted": "已删除所选内容",
  "Folded lines": "已折叠的行",
  "Unfolded lines": "已展开的行",
  "folded code": "已折叠的内容",
  "Fold line": "折叠",
  "Unfold line": "展开",
  unfold: "展开",
  to: "至",
  // search
  Find: "查找",
  Replace: "替换为",
  next: "下一个",
  previous: "上一个",
  all: "全选",
  "match case": "区分大小写",
  "by word": "整词",
  regexp: "正则表达式",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  "current match": "当前这处",
  "on line": "在行",
  "replaced $ matches": "已替换 $ 处",
  "replaced match on line $": "已替换第 $ 行的一处",
  "Go to line": "转到行",
  go: "转到",
  // lint, autocomplete
  Diagnostics: "问题",
  "No diagnostics": "没有问题",
  Completions: "可以写的内容",
  // merge
  "$ unchanged lines": "$ 行相同",
  Accept: "用文件里的",
  Reject: "用我的",
  "Revert this chunk": "这一处用文件里的",
};
