import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { simulatorWindow } from './window.ts'

/** What only who brings the wish may read; yesterday's orders are 1 and 2, the project is 3, the wish 4. */
const CONTACT = '13900002222'

/** The tests tell one story: a wish from the telling to its receipt, then points for hours and for a bottle of detergent. */
describe('wishes and the exchange in Chromium', { timeout: 600_000 }, () => {
  const {
    opened,
    chat,
    says,
    speaks,
    contains,
    privately,
    publicly,
    turnTo,
    type,
    chip,
    tap,
    onPhone,
    fits,
  } = simulatorWindow()
  let page: Page
  let complaints: string[]
  beforeEach(() => {
    ;({ page, complaints } = opened())
    // The clock's minutes and the queue take real time.
    page.setDefaultTimeout(60_000)
  })

  test('a resident on a phone: above the limit it becomes a project, below it a wish', async () => {
    // In the night the bot writes to nobody, whenever this runs.
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(page.locator('#now'), '09:00')
    await onPhone()
    await speaks('彭桂兰 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await chip('dingtalk', '/心愿 护理床 1200元').click()
    await says('dingtalk', '超出1000元')
    await fits()
    await tap('dingtalk', '超出1000元', '转为办实事项目')
    await says('dingtalk', '已收到 3 号')
    await chat('dingtalk')
      .getByRole('button', { name: /^发送 \/心愿 独居老人/ })
      .click()
    await says('dingtalk', /微心愿 4 号[\s\S]*不上心愿墙/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('is published with one tap, and claimed; the telephone number is private', async () => {
    await speaks('王芳 · 东湖社区')
    await chip('wecom', '/派单 4').click()
    await says('wecom', /4号 微心愿】防滑垫[\s\S]*独居老人/)
    await says('dingtalk', /4号 微心愿】/)
    await fits()
    await speaks('张伟 · 东湖社区')
    await tap('dingtalk', '4号 微心愿】', '接单')
    await says('dingtalk', '您接了 4 号')
    await chip('wecom', '/心愿').click()
    await says('wecom', /东湖社区心愿墙[\s\S]*进行中1/)
    for (const platform of ['wecom', 'dingtalk'] as const)
      assert.ok(!(await chat(platform).locator('.log').textContent())?.includes(CONTACT), platform)
    await privately('dingtalk')
    await says('dingtalk', CONTACT)
    await chip('dingtalk', '/完成 4').click()
    await says('dingtalk', /送达[\s\S]*不记工时/)
    assert.deepEqual(complaints, [])
  })

  test('its receipt closes it, on a phone; the wall says so in both scripts', async () => {
    await onPhone()
    await speaks('彭桂兰 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await tap('dingtalk', '说已送到', '已收到，签收')
    await says('dingtalk', '圆梦')
    await fits()
    await type('dingtalk', '/语言 繁')
    await type('dingtalk', '/心願')
    await says('dingtalk', /心願牆[\s\S]*本月圓夢1/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('points become hours 折算 beside the twenty', async () => {
    await speaks('马红 · 东湖社区')
    await type('dingtalk', '/签退 给老人送餐')
    await speaks('王芳 · 东湖社区')
    await chip('wecom', '/通过 全部').click()
    await says('wecom', '已通过')
    await onPhone()
    await speaks('张伟 · 东湖社区')
    await turnTo('企业微信')
    await privately('wecom')
    await chip('wecom', '/兑换 10分 时长').click()
    await says('wecom', /\+1小时（折算，不计入年度/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('the last piece on the shelf goes to one, is fetched with a code, and the statement balances', async () => {
    await speaks('王芳 · 东湖社区')
    await privately('wecom')
    await chip('wecom', '/兑换 上架 洗衣液 1件 10分').click()
    await says('wecom', /已上架[\s\S]*洗衣液 1 件/)
    await onPhone()
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await chip('dingtalk', '/兑换 洗衣液').click()
    await says('dingtalk', /已兑换[\s\S]*取货码 \d{4}/)
    const told = await chat('dingtalk')
      .locator('.entry.bot')
      .filter({ hasText: '取货码' })
      .last()
      .textContent()
    const code = /取货码 (\d{4})/.exec(told ?? '')?.[1]
    await fits()
    await speaks('郭涛 · 东湖社区')
    await type('dingtalk', '/兑换 洗衣液')
    await says('dingtalk', '没有兑换')
    await speaks('王芳 · 东湖社区')
    await turnTo('企业微信')
    await privately('wecom')
    await chip('wecom', `/兑换 核销 ${code}`).click()
    await says('wecom', /已核销[\s\S]*马红，洗衣液 1 件/)
    await fits()
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await type('dingtalk', '/兑换 明细')
    await says('dingtalk', /换洗衣液 1 件[\s\S]*相符/)
    await fits()
    await publicly('dingtalk')
    assert.deepEqual(complaints, [])
  })
})
