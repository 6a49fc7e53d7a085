import { firstDue } from '../../domain/order/ladder.ts'
import { type Standing, standingsOf } from '../../domain/order/standing.ts'
import { births } from '../../domain/order/steps.ts'
import { orderRulesIn } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import type { RowsOf } from '../../store/d1.ts'
import { type Mail, postAll } from '../../store/mail.ts'
import { enterOrder, nameOrder, unborn } from '../../store/order-birth.ts'
import { birthPlaceQuery, ownPlace, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { Ask, Decision, Situation, Who } from '../define.ts'
import { draftLines, keptLines, textOf } from './draft-lines.ts'
import { draftOf } from './order-draft.ts'

/** What 点单 and 创单 read: the community, and who decides there. */
export const beginFacts = ({ sender, community }: Ask<unknown>) => {
  const place = ownPlace(sender, community)
  return {
    place: birthPlaceQuery(sender, place),
    keepers: secretariesQuery(thatPlace(place), sender),
  }
}

type BeginFacts = RowsOf<ReturnType<typeof beginFacts>>
export type BirthPlace = BeginFacts['place'][number]

/** What the sender is in a community where an order may begin, the nearest first. */
export const standingsIn = ({ id, street_id, headed }: BirthPlace, { person, roles }: Who): Standing[] =>
  standingsOf(
    {
      id: person?.id ?? 0,
      kind: person?.kind ?? null,
      community_id: person?.community_id ?? null,
      roles,
      claim: null,
    },
    { community_id: id, grid_id: headed, street_id, origin: 'push', requester_id: null, asked: [], lent: [] },
  )

/**
 * A need (点单) or an idea (创单) is entered, and the community’s secretaries hear of it. Refuses with order.no_place_yet,
 * group.unbound, order.past, order.too_long, order.too_many, order.resident_requests.
 */
export function begin(
  kind: 'request' | 'propose',
  form: OrderForm,
  situation: Situation<unknown, BeginFacts>,
): Decision | Refusal {
  const { facts, who, peacetime, at, now, key } = situation
  const [place] = facts.place
  if (!place || !who.person) return refuse(who.inGroup && !who.group ? 'group.unbound' : 'order.no_place_yet')
  // A number alone names an order, it says nothing of a need.
  if (!/\p{L}/u.test(form.title)) return refuse('arg.title.missing')
  const birth = births[kind]
  if (!standingsIn(place, who).some((standing) => birth.by.includes(standing))) return refuse(birth.others)
  const rules = orderRulesIn(place, peacetime)
  // An idea opens to others (R035): without a number everybody may come.
  const draft = draftOf(kind === 'propose' ? { people: 0, ...form } : form, at, rules)
  if (isRefusal(draft)) return draft
  const title = textOf(draft, 'title') ?? ''
  const contact = textOf(draft, 'contact')
  const what = { order: unborn, title, community: place.name, name: who.person.name ?? '' }
  const own = mayReview(who.roles, { community_id: place.id, grid_id: place.headed })
  const publish = offer(kind === 'request' ? 'offer.publish' : 'offer.approve_order', `/派单 ${unborn}`)
  const mail: Mail[] = own
    ? []
    : facts.keepers.map(({ person_id }) => ({
        to: person_id,
        say: [
          line(`${kind}.new`, what),
          ...draftLines(draft),
          ...(contact === undefined ? [] : [line('order.contact', { contact })]),
          ...(kind === 'propose' ? [line('order.refuse_idea', what)] : []),
        ],
        offer: [publish],
        dedupe: `order/new/${key}/${person_id}`,
        ...(draft.urgency === 'critical' && { urgent: true as const }),
      }))
  const next: Offer[] = own ? [publish] : [offer('offer.order', `/订单 ${unborn}`, { order: unborn })]
  const dedupes = mail.map(({ dedupe }) => dedupe)
  return {
    say: [
      line(`${kind}.taken`, what),
      ...draftLines(draft),
      ...keptLines(draft, who),
      own ? line('order.publish_own', what) : line(`${kind}.next`, what),
    ],
    offer: next,
    writes: [
      ...enterOrder(
        {
          ...draft,
          community_id: place.id,
          grid_id: place.grid_id,
          origin: kind === 'request' ? 'request' : 'proposal',
          requester_id: who.person.id,
          state: kind === 'request' ? 'requested' : 'proposed',
          created_by: who.person.id,
          published: false,
          draw_at: null,
          draw_seed: null,
          escalate_at: kind === 'request' ? firstDue(now, draft.urgency, rules) : null,
        },
        { key, now },
      ),
      ...(mail.length > 0 ? [postAll(mail, now)] : []),
      ...nameOrder(key, dedupes),
    ],
    speaks: true,
  }
}
