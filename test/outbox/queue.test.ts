import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { test, vi } from 'vitest'
import { line } from '../../src/domain/say.ts'
import worker from '../../src/index.ts'
import { Store } from '../../src/store/d1.ts'
import { postAll } from '../../src/store/mail.ts'
import { person, places, put, rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { Outside } from '../support/outside.ts'
import { at } from '../support/talk.ts'

const T = at('2026-11-24 10:00')
const MINUTE = 60_000

/** What the queue may do to wake-ups: hand them over twice, late, out of order, side by side, and with what is none. */
test('wake-ups twice, late and out of order send every letter once', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  const outside = new Outside()
  await places()
  const by = await person()
  await put('identity', {
    platform: 'wecom',
    bot: 'b',
    kind: 'user',
    user_id: 'u',
    person_id: by,
    seen_at: T,
  })
  const group = await put('group', {
    platform: 'wecom',
    bot: 'b',
    conversation_id: 'c',
    community_id: 1,
    bound_at: T,
    bound_by: by,
    push_url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook',
    push_bound_at: T,
    push_bound_by: by,
  })
  const letters = Array.from({ length: 10 }, (_, i) => ({
    group,
    say: [line('mail.next', { next: [`第${i}封`] })],
    dedupe: `${i}`,
  }))
  await new Store(env.DB).batch([postAll(letters, T)])

  let ids = 0
  const hand = (...bodies: unknown[]) =>
    worker.queue(
      createMessageBatch(
        'hong-dadang-outbox',
        bodies.map((body) => ({ id: `m${++ids}`, timestamp: new Date(), body, attempts: 1 })),
      ),
      { ...env, OUTBOX: { send: async () => undefined } as unknown as Queue },
    )
  const send = (minutes: number) => ({ do: 'send', now: T + minutes * MINUTE })
  await Promise.all([
    hand(send(2), send(0), send(2)),
    hand(send(1)),
    hand(send(-5), send(0), { do: 'x' }, null),
  ])
  await hand(send(0))
  await hand(send(3), { do: 'work', now: T }, send(-60))
  await hand(send(4))

  expect(outside.to('hook')).toHaveLength(10)
  expect(new Set(outside.to('hook')).size).toBe(10)
  expect(await rows('select state, count(*) as n from outbox group by state')).toEqual([
    { state: 'sent', n: 10 },
  ])
  expect(await wrong()).toEqual([])
})
