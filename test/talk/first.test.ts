import { test } from 'vitest'
import { at, onWecom, onDingtalk, settledTalk, secretary, admin } from '../support/talk.ts'

test('look', async () => {
  const talk = await settledTalk(at('2026-11-23 09:00'))
  const zhang = onWecom('zhangsan')
  const wang = onDingtalk('wangfang', '王芳')
  const show = (said: string, a: { kind: string; text: string; buttons: unknown[] }) =>
    console.log(`> ${said}\n[${a.kind}] ${a.text}\n${JSON.stringify(a.buttons)}`)
  const g = async (who: typeof zhang, text: string) => show(`${who.id} group ${text}`, await talk.group(who, text))
  const p = async (who: typeof zhang, text: string) => show(`${who.id} private ${text}`, await talk.private(who, text))
  await g(zhang, '/报到')
  await g(zhang, '/登记 张三 市财政局')
  await g(wang, '/登记 王芳 志愿者')
  await g(zhang, '/帮助'); await g(zhang, '')
  await g(zhang, '/报到'); talk.now += 20 * 60000
  await g(zhang, '/报到'); talk.now += 130 * 60000
  await g(zhang, '/签退'); await g(zhang, '/签退 打扫了3栋楼道')
  await g(zhang, '/工时 昨天 下午3点到5点 劳动仲裁咨询')
  await g(zhang, '/工时 昨天 下午4点到6点 劳动仲裁咨询')
  await g(zhang, '/工时 2小时'); await g(zhang, '/工时 三只猫'); await g(zhang, '/工时')
  await p(zhang, '/工时'); await g(zhang, '/撤销')
  await g(zhang, '/签倒'); await p(zhang, '你好')
  await g(secretary, '/审核'); await p(secretary, '/审核'); await g(secretary, '/通过 1'); await g(secretary, '/通过 全部')
  await p(zhang, '/我的'); await g(zhang, '/我的'); await p(zhang, '1')
  await g(zhang, '/语言 繁'); await g(zhang, '/我的')
  await p(secretary, '/帮助'); await p(admin, '/审核'); await p(admin, '/帮助')
  talk.now += 3600000
  await g(wang, '/报到'); talk.now += 11 * 3600000
  await g(wang, '/签退 巡逻'); await g(secretary, '/驳回 3 时间不对'); await p(wang, '/我的')
})
