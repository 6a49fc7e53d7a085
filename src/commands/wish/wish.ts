import { baseDifficulty } from '../../domain/order/difficulty.ts'
import { firstDue } from '../../domain/order/ladder.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { births } from '../../domain/order/steps.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { type Mail, postAll } from '../../store/mail.ts'
import { enterOrder, nameOrder, unborn } from '../../store/order-birth.ts'
import { ownPlace } from '../../store/order-place.ts'
import { enterWish, gridByKeyQuery } from '../../store/wish.ts'
import { args, required } from '../args/args.ts'
import { yuan } from '../args/money.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { beginFacts, standingsIn } from '../order/order-begin.ts'
import { wishWall } from './wish-wall.ts'
import { type WishWords, wishWords } from './wish-words.ts'

const [longest, longestText] = [30, 500]

/**
 * `/心愿 护腰垫一个 120元`: goods for a household in need, of oneself or on behalf of somebody (R048); the community publishes
 * it. What tells who and where is kept from the card (R049). Above the limit a project is proposed. Alone: the wall.
 * Refuses with order.no_place_yet, group.unbound, order.too_long, wish.no_thing.
 */
export const wish = defineCommand({
  name: '心愿',
  aliases: ['wish'],
  topic: 'order',
  usage: '/心愿 内容 金额',
  example: '/心愿 护腰垫一个 120元',
  args: args({ amount: required(yuan, 'arg.amount.missing'), note: required(rest, 'arg.text.missing') }),
  without: { 'arg.amount.missing': wishWall },
  who: registered,
  read: (ask) => ({
    ...beginFacts(ask),
    grid: gridByKeyQuery(ownPlace(ask.sender, ask.community), wishWords(ask.args.note, undefined).grid ?? ''),
  }),
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who, policy, now, key } = situation
    const [place] = facts.place
    if (!place || !who.person)
      return refuse(who.inGroup && !who.group ? 'group.unbound' : 'order.no_place_yet')
    if (!standingsIn(place, who).some((standing) => births.request.by.includes(standing)))
      return refuse(births.request.others)
    const words = wishWords(typed.note, who.person.name)
    if (typed.amount > policy.wishYuan) return tooDear(words, typed.amount, policy.wishYuan)
    if (words.open === '' || words.thing === '') return refuse('wish.no_thing')
    if ([...words.open].length > longest || [...typed.note].length > longestText)
      return refuse('wish.too_long', { limit: longest })

    const rules = rulesOf(policy)
    const [named] = facts.grid
    const grid = named?.id ?? place.grid_id
    const title = `${words.open} ${typed.amount}元`
    const hides = words.kept.length > 0 || (words.grid !== undefined && !named)
    const category = {
      alone: 'elderly',
      lonely: 'elderly',
      elderly: 'elderly',
      disabled: 'disabled',
    } as const
    const about = words.household in category ? category[words.household as keyof typeof category] : 'other'
    const own = mayReview(who.roles, { community_id: place.id, grid_id: place.headed })
    const what = {
      order: unborn,
      title,
      community: place.name,
      name: who.person.name ?? '',
      household: [`household.${words.household}`],
    }
    const publish = offer('offer.publish', `/派单 ${unborn}`)
    const mail: Mail[] = own
      ? []
      : facts.keepers.map(({ person_id }) => ({
          to: person_id,
          say: [
            line('wish.new', what),
            line('wish.told_class', what),
            ...(words.contact === undefined ? [] : [line('order.contact', { contact: words.contact })]),
            ...(hides ? [line('order.details', { text: typed.note })] : []),
          ],
          offer: [publish],
          dedupe: `order/new/${key}/${person_id}`,
        }))
    return {
      say: [
        line('wish.taken', what),
        line('wish.told_class', what),
        ...keptFrom(words, who.inGroup),
        line(own ? 'wish.publish_own' : 'wish.next', what),
      ],
      offer: own ? [publish] : [offer('offer.order', `/订单 ${unborn}`, { order: unborn })],
      writes: [
        ...enterOrder(
          {
            texts: [
              { part: 'title', text: title },
              ...(words.contact === undefined ? [] : [{ part: 'contact' as const, text: words.contact }]),
              ...(hides ? [{ part: 'details' as const, text: typed.note }] : []),
            ],
            needs: [],
            category: about,
            urgency: 'normal',
            base: baseDifficulty(about, rules),
            starts_at: null,
            ends_at: null,
            places: 1,
            community_id: place.id,
            grid_id: grid,
            origin: 'wish',
            requester_id: who.person.id,
            state: 'requested',
            created_by: who.person.id,
            published: false,
            draw_at: null,
            draw_seed: null,
            escalate_at: firstDue(now, 'normal', rules),
          },
          { key, now },
        ),
        enterWish({ ...words, cents: Math.round(typed.amount * 100) }, key),
        ...(mail.length > 0 ? [postAll(mail, now)] : []),
        ...nameOrder(
          key,
          mail.map(({ dedupe }) => dedupe),
        ),
      ],
      speaks: true,
    }
  },
})

/** What was kept from the card; in a group everybody has read it already. */
const keptFrom = ({ kept }: WishWords, inGroup: boolean) =>
  kept.length === 0
    ? []
    : [line(inGroup ? 'wish.kept_seen' : 'wish.kept', { kept: kept.map((kind) => `private_fact.${kind}`) })]

/** Above the limit it is none (R048): a project, which begins as a request. Nothing is kept. */
const tooDear = ({ open }: WishWords, amount: number, limit: number): Decision => ({
  say: [line('wish.too_dear', { amount, limit }), line('wish.project')],
  ...(open !== '' &&
    [...open].length <= longest && {
      offer: [offer('offer.project', `/点单 ${open}（办实事项目，约${amount}元）`)],
    }),
})
