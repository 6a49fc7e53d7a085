import { person, put } from '../schema/lines.ts'
import { at } from './talk.ts'

type Row = { [column: string]: string | number | null }

/** People and things put straight into the tables, for jobs: `places()` of schema/lines.ts has made 东湖社区 (1) and 西湖社区 (2). */

const BOT = 'dingx8k2mq7wv4hj3n9p'
let serial = 0

/** A verified member of 市财政局 in 东湖社区, registered on 1 March 2026, on WeCom: their letters wait in the mailbox. */
export const onWecom = (name: string, over: Row = {}): Promise<number> =>
  person({
    name,
    key: name,
    registered_at: at('2026-03-01 09:00'),
    created_at: at('2026-03-01 09:00'),
    ...over,
  })

/** The same on DingTalk: letters are pushed to `s<id>`. */
export async function onDingtalk(name: string, over: Row = {}): Promise<number> {
  const id = await onWecom(name, over)
  const account = { platform: 'dingtalk', bot: BOT, kind: 'staff', user_id: `s${id}` }
  await put('identity', { ...account, person_id: id, seen_at: at('2026-03-01 09:00') })
  return id
}

/** A role that somebody holds. */
export const role = (person_id: number, name: string, scope: Row = {}): Promise<number> =>
  put('role', { person_id, role: name, granted_at: at('2026-03-01 09:00'), ...scope })

/** A group of a community; a WeCom one has the webhook `hook-<name>`, a DingTalk one goes through the app. */
export const group = (name: string, by: number, over: Row = {}): Promise<number> =>
  put('group', {
    platform: 'wecom',
    bot: 'aib1',
    conversation_id: `c-${name}`,
    community_id: 1,
    title: name,
    bound_at: at('2026-03-01 09:00'),
    bound_by: by,
    ...(over.platform === 'dingtalk'
      ? {}
      : {
          push_url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-${name}`,
          push_bound_at: at('2026-03-01 09:00'),
          push_bound_by: by,
        }),
    ...over,
  })

/** A planned shift on a day, `09:00-12:00`. */
export const shift = (
  person_id: number,
  day: string,
  hours = '09:00-12:00',
  over: Row = {},
): Promise<number> => {
  const [from = '', to = ''] = hours.split('-')
  serial += 1
  return put('shift', {
    community_id: 1,
    person_id,
    unit_id: 3,
    day,
    starts_at: at(`${day} ${from}`),
    ends_at: at(`${day} ${to}`),
    planned_by: null,
    planned_at: at('2026-03-02 09:00'),
    message: `wecom/bot/plan-${serial}`,
    ...over,
  })
}

/** Approved hours of a month, straight into the kept totals by a line and its verdict. */
export async function hours(person_id: number, day: string, minutes: number, over: Row = {}): Promise<void> {
  serial += 1
  const when = at(`${day} 20:00`)
  const message = `wecom/bot/hours-${serial}`
  const entry_id = await put('hour_entry', {
    person_id,
    unit_id: 3,
    community_id: 1,
    kind: 'duty',
    service_day: day,
    minutes,
    booking_month: day.slice(0, 7),
    points: Math.round(minutes / 6),
    waits_for: 'typed',
    message,
    created_at: when,
    ...over,
  })
  await put('verdict', { entry_id, verdict: 'approved', booking_month: day.slice(0, 7), message, at: when })
}
