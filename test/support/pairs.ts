import type { Line } from '../../src/domain/say.ts'
import { words } from '../../src/text/format.ts'
import { rows } from '../schema/lines.ts'
import { personOf } from './roster.ts'
import { admin, onWecom, type Speaker, Talk } from './talk.ts'

let towns = 0
let people = 0
const digits = '一二三四五六七八九十'

/** A community of its own with a group, a secretary, and whoever joins it: pairings of one test meet no other's. */
export class PairTown extends Talk {
  readonly community: string
  readonly secretary: Speaker

  private constructor(now: number, number: number) {
    super(now, `pairs${number}`)
    this.community = `${digits[number % 10]}${digits[Math.floor(number / 10) % 10]}里社区`
    this.secretary = onWecom(
      `pair-s${number}`,
      `${digits[number % 10]}${digits[Math.floor(number / 10) % 10]}书记`,
    )
  }

  /** Made by the administrator of a settled talk. */
  static async settle(now: number): Promise<PairTown> {
    towns += 1
    const town = new PairTown(now, towns)
    await town.group(admin, `/绑定社区 ${town.community}`)
    await town.group(town.secretary, `/登记 ${town.secretary.name} ${town.community}`)
    await town.group(admin, `/任命 @${town.secretary.name} 书记`)
    return town
  }

  /** A verified member, or a volunteer. */
  async join(kind: 'member' | 'volunteer', ...profile: string[]): Promise<Speaker> {
    people += 1
    const name = `${kind === 'member' ? '党' : '志'}${digits[people % 10]}${digits[Math.floor(people / 10) % 10]}`
    const who = onWecom(`pair-p${people}`, name)
    await this.group(who, kind === 'member' ? `/登记 ${name} 市财政局` : `/登记 ${name} 志愿者`)
    await this.group(this.secretary, `/通过 ${name}`)
    for (const words of profile) await this.private(who, words)
    return who
  }

  /** Two who are asked about each other. */
  async askedPair(): Promise<[Speaker, Speaker]> {
    const pair: [Speaker, Speaker] = [await this.join('member'), await this.join('volunteer')]
    await this.private(this.secretary, '/配对')
    await this.private(this.secretary, '/确认配对')
    return pair
  }

  /** Two who are partners. */
  async partners(): Promise<[Speaker, Speaker]> {
    const pair = await this.askedPair()
    for (const who of pair) await this.private(who, '/同意')
    return pair
  }
}

/** The pairings of somebody, oldest first: `asked`, `active 2027-05-22` … */
export const pairingsOf = async (who: Speaker): Promise<string[]> =>
  (
    await rows<{ state: string }>(
      'select state from pairing where ? in (member_id, volunteer_id) order by id',
      await personOf(who),
    )
  ).map(({ state }) => state)

/** All letters about pairings to somebody, in words, oldest first. */
export const pairLettersTo = async (who: Speaker): Promise<string[]> =>
  (
    await rows<{ say: string }>(
      "select say from outbox where person_id = ? and (dedupe like 'pair/%') order by id",
      await personOf(who),
    )
  ).map(({ say }) =>
    (JSON.parse(say) as Line[]).map(({ code, params }) => words(code, params ?? {}, 'hans')).join('\n'),
  )
