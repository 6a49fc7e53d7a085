import { type MyRally, rallyForQuery } from '../../store/rally-for.ts'
import type { Ask, Situation } from '../define.ts'

/** The rally that an answer may be for. */
export const rallyAsked = ({ sender, community, message }: Ask<unknown>) =>
  rallyForQuery(sender, community, { inGroup: message.conversation.kind === 'group', to: 'answer' })

/** In a group it is one that has come there (rule 8.10); with its slash a command reaches those of elsewhere, too. */
export const meantRally = (
  rallies: readonly MyRally[],
  { who, by }: Pick<Situation<unknown, unknown>, 'who' | 'by'>,
): MyRally | undefined => rallies.find(({ here }) => !who.inGroup || here === 1 || by === 'slash')
