import { answerWithin, draftLives } from '../../domain/pairing/times.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { askedBy, askedNone, askedSome, askPairs, skippedPairs, someSkipped } from '../../store/ask-pairs.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { fill, instead } from '../../store/inbox.ts'
import {
  type Draft,
  draftQuery,
  dropDraft,
  leaveOver,
  leftOverAt,
  placeToPair,
  postLeftOver,
  someLeftOver,
} from '../../store/pair-draft.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { placeKeys } from '../roster/roster-place.ts'
import { questions } from './pair-next.ts'

/**
 * `/确认配对`: asks both of every pair of my last preview, exactly as I saw it, in private. Who is no longer free by then is
 * left out, which the write decides and the answer says; who is left over is told and comes first next time. Refuses with
 * pair.no_draft, pair.draft_old, pair.draft_running, pair.none_asked, pair.not_yours.
 */
export const confirmPairs = defineCommand({
  name: '确认配对',
  aliases: [],
  topic: 'pair',
  usage: '/确认配对',
  example: '/确认配对',
  args: args({ place: optional(rest) }),
  who: secretary,
  read: ({ args: { place: named }, sender, community, message }) => {
    const keys = placeKeys(named)
    const place = message.conversation.kind === 'group' || keys.length > 0
    return { draft: draftQuery(sender, place ? placeToPair(sender, community, keys) : null) }
  },
  decide: (situation): Decision | Refusal => {
    const { facts, who, at, now, key } = situation
    const [saved] = facts.draft
    if (!saved || !who.person) return refuse('pair.no_draft')
    const { community_id: id, community } = saved
    if (!isSecretaryOf(who.roles, id)) return refuse('pair.not_yours', { community })
    if (saved.pairs === null || saved.alone === null) return refuse('pair.draft_running')
    if (saved.at < at - draftLives) return refuse('pair.draft_old')
    const { pairs, alone }: Draft = { pairs: JSON.parse(saved.pairs), alone: JSON.parse(saved.alone) }
    // Also those whose partner of the preview is no longer free.
    const ids = [
      ...alone.map((one) => one.id),
      ...pairs.flatMap(({ member, volunteer }) => [member, volunteer]),
    ]

    const by = { actorId: who.person.id, message: key, at: now }
    const asking = { community: id, by: who.person.id, key, at: now, until: now + answerWithin, round: null }
    const act = {
      action: 'pair.ask',
      subject: `community:${id}`,
      communityId: id,
      detail: { pairs: pairs.map(({ member, volunteer }) => [member, volunteer]) },
    }
    const asked = [line('pair.asked', { community, count: 0 }), line('pair.asked_how')]
    const skipped = who.inGroup ? line('pair.skipped_group') : line('pair.skipped', { names: [] })
    const left = line('pair.asked_left', { count: 0 })
    const plain: Decision = { say: asked, offer: [offer('offer.report', '/月报')] }
    const also = (...more: Line[]) =>
      JSON.stringify(outcomeOf(situation, { ...plain, say: [...asked, ...more] }))
    const isSkipped = someSkipped(key, id, pairs)
    const letter = JSON.stringify([line('mail.pair_left', { community }), line('mail.pair_first')])
    return {
      ...plain,
      writes: [
        askPairs(pairs, asking),
        recordIfChanged(act, by),
        leaveOver(ids, id, now, askedSome(key, id)),
        instead(key, also(skipped), isSkipped),
        instead(key, also(left), someLeftOver(ids, now)),
        instead(key, also(skipped, left), someLeftOver(ids, now, isSkipped)),
        fill(key, '$.say[0].params.count', askedBy(key, id)),
        ...(who.inGroup ? [] : [fill(key, '$.say[2].params.names', skippedPairs(key, id, pairs))]),
        // Behind the pairs that were left out, or in their place.
        fill(key, '$.say[2].params.count', leftOverAt(ids, now)),
        fill(key, '$.say[3].params.count', leftOverAt(ids, now)),
        instead(
          key,
          JSON.stringify(outcomeOfRefusal(situation, refuse('pair.none_asked', { community }))),
          askedNone(key, id),
        ),
        questions(id, key, now),
        postLeftOver(ids, now, letter, `pair/left/${key}`),
        ...dropDraft(who.person.id, id),
      ],
      speaks: true,
    }
  },
})
