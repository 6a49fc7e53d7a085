import { randomBytes } from 'node:crypto'
import type { Person, Place, Tap } from '../types.ts'

/** Callback bodies in clear, as WeCom writes them. */

export const AIBOT_ID = 'aibDEMO000000000000000000000hong'

const id = (): string => randomBytes(16).toString('hex')

/** Who and where; a private chat has no chatid. */
const envelope = (person: Person, place: Place) => ({
  msgid: id(),
  aibotid: AIBOT_ID,
  ...(place.kind === 'group' ? { chatid: place.chatId } : {}),
  chattype: place.kind === 'group' ? 'group' : 'single',
  from: { userid: person.wecomUserId },
})

export const textMessage = (person: Person, place: Place, content: string, responseUrl: string) => ({
  ...envelope(person, place),
  response_url: responseUrl,
  msgtype: 'text',
  text: { content },
})

export const cardEvent = (
  person: Person,
  place: Place,
  tap: Extract<Tap, { is: 'event' }>,
  now: number,
  responseUrl: string,
) => ({
  ...envelope(person, place),
  create_time: Math.floor(now / 1000),
  response_url: responseUrl,
  msgtype: 'event',
  event: {
    eventtype: 'template_card_event',
    template_card_event: { card_type: tap.cardType, event_key: tap.key, task_id: tap.taskId },
  },
})

/** The day's first opening of the private chat; the documented sample has no chattype. */
export const enterChat = (person: Person, now: number) => ({
  msgid: id(),
  create_time: Math.floor(now / 1000),
  aibotid: AIBOT_ID,
  from: { userid: person.wecomUserId },
  msgtype: 'event',
  event: { eventtype: 'enter_chat' },
})

export const streamRefresh = (person: Person, place: Place, streamId: string) => ({
  ...envelope(person, place),
  msgtype: 'stream',
  stream: { id: streamId },
})
