import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { DINGTALK_SECRET } from '../test/support/dingtalk.ts'
import { WECOM_KEY, WECOM_TOKEN } from '../test/support/wecom.ts'

/**
 * The least that a bot must do for a message: check the signature, read who it is, whether it was handled and their total
 * in one batch, write it and an hour entry in another, answer in the response. The tables are the real ones, for the
 * ledger's guards live in the schema; what is left out is everything that the program does above them: no rules, roles,
 * policy, letters, arguments, no answer but one sentence.
 */

interface Said {
  key: string
  user: string
  text: string
  now: number
}

interface Person {
  id: number
  unit_id: number
  community_id: number
  grid_id: number | null
}

async function floor(request: Request, { DB }: { DB: D1Database }): Promise<Response> {
  const url = new URL(request.url)
  return url.pathname.startsWith('/wecom') ? wecom(request, url, DB) : dingtalk(request, DB)
}

export default { fetch: floor }

async function wecom(request: Request, url: URL, db: D1Database): Promise<Response> {
  const now = Number(request.headers.get('x-test-now'))
  const ask = (name: string) => url.searchParams.get(name) ?? ''
  const { encrypt: sealed } = await request.json<{ encrypt: string }>()
  if (getSignature(WECOM_TOKEN, ask('timestamp'), ask('nonce'), sealed) !== ask('msg_signature'))
    return new Response(null, { status: 403 })
  const { msgid, from, text } = JSON.parse(decrypt(WECOM_KEY, sealed).message)
  const content = await record(db, { key: msgid, user: from.userid, text: text.content, now })
  const reply = JSON.stringify({ msgtype: 'stream', stream: { id: msgid, finish: true, content } })
  const [encrypted, timestamp] = [encrypt(WECOM_KEY, reply, ''), Math.floor(Date.now() / 1000)]
  const msgsignature = getSignature(WECOM_TOKEN, timestamp, ask('nonce'), encrypted)
  return Response.json({ encrypt: encrypted, msgsignature, timestamp, nonce: ask('nonce') })
}

async function dingtalk(request: Request, db: D1Database): Promise<Response> {
  const now = Number(request.headers.get('x-test-now'))
  const encoder = new TextEncoder()
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(DINGTALK_SECRET), hmac, false, ['sign'])
  const stamp = encoder.encode(`${request.headers.get('timestamp')}\n${DINGTALK_SECRET}`)
  const sign = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, stamp))))
  if (sign !== request.headers.get('sign')) return new Response(null, { status: 403 })
  const body = await request.json<{ msgId: string; senderStaffId: string; text: { content: string } }>()
  const content = await record(db, {
    key: body.msgId,
    user: body.senderStaffId,
    text: body.text.content,
    now,
  })
  return Response.json({ msgtype: 'text', text: { content } })
}

async function record(db: D1Database, { key, user, text, now }: Said): Promise<string> {
  const mine = '(select person_id from identity where user_id = ?)'
  const [who, before, total] = await db.batch<Person & { outcome: string; minutes: number }>([
    db.prepare(`select id, unit_id, community_id, grid_id from person where id = ${mine}`).bind(user),
    db.prepare('select outcome from inbox where key = ?').bind(key),
    db.prepare(`select coalesce(sum(minutes), 0) as minutes from tally where person_id = ${mine}`).bind(user),
  ])
  const [handled, person] = [before?.results[0], who?.results[0]]
  if (handled) return JSON.parse(handled.outcome)
  if (!person) return '请先登记。'
  const outcome = `已记 2 小时，今年已有 ${(total?.results[0]?.minutes ?? 0) / 60} 小时。`
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
  await db.batch([
    db
      .prepare(
        'insert into inbox (key, at, conversation, person_id, command, outcome) values (?, ?, ?, ?, ?, ?)',
      )
      .bind(key, now, 'floor', person.id, '工时', JSON.stringify(outcome)),
    db
      .prepare(
        `insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, minutes, booking_month,
          points, waits_for, message, created_at) values (?, ?, ?, ?, 'manual', ?, 120, ?, 20, 'review', ?, ?)`,
      )
      .bind(person.id, person.unit_id, person.community_id, person.grid_id, day, day.slice(0, 7), key, now),
    db
      .prepare(
        "insert into note (about, subject_id, person_id, text) select 'entry', last_insert_rowid(), ?, ?",
      )
      .bind(person.id, text),
  ])
  return outcome
}
