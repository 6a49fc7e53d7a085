import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { simulatorWindow } from './window.ts'

/** The tests tell one story: a suggestion and its answers, an own idea for a service, and what records tick. */
describe('ideas in Chromium', { timeout: 600_000 }, () => {
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

  test('a suggestion made on a phone is answered by a tap, carried out, and no group hears of it', async () => {
    // In the night the bot writes to nobody, whenever this runs.
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(page.locator('#now'), '09:00')
    await onPhone()
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await chip('dingtalk', '/建议 5栋台阶加个扶手').click()
    await says('dingtalk', /建议 J1 已记下[\s\S]*10 天/)
    await fits()
    await speaks('王芳 · 东湖社区')
    await says('dingtalk', /马红[\s\S]*扶手/)
    await fits()
    await tap('dingtalk', '扶手', '采纳')
    await says('dingtalk', 'J1 已采纳')
    await chip('dingtalk', '/建议 1 已办 办好了').click()
    await says('dingtalk', '办结')
    await publicly('dingtalk')
    await turnTo('企业微信')
    for (const platform of ['wecom', 'dingtalk'] as const)
      assert.ok(!(await chat(platform).locator('.log').textContent())?.includes('扶手'), platform)
    assert.deepEqual(complaints, [])
  })

  test('its author hears each answer, in the own script', async () => {
    await onPhone()
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await privately('dingtalk')
    await says('dingtalk', '采纳了')
    await says('dingtalk', '办好了')
    await type('dingtalk', '/语言 繁')
    await type('dingtalk', '/建議')
    await says('dingtalk', /您提過 1 條建議[\s\S]*已辦/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('an own idea for a service waits for the yes of the community, which is one tap', async () => {
    await speaks('张伟 · 东湖社区')
    await chip('wecom', '/创单 周六上午义务理发 3小时').click()
    await says('wecom', /3 号[\s\S]*等东湖社区批准/)
    await speaks('王芳 · 东湖社区')
    await chip('dingtalk', '/派单 3').click()
    await says('dingtalk', /【3号】义务理发/)
    await fits()
    await speaks('张伟 · 东湖社区')
    await privately('dingtalk')
    await says('dingtalk', '3 号已经批准')
    assert.deepEqual(complaints, [])
  })

  test('五个一 is ticked by records and by nothing else, on a phone', async () => {
    await onPhone()
    await speaks('张伟 · 东湖社区')
    await turnTo('企业微信')
    await privately('wecom')
    await chip('wecom', '/五个一').click()
    await says('wecom', /五个一：做到 0\/5[\s\S]*✘ 建议/)
    await fits()
    await chip('wecom', '/建议 5栋台阶加个扶手').click()
    await says('wecom', 'J2 已记下')
    await chip('wecom', '/五个一').click()
    await says('wecom', /做到 1\/5[\s\S]*✔ 建议：J2/)
    await fits()
    assert.deepEqual(complaints, [])
  })
})
