/** Announcements, groups that cannot be pushed to, DingTalk's monthly quota. */
export const announcements = {
  'who.announcer': '公告由社区书记、街道干部和管理员发，没有发出。有事要通知，请联系社区书记。',
  'announce.preview': '公告预览，还没有发：',
  'announce.title': '【公告】{community}',
  'announce.title_many': '【公告】（各群写本社区的名字）',
  'announce.line': '{text}',
  'announce.by': '发布：{role:words}',
  'announce.to_one': '要发到{community}的 {groups} 个群：企业微信 {wecom} 个，钉钉 {dingtalk} 个。',
  'announce.to_many':
    '要发到 {communities} 个社区的 {groups} 个群：企业微信 {wecom} 个，钉钉 {dingtalk} 个。',
  'announce.cannot': '其中 {count} 个群现在推送不到：{names:list}',
  'announce.mend':
    '请在群里建推送机器人，复制地址，私聊我发：/绑定推送 推送地址。三天内绑好，这条公告会自动补发。',
  'announce.cannot_others': '另有 {count} 个群现在推送不到：{names:list}',
  'announce.mend_others': '请这些社区的书记私聊我发 /绑定推送，三天内绑好，这条公告会自动补发。',
  'announce.later': '夜里不打扰大家，{at:moment} 送出。',
  'announce.confirm': '要发请在 {minutes} 分钟内发：/公告 发送',
  'announce.dropped': '已取消，公告没有发。',
  'announce.sent': '公告已发出，{groups} 个群，一两分钟内送到。',
  'announce.sent_later': '公告已记下，发到 {groups} 个群。',
  'announce.sent_others': '也发到另外 {groups} 个群，一两分钟内送到。',
  'announce.sent_others_later': '另外 {groups} 个群也记下了。',
  'announce.sent_none': '公告已记下，但现在没有一个群能推送。',
  'announce.same': '{at:moment} 刚对{community}发过一样的公告，这次还没有发。确实要再发一次吗？',
  'announce.no_draft':
    '没有等着发的公告：可能已经发过、取消了，或过了 10 分钟。看发过的请发 /公告，要发新的请发：/公告 内容',
  'announce.other_draft': '没有发：这不是您最新的那份公告。请看您最新的预览，再发：/公告 发送',
  'announce.too_long': '公告有 {length} 个字，最多 {most} 个字，没有发。请删短再发：/公告 内容',
  'announce.no_text':
    '只写了发到哪里，没有写内容，没有发。请发：/公告 社区名 内容，例如：/公告 全部 今晚八点停水',
  'announce.no_groups': '没有发：这里还没有群。请先在社区群里发：/绑定社区 社区名称',
  'announce.elsewhere':
    '{name}不是您负责的社区，没有发公告。如果这几个字是公告的内容，请不要放在最前面，再发：/公告 内容',
  'announce.unknown': '没有这个社区：{names:list}。没有发公告，请核对社区名再发：/公告 社区名 内容',
  'announce.which':
    '您负责几个社区：{names:list}。没有发公告，请写上发到哪个，例如：/公告 {name} 内容；都要发：/公告 全部 内容',
  'announce.which_all':
    '没有发：请写上发到哪些社区，例如：/公告 东湖社区、西湖社区 内容；全部社区都发：/公告 全部 内容',
  'announce.none': '近30天没有发过公告。',
  'announce.list': '近30天的公告：',
  'announce.mine': '{at:moment} {text:short}：送到 {arrived} 个群，等着 {waits} 个，没送到 {lost} 个',
  'announce.others': '{at:moment} {role:words}发的：送到 {arrived} 个群，等着 {waits} 个，没送到 {lost} 个',
  'announce.group': '{group} {community}（{platform:words}群{title}）：{fate:words}',
  'announce.arrived': '已送到',
  'announce.waits': '等着发',
  'announce.no_way': '推送不到，要先绑定推送',
  'announce.failed': '没送到',
  'announce.how': '发公告：/公告 内容，我先给您看样子，您同意了再发。',
  'offer.announce': '发送',
  'offer.announce_drop': '取消',
  'offer.announce_again': '再发一次',
  'offer.announcements': '送到了哪些群',
  'mydata.announcement': '{at:moment} 发的公告：{text:short}',
  'unreachable.group': '有消息要发到{platform:words}群 {group}，可是这个群还推送不到，消息先留着。',
  'unreachable.groups': '有消息要发，可是 {count} 个群还推送不到，消息先留着：{groups:list}',
  'unreachable.mend':
    '请在群里建推送机器人，复制地址，私聊我发：/绑定推送 推送地址。没过期的消息会自动补发；看全部群请发：/绑定推送',
  'quota.calls': '接口调用',
  'quota.messages': '消息收发',
  'quota.used': '{month:month}钉钉{what:words}已用 {used} 次，额度 {limit} 次（{percent}%）。',
  'quota.refused': '{month:month}钉钉{what:words}用完了，钉钉不再接收；我们记下 {used} 次，额度 {limit} 次。',
  'quota.call_soon':
    '到 90% 时，每月的私下报告只发给进度落后的同志。买了更多额度，请发：/设置 钉钉调用额度 20万次',
  'quota.call_saving':
    '从现在起，每月的私下报告只发给进度落后的同志，别的同志发 /我的、/确认 自己看；答复、班次提醒和公告照常。买了更多额度，请发：/设置 钉钉调用额度 20万次',
  'quota.call_waits':
    '钉钉停收后，给钉钉同志的私信、没有绑定推送地址的钉钉群的消息，都等到 {from:date} 再送；私信可以私聊我查看。企业微信照常。',
  'quota.hook_soon':
    '用完后，钉钉可能不再把大家的命令转给我。请少发不急的公告，或者买更多额度，再发：/设置 钉钉消息额度 5万次',
  'quota.hook_saving':
    '快用完了：用完后，钉钉可能不再把大家的命令转给我。答复照常；请先停发不急的公告，或者买更多额度。',
  'quota.hook_waits':
    '钉钉停收后，绑定了推送地址的钉钉群的消息等到 {from:date} 再送，群里的命令我可能收不到。企业微信照常。',
  'report.burden': '公告 {announcements} 次，人均被打扰 {each:factor} 次',
}
