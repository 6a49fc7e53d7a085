import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { PHONE, simulatorWindow } from './window.ts'

/** The tests tell one story: four pairs are proposed and asked, one is refused; then a household and a visit to it. */
describe('partners and households in Chromium', { timeout: 300_000 }, () => {
  const { opened, chat, newest, says, speaks, contains, privately, turnTo, type, chip, tap, fits } =
    simulatorWindow()
  let page: Page
  let complaints: string[]
  beforeEach(() => {
    ;({ page, complaints } = opened())
  })

  test('a wish stays private; the group hears numbers, the secretary sees the pairs and asks them', async () => {
    // In the night the bot writes to nobody, whenever this runs.
    page.setDefaultTimeout(60_000)
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(page.locator('#now'), '09:00')
    await speaks('刘洋 · 东湖社区')
    await privately('wecom')
    await type('wecom', '/搭档 想和 马红')
    await says('wecom', '已记：想和马红搭档')
    await speaks('王芳 · 东湖社区')
    await chip('dingtalk', '/配对').click()
    await contains(newest('dingtalk'), /可以配 4 对，轮空 \d+ 位/)
    assert.ok(!(await newest('dingtalk').textContent())?.includes('刘洋'))
    await privately('dingtalk')
    await chip('dingtalk', '/配对').click()
    await says('dingtalk', /刘洋 \+ 马红 \d+分：一方想和对方搭档/)
    await contains(chat('dingtalk').locator('.chips'), '/确认配对')
    await fits()
    await tap('dingtalk', '刘洋 + 马红', '确认配对')
    await says('dingtalk', '已私下问东湖社区的 4 对')
    assert.deepEqual(complaints, [])
  })

  test('the member says yes in WeCom, from the mailbox', async () => {
    await speaks('刘洋 · 东湖社区')
    await contains(chat('wecom').locator('.letters'), '私信在等')
    await privately('wecom')
    await type('wecom', '/私信')
    await says('wecom', /想请您和马红（社区志愿者）结成1\+1红色搭档/)
    await contains(chat('wecom').locator('.chips'), '/婉拒')
    await chip('wecom', '/搭档').click()
    await tap('wecom', '婉拒 理由', '同意')
    await says('wecom', '还在等对方')
    assert.deepEqual(complaints, [])
  })

  test('the volunteer taps 同意 on DingTalk, on a phone, and both are partners', async () => {
    await page.setViewportSize(PHONE)
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await fits()
    await tap('dingtalk', '想请您和刘洋', '同意')
    await says('dingtalk', /您和刘洋（下沉党员）结成1\+1红色搭档了/)
    await chip('dingtalk', '/搭档').click()
    await says('dingtalk', /您的搭档：刘洋[\s\S]*共同服务：还没有/)
    await fits()
    await speaks('刘洋 · 东湖社区')
    await turnTo('企业微信')
    await privately('wecom')
    await type('wecom', '/私信')
    await says('wecom', /马红（社区志愿者）也同意了/)
    assert.deepEqual(complaints, [])
  })

  test('a no costs nothing, and the next best is asked at once', async () => {
    await page.setViewportSize(PHONE)
    await speaks('郭涛 · 东湖社区')
    await turnTo('企业微信')
    await privately('wecom')
    await chip('wecom', '/搭档').click()
    await chat('wecom')
      .locator('.entry.bot', { hasText: '婉拒 理由' })
      .getByRole('button', { name: '婉拒' })
      .last()
      .waitFor()
    await fits()
    await tap('wecom', '婉拒 理由', '婉拒')
    await says('wecom', '没关系')
    await speaks('王芳 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await says('dingtalk', /郭涛婉拒了和[\s\S]*(已接着问|下次配对优先)/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('a household is given to a member with its yes, in two taps', async () => {
    await speaks('王芳 · 东湖社区')
    await privately('wecom')
    await chip('wecom', '/结对 张伟 H12 教育').click()
    await says('wecom', '住户同意了吗')
    await tap('wecom', '住户同意了吗', '同意了')
    await says('wecom', /张伟 和 H12（教育），住户同意已记在您名下/)
    assert.deepEqual(complaints, [])
  })

  test('the form of a visit is answered by buttons and numbers, stops, goes on elsewhere, and becomes an order', async () => {
    await page.setViewportSize(PHONE)
    await speaks('张伟 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await tap('dingtalk', '请您和 H12 结对', '走访 H12')
    await says('dingtalk', /第 1 问（共 8 问）/)
    await fits()
    await tap('dingtalk', '第 1 问', '平安和睦')
    await says('dingtalk', '第 2 问')
    await type('dingtalk', '2')
    await says('dingtalk', '第 3 问')
    await tap('dingtalk', '第 3 问', '停')
    await says('dingtalk', '已答 2/8')
    await turnTo('企业微信')
    await privately('wecom')
    await chip('wecom', '/走访 H12').click()
    await says('wecom', '第 3 问')
    for (const [number, next] of [
      ['3', '第 4 问'],
      ['2', '第 5 问'],
      ['3', '第 6 问'],
    ] as const) {
      await type('wecom', number)
      await says('wecom', next)
    }
    await fits()
    await tap('wecom', '第 6 问', '都知道')
    await says('wecom', '第 7 问')
    await type('wecom', '跳过')
    await says('wecom', '第 8 问')
    await type('wecom', '1')
    await says('wecom', /走访记好了，答了 8\/8 问/)
    await chip('wecom', '/走访 H12 转点单').click()
    await says('wecom', '结对户需要帮助（卫生）')
    await fits()
    assert.deepEqual(complaints, [])
  })
})
