import type { Pace } from '../pace.ts'
import type { DingtalkSettings } from '../settings.ts'
import type { Side } from '../side.ts'
import { answerDingtalk, readDingtalk } from './answer.ts'
import { StreamConnection } from './connection.ts'

/** DingTalk: frames are acknowledged, answers go by webhook; letters go out from the Worker, which has the keys. */
export const dingtalkSide = (settings: DingtalkSettings, pace: Pace): Side => ({
  name: 'dingtalk',
  bot: settings.bot,
  pushes: false,
  connect: () => new StreamConnection(settings, pace),
  read: readDingtalk,
  received: (frame, connection) => {
    void connection.send({ command: 'ack', id: frame.id, body: {} })
  },
  answer: (entry, reply, voice) => answerDingtalk(entry, reply, voice, settings.oapi),
  tell: (entry, words, voice) =>
    answerDingtalk(entry, { msgtype: 'text', text: { content: words } }, voice, settings.oapi),
})
