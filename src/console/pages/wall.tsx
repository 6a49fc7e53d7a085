import { classLine } from '../../commands/wish/wish-class.ts'
import { monthBegan } from '../../commands/wish/wish-facts.ts'
import { groupsOf, sharedFrom } from '../../domain/wish/thing.ts'
import { placeShown, placesQuery } from '../../store/console/place.ts'
import { type OpenWish, openWishesQuery, wallCountsQuery } from '../../store/wish.ts'
import { fold } from '../../text/fold.ts'
import { definePage, type View } from '../page.ts'
import { PlaceChoice } from '../place-choice.tsx'
import { Table } from '../table.tsx'

/** Communities to choose from. */
const placesShown = 400

/** A community’s wall of wishes to print and hang up (R051): what the group’s wall shows and no more, with all that wait. */
export const wall = definePage({
  path: '/wall',
  title: 'console.wall',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  read: ({ scope, asked, now }) => {
    const place = placeShown(scope, fold(asked('place') ?? ''))
    return {
      places: placesQuery(scope, placesShown),
      counts: wallCountsQuery(place, monthBegan(now)),
      wishes: openWishesQuery(place),
    }
  },
  render: ({ places, counts: [counts], wishes }, view) => {
    const { words, today } = view
    if (!counts) return <section>{words('console.wall_none')}</section>
    const { name, open, under, granted } = counts
    const [first] = wishes
    return (
      <section class="wall">
        <PlaceChoice view={view} path="/wall" places={places} chosen={name} />
        <h2>{words('wish.wall', { community: name })}</h2>
        <p>
          <b>{words('wish.wall_counts', { open, under, granted })}</b>{' '}
          <span class="soft">{words('console.wall_day', { day: today })}</span>
        </p>
        {first ? (
          <>
            <Wishes view={view} wishes={wishes} />
            {open > wishes.length && <p>{words('wish.wall_more', { count: open - wishes.length })}</p>}
            <p>{words('console.wall_how', { order: first.id })}</p>
          </>
        ) : (
          <p>{words('wish.wall_empty')}</p>
        )}
        <p>
          <button type="button" data-prints hidden>
            {words('console.print')}
          </button>
        </p>
      </section>
    )
  },
})

/** Wishes as everybody may read them, similar ones together: what, for what kind of household, in which grid. */
const Wishes = ({ view: { words }, wishes }: { view: View; wishes: readonly OpenWish[] }) => (
  <Table
    caption={words('console.wall_caption')}
    columns={[
      { title: words('console.col.line'), of: ({ id }: { id: number }) => id },
      {
        title: words('console.col.wish'),
        of: ({ title }) => words('console.wish', { title: title ?? '' }),
        long: true,
      },
      {
        title: words('console.col.household'),
        of: (wish) => {
          const { code, params } = classLine(wish)
          return words(code, params)
        },
      },
      {
        title: words('console.col.taken_by'),
        of: ({ alike }) => words(alike < sharedFrom ? 'console.wall_single' : 'console.wall_shared'),
      },
    ]}
    rows={groupsOf(wishes).flatMap((group) => group.map((wish) => ({ ...wish, alike: group.length })))}
  />
)
