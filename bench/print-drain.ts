import { type Arrived, minutesUntil } from './arrived.ts'
import { one } from './database.ts'
import type { Drained } from './drain.ts'
import { costTable } from './limits.ts'
import { print } from './table.ts'

/** What the drain was given: private letters that there are and that were sent, letters to groups beside the monthly ones. */
interface Given {
  privateLetters: number
  share: number
  flooded: number
}

/** Prints how it went: what was sent, what went wrong, what arrived more than once, and how long it took. */
export async function printDrain(
  { platform, runs, from, seconds }: Drained,
  arrived: Arrived,
  { privateLetters, share, flooded }: Given,
): Promise<void> {
  const { retries } = await one<{ retries: number }>(
    "select sum(attempts - 1) as retries from outbox where state = 'sent'",
  )
  const groups = minutesUntil(platform, from, ['hook-', 'cid'])
  const people = minutesUntil(platform, from, ['u'])
  const rate = Math.min(privateLetters, share) / people.all
  const killed = runs.filter((run) => run.killed).length
  print('The drain: every letter to a group, and private letters on DingTalk', [
    ['private letters that wait', privateLetters],
    ['of them sent here, the first', Math.min(privateLetters, share)],
    ['letters to thirty groups at once, fifty each', flooded],
    ['calls of the platforms', platform.calls],
    ['letters that arrived', arrived.letters],
    ['tries again', retries],
    ['refused for being too many', platform.refused],
    ['lost', arrived.lost],
  ])
  print('What went wrong on the way', [
    ...[...platform.accidents].sort(),
    ['runs of the Worker killed', killed],
    [
      'in a hundred calls',
      (100 * [...platform.accidents.values()].reduce((a, b) => a + b, 0)) / platform.calls,
    ],
  ])
  print('What came of it', [
    ['arrived twice', arrived.twice],
    ['… because the run was killed', arrived.afterKill],
    ['… because the answer never came', arrived.twice - arrived.afterKill],
    ['… without such a reason', arrived.withoutReason],
    ['… without saying that it may have come before', arrived.unwarned],
    ['said so, but came once', arrived.warnedForNothing],
  ])
  print('How long it takes, in minutes of the town', [
    ['', 'half of them', 'all'],
    ['groups', groups.half, groups.all],
    ['people', people.half, people.all],
    ['private letters a minute', '', rate],
    ['hours for all of them at this rate', '', privateLetters / rate / 60],
  ])
  print('The runs that sent', costTable(runs))
  print('', [
    ['seconds', seconds],
    ['calls a second', platform.calls / seconds],
  ])
}
