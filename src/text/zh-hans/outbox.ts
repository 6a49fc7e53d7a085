/** Words of the sending itself: what a letter says of its own way, and what those hear who can mend a way. */
export const outbox = {
  'mail.next': '→ {next:phrase}',
  'push.maybe_again': '（如果已经收到过这一条，请忽略）',
  'push.broken_group': '群推送发不出去了：{group}（{why}）。',
  'push.mend_group': '请在群里新建推送机器人，再私聊我发：/绑定推送 新地址。绑定后，没过期的消息会自动补发。',
  'push.broken_gateway': '机器人在这个群里发不出消息了：{group}（{why}），消息先留着，每6小时再试一次。',
  'push.mend_gateway':
    '请看机器人还在不在群里，不在就重新添加；也可以给群绑定推送，私聊我发：/绑定推送 推送地址',
  'push.broken_app': '钉钉不收机器人主动发的消息了（{why}），要推送的消息先留着，每6小时再试一次。',
  'push.mend_app':
    '请信息技术人员检查：应用密钥、企业内机器人发送消息权限、服务器出口IP、机器人是否还在群里。',
}
