import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { type Cast, found } from './second-day.ts'
import type { Stage } from './stage.ts'
import { Visitor } from './visitor.ts'

/** The console: a link in private, opened by a tap and by nothing else; a page, and one act by a button of it. */
export async function playConsole(stage: Stage, { town, origin }: Simulation, cast: Cast): Promise<void> {
  const { wang, li } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const browser = new Visitor(origin)
  const sees = (page: { status: number; text: string }, what: string | RegExp, status = 200) =>
    stage.check(
      page.status === status && page.text.match(what) !== null,
      `页面 HTTP ${page.status}，有 ${what}`,
    )

  stage.chapter('控制台：一次性链接，点一下才算用掉')
  await stage.say(li, dingtalk, '/工时 1小时 昨天 整理台账', /待核/)
  await stage.say(wang, wecom, '/控制台', /私聊/, { not: /https?:/ })
  const link = found(await stage.say(wang, inWecom(wang), '/控制台', /10 ?分钟/), /(https?:\S+)/)
  stage.check(link.startsWith(`${origin}/console/`), '链接在模拟器自己的端口上')
  sees(await browser.get('/console'), /控制台/, 401)
  for (const preview of ['预览一次', '预览两次']) {
    stage.print(`   （${preview}：聊天软件自己去看这个链接）`)
    sees(await new Visitor(origin).get(link), '进入')
  }
  sees(await browser.press(await browser.get(link), '进入'), '今日')
  sees(await new Visitor(origin).get(link), /用过|失效/, 410)

  stage.chapter('页面上点一下，和群里发命令一样')
  const today = await browser.get('/console')
  sees(today, '整理台账')
  sees(await browser.press(today, '通过'), /已通过/)
  await stage.say(wang, inWecom(wang), '/审核', { not: /整理台账/ })
  for (const [path, title] of [
    ['/console/people', '人员'],
    ['/console/month', '相符'],
  ] as const)
    sees(await browser.get(path), title)
}
