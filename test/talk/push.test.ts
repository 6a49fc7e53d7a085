import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import worker from '../../src/index.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onDingtalk, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

const WECOM = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key='
const DINGTALK = 'https://oapi.dingtalk.com/robot/send?access_token='
const KEY = '693a91f6-7a1b-4bc4-97a0-0ec2sifa5aaa'
const TOKEN = '566cc69da782ec33e42541b09b08551f09fbe864eb8ac112e994b43887a4b33c'
const SECRET = 'SEC4b1ea8f0c2d34a7b9d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920000'

let talk: Talk
const xi = onWecom('xi')
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  const west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(xi, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
})

const bound = async () =>
  (
    await env.DB.prepare(
      'select platform, conversation_id, push_url, push_secret, push_bound_at from "group" where push_url is not null order by id',
    ).all()
  ).results

/** Everything that was ever stored, the webhook's own columns left out. */
async function stored(): Promise<string> {
  const found = await env.DB.batch(
    ['inbox', 'outbox', 'audit', 'note'].map((table) => env.DB.prepare(`select * from ${table}`)),
  )
  return JSON.stringify(found.map(({ results }) => results))
}

describe('the webhook of a group', () => {
  test('is not needed where DingTalk’s own interface reaches the group', async ({ expect }) => {
    const mine = await talk.private(secretary, '/绑定推送')
    expect(mine.text).toContain('能推送 1 个，推送不到 1 个')
    expect(mine.text).toMatch(
      /不能：G\d+ 东湖社区（企业微信群）\n能：G\d+ 东湖社区（钉钉群「测试群」），走钉钉接口/,
    )
  })

  test('is bound at once by who answers for one group, and never repeated', async ({ expect }) => {
    const log = vi.spyOn(console, 'info')
    const answer = await talk.private(secretary, `/绑定推送 ${WECOM}${KEY}`)
    expect(answer.text).toMatch(/已绑定推送：G\d+ 东湖社区（企业微信群.*），地址尾号 5aaa/)
    expect(await bound()).toEqual([
      {
        platform: 'wecom',
        conversation_id: talk.wecomGroup,
        push_url: `${WECOM}${KEY}`,
        push_secret: null,
        push_bound_at: talk.now,
      },
    ])
    expect(answer.text).not.toContain(KEY.slice(0, 12))
    expect(await stored()).not.toContain(KEY.slice(0, 12))
    expect(JSON.stringify(log.mock.calls)).not.toContain(KEY.slice(0, 12))
    const act = await env.DB.prepare("select detail from audit where action = 'group.push'").first('detail')
    expect(act).toBe('{"signed":false}')
  })

  test.for([
    `地址：${WECOM}${KEY}`,
    `推送地址 ${WECOM}${KEY}`,
    `新地址： ${WECOM}${KEY}。`,
    `「${WECOM}${KEY}」`,
  ])('is read out of %s, and sends what waits at once', async (typed, { expect }) => {
    const answer = await talk.private(secretary, `/绑定推送 ${typed}`)
    expect(answer.text).toMatch(/已绑定推送：G\d+ 东湖社区（企业微信群.*），地址尾号 5aaa/)
  })

  test('of DingTalk may be signed', async ({ expect }) => {
    const answer = await talk.private(secretary, `/绑定推送 ${DINGTALK}${TOKEN} ${SECRET}`)
    expect(answer.text).toMatch(/已绑定推送：G\d+ 东湖社区（钉钉群.*），地址尾号 b33c，加签/)
    expect((await bound())[1]).toMatchObject({
      platform: 'dingtalk',
      push_url: `${DINGTALK}${TOKEN}`,
      push_secret: SECRET,
    })
    expect(answer.text).not.toContain('SEC4')
    expect(await stored()).not.toContain('SEC4')
  })

  test('alone shows what can be pushed to and what cannot', async ({ expect }) => {
    const mine = await talk.private(secretary, '/绑定推送')
    expect(mine.text).toContain('能推送 2 个，推送不到 0 个')
    expect(mine.text).toMatch(/能：G\d+ 东湖社区（企业微信群.*），地址尾号 5aaa/)
    expect(mine.text).not.toContain('西园社区')
    const all = await talk.private(admin, '/绑定推送')
    expect(all.text).toContain('能推送 2 个，推送不到 1 个')
    expect(all.text).toMatch(/不能：G\d+ 西园社区（企业微信群/)
    expect((await talk.private(xi, '/绑定推送')).text).toContain('能推送 0 个，推送不到 1 个')
  })

  test('is chosen for by number when there are several groups', async ({ expect }) => {
    const key = 'aaaabbbb-cccc-dddd-eeee-ffff00001111'
    const asked = await talk.private(admin, `/绑定推送 ${WECOM}${key}`)
    expect(asked.text).toContain('这个地址是哪个企业微信群的')
    expect(asked.text).toMatch(/1 \/绑定推送 G\d+/)
    expect(asked.text).not.toContain('aaaabbbb')
    expect(await stored()).not.toContain('aaaabbbb')
    expect((await talk.private(admin, '2')).text).toMatch(/已绑定推送：G\d+ 西园社区.*尾号 1111/)
    expect(await env.DB.prepare('select count(*) as n from push_draft').first('n')).toBe(0)
    expect((await talk.private(admin, '/绑定推送 G1')).text).toContain('没有等着绑定的地址')

    await talk.private(admin, `/绑定推送 ${WECOM}${KEY}-2`)
    expect((await talk.private(admin, '/绑定推送 G999')).text).toContain('没有这一个')
    expect((await talk.private(admin, '/绑定推送 西园社区')).text).toContain('西园社区')
    expect((await talk.private(admin, `/绑定推送 ${WECOM}${key} 西園社區`)).text).toContain('尾号 1111')
  })

  test('waits ten minutes for its group, then it is gone', async ({ expect }) => {
    await talk.private(admin, `/绑定推送 ${WECOM}${KEY}-3`)
    talk.now += 11 * 60_000
    expect((await talk.private(admin, '/绑定推送 G1')).text).toContain('没有等着绑定的地址')
    await worker.scheduled(
      createScheduledController({ scheduledTime: talk.now, cron: '* * * * *' }),
      env as unknown as Env,
    )
    expect(await env.DB.prepare('select count(*) as n from push_draft').first('n')).toBe(0)
  })

  test('in a group is refused, with what to do about the key, whoever typed it', async ({ expect }) => {
    const before = await bound()
    for (const who of [secretary, admin, await newMember(talk), onDingtalk('stranger')]) {
      const answer = await talk.group(who, `/绑定推送 ${WECOM}bad0-bad0-bad0-bad0`)
      expect(answer.text).toContain('马上撤回那条消息')
      expect(answer.text).toContain('重新生成地址')
      expect(answer.text).not.toContain('bad0')
    }
    expect((await talk.group(secretary, '/绑定推送')).text).toContain('只能私聊')
    expect(await stored()).not.toContain('bad0')
    expect(await bound()).toEqual(before)
  })

  test('is a secretary’s or an administrator’s to bind', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, `/绑定推送 ${WECOM}${KEY}`)).text).toContain('管理员和社区书记')
    expect((await talk.private(who, '/帮助')).text).not.toContain('/绑定推送')
    expect((await talk.group(who, '/帮助')).text).not.toContain('/绑定推送')
    expect((await talk.private(xi, `/绑定推送 ${DINGTALK}${TOKEN}`)).text).toContain('还没有钉钉群')
    const groups = await talk.private(secretary, '/绑定推送')
    const [, number] = /(G\d+) 东湖社区（企业微信群/.exec(groups.text) ?? []
    expect((await talk.private(xi, `/绑定推送 ${WECOM}${KEY} ${number}`)).text).toContain('没有这一个')
  })

  test.for([
    'https://evil.example/cgi-bin/webhook/send?key=12345678',
    `http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=${KEY}`,
    `https://u:p@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/../message/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}&to=evil`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1%202`,
    `https://oapi.dingtalk.com/robot/sendBySession?session=${TOKEN}`,
    `https://oapi.dingtalk.com/robot/send?key=${TOKEN}`,
    'https://',
    'ftp://oapi.dingtalk.com/robot/send?access_token=12345678',
    '一个地址',
  ])('nothing else is taken for one: %s', async (text, { expect }) => {
    const before = await bound()
    const answer = await talk.private(secretary, `/绑定推送 ${text}`)
    expect(answer.text).toContain('这不是群机器人的推送地址')
    expect(answer.text).not.toContain('evil')
    expect(await bound()).toEqual(before)
  })

  test.for([`${WECOM}${KEY} ${SECRET}`, `${DINGTALK}${TOKEN} SEC1`])(
    'a key for signing that does not fit is refused: %s',
    async (text, { expect }) => {
      expect((await talk.private(secretary, `/绑定推送 ${text}`)).text).toContain('加签密钥不对')
    },
  )
})
