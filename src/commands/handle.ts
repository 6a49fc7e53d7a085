import type { Policy } from '../domain/policy.ts'
import { isRefusal } from '../domain/refusal.ts'
import { type Line, line } from '../domain/say.ts'
import type { IncomingMessage, OutgoingMessage } from '../platforms/message.ts'
import { failureOf } from '../store/constraint.ts'
import type { Query, Store } from '../store/d1.ts'
import { choicesQuery, outcomeQuery, receive } from '../store/inbox.ts'
import { markShown, post, waitingQuery } from '../store/mail.ts'
import {
  conversationKey,
  groupCommunityId,
  groupQuery,
  identitiesQuery,
  linkIdentity,
  messageKey,
  personQuery,
  rolesQuery,
  senderId,
} from '../store/sender.ts'
import { answerWithout } from './answer-without.ts'
import type { Ask, Decision, Situation, Who } from './define.ts'
import { type Outcome, outcomeOf, outcomeOfRefusal } from './outcome.ts'
import { render } from './render.ts'
import { type Understood, understand } from './understand.ts'

export interface Surroundings {
  store: Store
  policy: Policy
  settings: Situation<unknown, unknown>['settings']
  /** ms */
  now: number
}

/** What became of a message; `outcome` is the code of the first line, for the log. */
export interface Handled {
  reply: OutgoingMessage | null
  command: string | null
  outcome: string
}

const mailsAtOnce = 3
const choiceLives = 24 * 60 * 60_000

/**
 * The path of a message: read in one batch, decide, write in one batch. A message handled before is answered from
 * what was stored; a duplicate that wins the race breaks our batch and is answered the same way.
 */
export async function handle(message: IncomingMessage, around: Surroundings): Promise<Handled> {
  const { store, now } = around
  const key = messageKey(message)
  const [heard, stored] = await hear(message, key, around)
  if (stored) return answered(stored, heard)

  const found = await store.batchByName({ ...baseQueries(message, key), ...commandQueries(heard, message) })
  const [before] = found.$outcome
  if (before) return answered(before.outcome, heard)
  const who: Who = {
    person: found.$person[0],
    roles: found.$roles,
    group: found.$group[0],
    inGroup: message.conversation.kind === 'group',
  }
  const { outcome, decision } = answer(heard, {
    ...around,
    facts: found,
    who,
    message,
    key,
    at: message.sentAt,
  })
  const mail = found.$mail
  outcome.say.push(...mailLines(mail, outcome))

  const row = {
    key,
    at: now,
    conversation: conversationKey(message),
    command: commandName(heard),
    outcome: JSON.stringify(outcome),
    choices:
      who.inGroup || outcome.offer.length === 0
        ? null
        : JSON.stringify(outcome.offer.map(({ command }) => command)),
  }
  const known = new Set(found.$identities.map(({ kind, user_id }) => `${kind} ${user_id}`))
  const unknown = message.sender.ids.filter(({ kind, id }) => !known.has(`${kind} ${id}`))
  const writes: Query[] = [
    receive(row),
    ...(who.person ? unknown.map((id) => linkIdentity(message, who.person?.id ?? 0, id, now)) : []),
    ...(decision?.writes ?? []),
    ...(decision?.mail ?? []).map((one) => post(one, now)),
    ...(mail.length > 0
      ? [
          markShown(
            mail.map(({ id }) => id),
            key,
            now,
          ),
        ]
      : []),
  ]
  try {
    const results = await store.batch([...writes, outcomeQuery(key)])
    const [last] = results.at(-1) as { outcome: string }[]
    return answered(last?.outcome ?? row.outcome, heard)
  } catch (error) {
    return answered(await afterFailure(error, row, who, around.store), heard)
  }
}

/** What was heard; a bare number in private is looked up among the last choices, which costs one more round trip. */
async function hear(
  message: IncomingMessage,
  key: string,
  { store, now }: Surroundings,
): Promise<[Understood, string | undefined]> {
  const heard = understand(message)
  if (heard.is !== 'choice') return [heard, undefined]
  const [before, last] = await store.batch([
    outcomeQuery(key),
    choicesQuery(conversationKey(message), now - choiceLives),
  ])
  if (before[0]) return [heard, before[0].outcome]
  const choices = JSON.parse(last[0]?.choices ?? '[]') as string[]
  const chosen = choices[heard.number - 1]
  return [
    chosen === undefined ? heard : understand({ ...message, text: chosen, card: { taskId: key } }),
    undefined,
  ]
}

const baseQueries = (message: IncomingMessage, key: string) => ({
  $outcome: outcomeQuery(key),
  $person: personQuery(message),
  $identities: identitiesQuery(message),
  $roles: rolesQuery(message),
  $group: groupQuery(message),
  $mail: waitingQuery(senderId(message), message.conversation.kind === 'group' ? 0 : mailsAtOnce),
})

function commandQueries(heard: Understood, message: IncomingMessage): { [name: string]: Query } {
  if (heard.is !== 'command') return {}
  const ask: Ask<never> = {
    args: heard.args as never,
    message,
    sender: senderId(message),
    community: groupCommunityId(message),
    at: message.sentAt,
  }
  return heard.command.read(ask)
}

/** The outcome of what was heard, and the decision behind it when it is more than words. */
function answer(
  heard: Understood,
  situation: Omit<Situation<unknown, unknown>, 'args'>,
): { outcome: Outcome; decision?: Decision } {
  if (heard.is === 'wrong') {
    const refusal = heard.command.who(situation.who) ?? heard.refusal
    return { outcome: outcomeOfRefusal(situation, refusal, heard.command) }
  }
  if (heard.is !== 'command') return { outcome: outcomeOf(situation, answerWithout(heard, situation.who)) }
  const { command, args } = heard
  const decided =
    command.who(situation.who) ?? command.decide({ ...situation, args } as Situation<never, never>)
  if (isRefusal(decided)) return { outcome: outcomeOfRefusal(situation, decided, command) }
  return { outcome: outcomeOf(situation, decided), decision: decided }
}

/** What waited in the mailbox is shown below the answer (product rule 5). */
function mailLines(mail: readonly { say: string }[], outcome: Outcome): Line[] {
  if (mail.length === 0 || outcome.audience !== 'person') return []
  return [line('mail.title', { count: mail.length }), ...mail.flatMap(({ say }) => JSON.parse(say) as Line[])]
}

/** A batch that failed left nothing behind: answer the duplicate as before, a rule of the schema as a refusal, and let faults through. */
async function afterFailure(
  error: unknown,
  row: Parameters<typeof receive>[0],
  who: Who,
  store: Store,
): Promise<string> {
  const failure = failureOf(error)
  if (failure.is === 'fault') throw error
  if (failure.is === 'refusal') {
    const outcome = JSON.stringify(outcomeOfRefusal({ who }, failure.refusal))
    try {
      await store.batch([receive({ ...row, outcome, choices: null })])
      return outcome
    } catch (again) {
      if (failureOf(again).is !== 'duplicate') throw again
    }
  }
  const [stored] = await store.batch([outcomeQuery(row.key)])
  if (!stored[0]) throw error
  return stored[0].outcome
}

const commandName = (heard: Understood): string | null => ('command' in heard ? heard.command.name : null)

function answered(stored: string, heard: Understood): Handled {
  const outcome = JSON.parse(stored) as Outcome
  return { reply: render(outcome), command: commandName(heard), outcome: outcome.say[0]?.code ?? 'silence' }
}
