import * as v from 'valibot'
import { type Answer, type Failure, postJson } from '../post-json.ts'
import type { PushMessage, Sent } from '../push.ts'
import { byStatus } from '../push-answer.ts'
import { readFailure } from './push-answer.ts'
import { template, webhookBody } from './push-body.ts'
import { sign } from './sign.ts'
import { accessToken, type DingtalkApp, dropToken } from './token.ts'

/** Speaks to a group through its custom robot, signed where it has a secret (dingtalk-protocol §5). `now` is ms UTC. */
export async function pushToWebhook(
  url: string,
  secret: string | null,
  message: PushMessage,
  now: number,
): Promise<Sent> {
  const answer = await postJson(secret === null ? url : signed(url, secret, now), webhookBody(message))
  if ('is' in answer) return answer
  const isTaken = v.is(v.object({ errcode: v.picklist([0, '0']) }), answer.body)
  return readFailure(answer, now) ?? (isTaken ? { is: 'sent' } : byStatus('dingtalk', answer.status))
}

/** Speaks to a group as the app's robot; nobody can be mentioned there (dingtalk-protocol §4.2). `now` is ms UTC. */
export async function pushToConversation(
  app: DingtalkApp,
  openConversationId: string,
  message: PushMessage,
  now: number,
): Promise<Sent> {
  const call = { robotCode: app.robotCode, openConversationId, ...template(message) }
  const answer = await callApi(app, '/v1.0/robot/groupMessages/send', call, now)
  if ('is' in answer) return answer
  return v.is(Taken, answer.body) ? { is: 'sent' } : byStatus('dingtalk', answer.status)
}

/** Speaks privately to one to twenty people of the app's organisation (dingtalk-protocol §4.3). `now` is ms UTC. */
export async function pushToUsers(
  app: DingtalkApp,
  userIds: string[],
  message: PushMessage,
  now: number,
): Promise<Sent> {
  const call = { robotCode: app.robotCode, userIds, ...template(message) }
  const answer = await callApi(app, '/v1.0/robot/oToMessages/batchSend', call, now)
  if ('is' in answer) return answer
  const taken = v.safeParse(Taken, answer.body)
  if (!taken.success) return byStatus('dingtalk', answer.status)
  // HTTP 200 says nothing about each of them.
  const { invalidStaffIdList, flowControlledStaffIdList } = taken.output
  const gone = userIds.filter((id) => invalidStaffIdList.includes(id))
  const slowed = userIds.filter((id) => flowControlledStaffIdList.includes(id) && !gone.includes(id))
  return { is: 'sent', ...(gone.length > 0 && { gone }), ...(slowed.length > 0 && { slowed }) }
}

const ids = v.fallback(v.array(v.string()), [])
const Taken = v.object({
  processQueryKey: v.string(),
  invalidStaffIdList: ids,
  flowControlledStaffIdList: ids,
})

/** Calls api.dingtalk.com with the app's token, and once more with a new one where the kept one is no longer taken. */
async function callApi(
  app: DingtalkApp,
  path: string,
  body: object,
  now: number,
  isFirst = true,
): Promise<Answer | Failure> {
  const token = await accessToken(app, now)
  if (token.is !== 'token') return token
  const headers = { 'x-acs-dingtalk-access-token': token.token }
  const answer = await postJson(`${app.apiOrigin}${path}`, body, headers)
  if ('is' in answer) return answer
  const failure = readFailure(answer, now)
  if (!failure) return answer
  if (failure.why !== 'dingtalk.InvalidAuthentication') return failure
  dropToken(app, token)
  return isFirst ? callApi(app, path, body, now, false) : failure
}

/** The URL with timestamp and sign, made anew from the bound one for each call. */
function signed(url: string, secret: string, now: number): string {
  if (!URL.canParse(url)) return url
  const whole = new URL(url)
  whole.searchParams.set('timestamp', String(now))
  whole.searchParams.set('sign', sign(secret, String(now)))
  return whole.href
}
