import type { Pace } from '../pace.ts'
import type { WecomSettings } from '../settings.ts'
import type { Side } from '../side.ts'
import { answerWecom, tellWecom } from './answer.ts'
import { AibotConnection } from './connection.ts'
import { readWecom } from './reading.ts'

/** WeCom: no acknowledgement, answers by frame, letters of the bot's own through the connection. */
export const wecomSide = (settings: WecomSettings, pace: Pace): Side => ({
  name: 'wecom',
  bot: settings.bot,
  pushes: true,
  connect: () => new AibotConnection(settings, pace),
  read: readWecom,
  received: () => undefined,
  answer: answerWecom,
  tell: tellWecom,
})
