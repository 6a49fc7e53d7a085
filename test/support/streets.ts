import { Clock } from './clock.ts'
import { admin, at, onDingtalk, type Speaker, settledTalk, Talk } from './talk.ts'

/** The administrator at DingTalk, where the groups of the other communities are. */
export const adminD = onDingtalk('boss-d', '管理员')

/** 湖滨街道 with 东湖社区 (as in `settledTalk`) and 西园社区, 山前街道 with 远山社区: a talk in each, and one clock. */
export class Streets {
  readonly clock = new Clock()
  readonly talk: Talk
  readonly west: Talk
  readonly far: Talk

  constructor(text: string) {
    this.talk = new Talk(at(text))
    this.west = new Talk(at(text), 'west')
    this.far = new Talk(at(text), 'far')
  }

  /** Binds the groups: before anything else. */
  async settle(): Promise<void> {
    await settledTalk(this.talk.now)
    await this.west.group(adminD, '/绑定社区 西园社区 湖滨街道')
    await this.far.group(adminD, '/绑定社区 远山社区 山前街道')
    await this.talk.group(admin, '/绑定社区 东湖社区 湖滨街道')
  }

  /** Somebody registers as `what` where they belong, and the administrator gives them a role: `书记 西园社区`. */
  async appoint(who: Speaker, role: string, where = this.talk, what = '东湖社区'): Promise<void> {
    await where.group(who, `/登记 ${who.name} ${what}`)
    await this.talk.group(admin, `/任命 @${who.name} ${role}`)
  }

  /** So much later everywhere, with one tick at its end. */
  async pass(minutes: number): Promise<void> {
    const now = this.talk.now + minutes * 60_000
    for (const talk of [this.talk, this.west, this.far]) talk.now = now
    await this.clock.tick(now)
  }
}
