import { Clock } from '../support/clock.ts'
import { build, clear } from '../support/database.ts'
import { type Answer, at, onDingtalk, onWecom, Talk, type Way } from '../support/talk.ts'
import { cast, type Dialogue, type Said } from './turn.ts'

/** By which platform and which way everybody speaks. */
export interface Entry {
  platform: 'wecom' | 'dingtalk'
  way: Way
}

/** A turn as it was played. */
export interface Played {
  about: string
  turn: Said
  /** What was said, with the numbers that were kept. */
  said: string
  answer: Answer
}

/** How a turn is brought to the bot: `say` delivers it, always as the same message. */
export type Bring = (talk: Talk, say: () => Promise<Answer>) => Promise<Answer>

/** Plays dialogues one after the other through one entry, from an empty database. */
export async function play(
  dialogues: readonly Dialogue[],
  { platform, way }: Entry,
  bring: Bring = (_, say) => say(),
): Promise<Played[]> {
  await clear()
  await build()
  const clock = new Clock()
  const talks = { here: new Talk(0, 'g1'), there: new Talk(0, 'g2') }
  const kept: { [name: string]: string } = {}
  const played: Played[] = []
  for (const { about, from, turns } of dialogues) {
    let now = at(from)
    for (const turn of turns) {
      if ('minutes' in turn) {
        now += turn.minutes * 60_000
        if (turn.tick) await clock.tick(now)
        continue
      }
      const { where } = turn
      if (where === 'enter' && platform === 'dingtalk') continue
      now += 10_000
      const who = (platform === 'wecom' ? onWecom : onDingtalk)(turn.who, cast[turn.who])
      const said = turn.say.replace(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? '?')
      const talk = where === 'other' ? talks.there : talks.here
      Object.assign(talk, { now, way })
      // The same ids on each entry, so that answers which carry one can be compared.
      const id = `turn-${played.length}-${about.length}`
      const say = {
        group: () => talk.group(who, said, id),
        other: () => talk.group(who, said, id),
        private: () => talk.private(who, said, id),
        tap: () => talk.tap(who, said, 'card_1', id),
        enter: () => talk.enter(who, id),
      }[where]
      const answer = await bring(talk, say)
      Object.assign(kept, turn.answer?.exec(answer.text)?.groups)
      played.push({ about, turn, said, answer })
    }
  }
  return played
}
