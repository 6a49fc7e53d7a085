import { refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { waitingQuery } from '../../store/mail.ts'
import { conversationKey } from '../../store/sender.ts'
import { args } from '../args/args.ts'
import { defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'

/**
 * `/私信`: what waits in my mailbox, as much as fits (product §5). The letters come below every answer in private
 * (mailbox.ts); this one leaves them all the room.
 */
export const letters = defineCommand({
  name: '私信',
  aliases: ['信箱', '看私信', 'mail', 'sx'],
  topic: 'self',
  usage: '/私信',
  example: '/私信',
  args: args({}),
  who: anyone,
  read: ({ sender, message, at }) => ({ first: waitingQuery(sender, 1, conversationKey(message), at) }),
  decide: ({ facts: { first }, who, now }) => {
    if (who.inGroup) return refuse('mail.private')
    const waits = first.some(({ expires_at }) => expires_at === null || expires_at > now)
    return { say: waits ? [] : [line('mail.none')] }
  },
})
