import type { Refusal } from '../domain/refusal.ts'
import type { Line, Offer } from '../domain/say.ts'
import { line } from '../domain/say.ts'
import type { Script } from '../text/catalogue.ts'
import type { Decision, Who } from './define.ts'

/**
 * What was answered to a message, as it is stored in the inbox: codes and parameters, the audience, the script. A
 * redelivery is answered from it, word for word. No lines is silence.
 */
export interface Outcome {
  audience: 'group' | 'person'
  script: Script
  say: Line[]
  offer: Offer[]
  /** What a text that is no command completes (hear.ts). */
  asks?: string
  /** The same where nothing was asked. */
  takes?: string
  /** The parameter of the first line that is stored sealed (seal.ts). */
  sealed?: string
  /** Nothing was done; for the log. */
  refused?: true
}

/** Traditional when the group or the person chose it (product rule 3.8). */
export const scriptFor = (who: Who): Script =>
  who.person?.lang === 'hant' || who.group?.lang === 'hant' ? 'hant' : 'hans'

/** The outcome of a decision for this speaker in this conversation. */
export const outcomeOf = (
  { who }: { who: Who },
  { say, offer, lang, sealed, asks, takes }: Decision,
): Outcome => ({
  audience: who.inGroup ? 'group' : 'person',
  script: lang ?? scriptFor(who),
  say,
  offer: offer ?? [],
  ...(sealed === undefined ? {} : { sealed }),
  ...(asks === undefined || who.inGroup ? {} : { asks }),
  ...(takes === undefined || who.inGroup ? {} : { takes }),
})

/** The outcome of a refusal; a wrong argument is followed by the usage line and one example (product rule 3.7). */
export const outcomeOfRefusal = (
  situation: { who: Who },
  { refused, params }: Refusal,
  command?: { usage: string; example: string },
): Outcome => ({
  ...outcomeOf(situation, {
    say: [
      line(refused, params),
      ...(command && refused.startsWith('arg.')
        ? [line('usage', { usage: command.usage }), line('example', { example: command.example })]
        : []),
    ],
  }),
  refused: true,
})
