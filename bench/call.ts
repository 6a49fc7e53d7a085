export type Body = { [key: string]: unknown }

/** A push as a platform gets it. */
export interface Call {
  kind: 'wecom' | 'dingtalk' | 'api'
  /** What the limit is for: a webhook, or one interface of the app. */
  door: string
  to: string[]
  text: string
}

/** Reads a push from where it goes and what is in it. */
export function callOf(url: URL, body: Body): Call {
  const key = url.searchParams.get('key') ?? url.searchParams.get('access_token')
  const inner = (
    typeof body.msgParam === 'string' ? JSON.parse(body.msgParam) : body[String(body.msgtype)]
  ) as Body
  const text = String(inner.content ?? inner.text)
  if (key !== null)
    return { kind: url.host.startsWith('qyapi') ? 'wecom' : 'dingtalk', door: key, to: [key], text }
  return {
    kind: 'api',
    door: url.pathname,
    to: [body.openConversationId ?? body.userIds].flat() as string[],
    text,
  }
}

/** Just so much of a response as is read of it (platforms/post-json.ts). */
export const answer = (status: number, body: object): Response =>
  ({ status, text: () => Promise.resolve(JSON.stringify(body)) }) as unknown as Response

/** The answer when all is well. */
export const taken = ({ kind }: Call): Response =>
  answer(
    200,
    kind === 'api'
      ? { processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: [] }
      : { errcode: 0, errmsg: 'ok' },
  )

/** The answer when there were too many. */
export const tooMany = ({ kind }: Call): Response =>
  ({
    wecom: () => answer(200, { errcode: 45009, errmsg: 'api freq out of limit' }),
    dingtalk: () => answer(200, { errcode: 130101, errmsg: 'send too fast' }),
    api: () => answer(403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }),
  })[kind]()
