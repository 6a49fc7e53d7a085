import { DAY, dayOf } from '../domain/calendar/shanghai.ts'
import { endFeed, type FeedEvent, feedEventsQuery, feedOwnerQuery, keepFeed } from '../store/console/feed.ts'
import { Store } from '../store/d1.ts'
import type { Script } from '../text/catalogue.ts'
import { words } from '../text/format.ts'
import { type CalendarEvent, icsOf } from '../text/ics.ts'
import { formIn } from './form.ts'
import { originOf } from './origin.ts'
import type { Asked } from './outside.ts'
import type { View } from './page.ts'
import { calendarKey, digestOf, isSealed, newToken } from './seal.ts'

/** How far back and ahead a calendar goes, and how much there is in it at most. */
const [daysBack, daysAhead, most] = [62, 366, 500]

/** GET: the calendar behind a secret address, for whoever has it; every other address is answered alike. */
export async function calendar(c: Asked): Promise<Response> {
  const [keys, now] = [c.get('keys'), c.get('now')]
  const [, key = ''] = /^([\w-]{20,64})\.ics$/.exec(c.req.param('file') ?? '') ?? []
  const hash = digestOf(keys, `calendar/${key}`)
  const [[owner], events] = await new Store(c.env.DB).batch([
    feedOwnerQuery(hash),
    feedEventsQuery(hash, now - daysBack * DAY, now + daysAhead * DAY, most),
  ])
  if (!owner) return c.text('not found', 404)
  const { host } = new URL(originOf(c.env, c.req.url))
  return c.body(
    icsOf(
      words('feed.name', {}, owner.lang),
      events.map((one) => eventOf(one, owner.lang, host)),
    ),
    200,
    {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="hong-dadang.ics"',
    },
  )
}

/** What stands in a calendar: nobody's name, no title that somebody typed, no contact. */
function eventOf(event: FeedEvent, script: Script, host: string): CalendarEvent {
  const { what, id, community, starts_at, ends_at, changed_at, over } = event
  const shift = what === 'shift'
  const order = { order: event.order_id ?? 0, category: [`category.${event.category}`], community }
  return {
    uid: `${what}-${id}@${host}`,
    summary: shift ? words('feed.shift', { community }, script) : words('feed.claim', order, script),
    description: shift
      ? words('feed.shift_how', { day: dayOf(starts_at) }, script)
      : words('feed.claim_how', { order: order.order }, script),
    location: community,
    startsAt: starts_at,
    endsAt: ends_at,
    changedAt: changed_at,
    cancelled: over === 1,
  }
}

/** POST of the page: makes an address (the one before is void), or ends it. False for a form that is not ours. */
export async function changeFeed(c: Asked, store: Store, view: View, token: string): Promise<boolean> {
  const { nonce, token: sealed, does } = await formIn(c)
  const what = does === 'end' ? 'feed/end' : 'feed/make'
  const keys = c.get('keys')
  if (!isSealed(keys, token, String(nonce), what, String(sealed))) return false
  const fresh = newToken(keys)
  const hash = digestOf(keys, `calendar/${calendarKey(keys, fresh)}`)
  const { id } = view.viewer
  await store.batch([what === 'feed/end' ? endFeed(id) : keepFeed(id, fresh, hash, view.now)])
  return true
}

/** The address of one's calendar, with what makes and ends it. */
export const Feed = ({ view, feed }: { view: View; feed: { nonce: string } | undefined }) => {
  const { words } = view
  return (
    <section>
      <h2>{words('feed.title')}</h2>
      <p>{words('feed.about')}</p>
      {feed ? (
        <>
          <label class="wide">
            {words('feed.address')}
            <input readonly value={`${view.origin}/calendar/${view.calendarKey(feed.nonce)}.ics`} />
          </label>
          <p class="soft">{words('feed.secret')}</p>
        </>
      ) : (
        <p>{words('feed.off')}</p>
      )}
      <Change view={view} does="make" label={words(feed ? 'feed.renew' : 'feed.make')} />
      {feed && <Change view={view} does="end" label={words('feed.end')} />}
    </section>
  )
}

const Change = ({ view, does, label }: { view: View; does: 'make' | 'end'; label: string }) => {
  const { nonce, token } = view.seal(`feed/${does}`)
  return (
    <form class="act" method="post" action="/console/calendar">
      <input type="hidden" name="does" value={does} />
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="token" value={token} />
      <button type="submit">{label}</button>
    </form>
  )
}
