import { commands } from '../src/commands/registry.ts'
import {
  DINGTALK_CLIENT_ID,
  dingtalkPicture,
  dingtalkRichText,
  dingtalkText,
} from '../test/support/dingtalk.ts'
import { WECOM_BOT, wecomEnter, wecomImage, wecomTap, wecomText } from '../test/support/wecom.ts'
import type { Chance } from './chance.ts'
import { marker, someText } from './texts.ts'

const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])
/** Who speaks: the administrator, the secretary, and people; the marker stands in what is their own. */
const users = ['boss', 'li', 'boss-d', ...Array.from({ length: 40 }, (_, i) => `${marker}-${i}`)]
const groups = {
  wecom: ['wr-g1', 'wr-g2', `wr-${marker}`],
  dingtalk: ['cid-g1==', 'cid-g2==', `cid-${marker}==`],
}

const idOf = (chance: Chance, i: number): string =>
  // Some come twice, with other words.
  chance.below(30) === 0 ? `fuzz-${chance.below(i + 1)}` : `fuzz-${i}`

/** What somebody might send by WeCom: words, a tap, a picture, voice, several things, or the private chat opened. */
function onWecom(chance: Chance, i: number): object {
  const text = someText(chance, names)
  const who = {
    from: chance.pick(users),
    id: idOf(chance, i),
    ...(chance.below(2) === 0 && { chat: chance.pick(groups.wecom) }),
  }
  const { text: words, ...rest } = wecomText({ ...who, text })
  switch (chance.below(12)) {
    case 0:
      return wecomTap({ ...who, key: text, task: chance.pick(['card_1', 'card 1', '汉', 'x'.repeat(500)]) })
    case 1:
      return wecomEnter(who)
    case 2:
      return wecomImage(who)
    case 3:
      return { ...rest, msgtype: 'voice', voice: words }
    case 4:
      return {
        ...rest,
        msgtype: 'mixed',
        mixed: { msg_item: [{ msgtype: 'text', text: words }, { msgtype: 'image' }, 5] },
      }
    case 5:
      return { ...rest, msgtype: chance.pick(['stream', 'file', 'event', 'hologram']), stream: { id: 's' } }
    default:
      return { ...rest, text: words, quote: { msgtype: 'text', text: { content: marker } } }
  }
}

/** What somebody might send by DingTalk. */
function onDingtalk(chance: Chance, i: number): object {
  const text = someText(chance, names)
  const who = {
    from: chance.pick(users),
    name: chance.pick([marker, `${marker}**`, `${marker}<@all>`, '密語甲', `${marker}](dtmd://x)`]),
    id: idOf(chance, i),
    chatTitle: chance.pick([marker, `${marker}\n# 一`, '测试群']),
    outside: chance.below(8) === 0,
    mentions: chance.pick([[], [], ['li'], [chance.pick(users), 'nobody']]),
    ...(chance.below(2) === 0 && { chat: chance.pick(groups.dingtalk) }),
  }
  switch (chance.below(10)) {
    case 0:
      return dingtalkPicture(who)
    case 1:
    case 2:
      return dingtalkRichText({ ...who, items: [text, null, chance.pick(['', marker, '@张三'])] })
    case 3:
      return { ...dingtalkText({ ...who, text }), msgtype: 'audio', content: { recognition: text } }
    default:
      return dingtalkText({ ...who, text })
  }
}

export type Platform = 'wecom' | 'dingtalk'
export const spoken = { wecom: onWecom, dingtalk: onDingtalk }

/** A request of the gateway: mostly a message that it passes on. */
export function frame(chance: Chance, platform: Platform, i: number, now: number): object {
  const bot = platform === 'wecom' ? WECOM_BOT : DINGTALK_CLIENT_ID
  const said = { bot, holder: chance.pick(['fuzz-holder-1', 'fuzz-holder-2']) }
  switch (chance.below(8)) {
    case 0:
      return { do: 'lease', ...said, seq: i + 1, ...(chance.below(3) === 0 && { release: true }) }
    case 1:
      return { do: 'claim', ...said, seq: i + 1 }
    case 2: {
      const fate = chance.pick([
        { is: 'sent' },
        { is: 'sent', gone: [marker] },
        { is: 'later', waitMs: 1000, why: 'wecom.45009', channel: true },
        { is: 'refused', why: marker, channel: false },
        { is: 'unknown', why: 'timeout' },
      ])
      return { do: 'fates', ...said, seq: i + 1, fates: [{ id: 1 + chance.below(50), claim: 'c', fate }] }
    }
    default:
      return { do: 'message', ...said, at: now - chance.below(100_000), payload: spoken[platform](chance, i) }
  }
}
