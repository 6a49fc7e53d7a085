import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { allWait, thisWaits, type Verdict } from '../push-answer.ts'

const QPS = allWait(1000)
const TOO_FAST = allWait(MINUTE)
/** The price of a webhook's 21st message in a minute (dingtalk-protocol §5). */
const SILENCED = allWait(10 * MINUTE)

/** `errcode` of webhooks and of the old interfaces (dingtalk-protocol §3, §4.5, §5). A webhook is one group's only way. */
export const NUMBERS = new Map<number, Verdict | 'quota'>([
  [-1, thisWaits(5000)], // busy
  [88, 'channel'], // authentication; sub_code says more
  [40014, 'channel'], // token
  [90002, QPS],
  [90018, QPS],
  [90020, 'quota'],
  [130101, SILENCED],
  [410100, SILENCED],
  [300001, 'channel'], // no such token or session
  [400101, 'channel'], // the same, by the table
  [310000, 'channel'], // security settings: keyword, sign, timestamp, address
  [400013, 'channel'], // group disbanded
  [400102, 'channel'], // robot stopped
  [400106, 'channel'], // robot gone
  [40035, 'message'], // no JSON
  [43004, 'message'], // content type
  [400105, 'message'], // message type
  [430101, 'message'], // unsafe link
  [430102, 'message'], // unsafe text
  [430103, 'message'], // unsafe picture
  [430104, 'message'], // unsafe content
  [101002, 'message'], // over 20,000 bytes
  [460101, 'message'], // the same
])

/**
 * `code` of api.dingtalk.com (dingtalk-protocol §4.5). The channel is the app's way to all groups, or to all people: what
 * is wrong with one group or one person refuses this message only.
 */
export const CODES = new Map<string, Verdict | 'quota'>([
  ['InvalidAuthentication', 'channel'],
  ['invalidClientIdOrSecret', 'channel'],
  ['invalidParameter.robotCode.auth', 'channel'],
  ['invalidParameter.robotCode.empty', 'message'], // the robot is not in that group
  ['invalidParameter.robotCode.notExsit', 'message'],
  ['invalidParameter.robotCode.notExist', 'message'],
  ['miss.openConversationId', 'message'],
  ['invalid.openConversationId', 'message'],
  ['conversation.org.notMatch', 'message'],
  ['group.disbanded', 'message'],
  ['bot.stopped', 'message'],
  ['resource.unavailable', 'message'],
  ['session.expired', 'message'],
  ['session.notExisted', 'message'],
  ['invalidParameter.msgKey.invalid', 'message'],
  ['invalidParameter.msgParam.invalid', 'message'],
  ['invalidParameter.msgParam.tooLong', 'message'],
  ['contain.notAllowed.text', 'message'],
  ['contain.notAllowed.content', 'message'],
  ['contain.notAllowed.picture', 'message'],
  ['contain.unsafe.url', 'message'],
  ['staffId.notExisted', 'message'],
  ['chatbotId.notAllow.sendOTO', 'channel'],
  ['robot.oto.notExist', 'channel'],
  ['send.too.fast', TOO_FAST],
  ['send.byToken.tooFast', TOO_FAST],
  ['too.many.group', TOO_FAST],
  ['too.many.people', TOO_FAST],
  ['toomuch.msg', TOO_FAST],
  ['Forbidden.AccessDenied.AccessTokenPermissionDenied', 'channel'],
  ['Forbidden.AccessDenied.IpNotInWhiteList', 'channel'],
  ['Forbidden.AccessDenied.QpsLimitForApi', QPS],
  ['Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', QPS],
  ['Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', TOO_FAST],
  ['Forbidden.AccessDenied.ApiCountLimitForOrg', 'quota'],
  ['system.error', thisWaits(30_000)],
])
