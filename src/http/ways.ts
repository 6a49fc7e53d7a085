import { dingtalkWays } from '../platforms/dingtalk/ways.ts'
import type { Ways } from '../platforms/push.ts'
import { wecomWays } from '../platforms/wecom/ways.ts'

/** Every way out of this deployment; a platform without its keys has none. */
export const waysOf = ({ DINGTALK_CLIENT_ID, DINGTALK_CLIENT_SECRET, DINGTALK_API_ORIGIN }: Env): Ways => ({
  ...wecomWays(),
  ...(DINGTALK_CLIENT_ID && DINGTALK_CLIENT_SECRET
    ? dingtalkWays({
        clientId: DINGTALK_CLIENT_ID,
        clientSecret: DINGTALK_CLIENT_SECRET,
        apiOrigin: DINGTALK_API_ORIGIN,
      })
    : {}),
})
