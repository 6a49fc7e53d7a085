import { monthOf } from '../../domain/calendar/shanghai.ts'
import { boardColumns } from '../../domain/order/board.ts'
import {
  boardCountsQuery,
  boardQuery,
  ordersByPlaceQuery,
  overdueEverywhereQuery,
} from '../../store/console/orders.ts'
import { placesQuery } from '../../store/console/place.ts'
import { fold } from '../../text/fold.ts'
import { Board } from '../order/board.tsx'
import { Overview } from '../order/overview.tsx'
import { definePage, type View } from '../page.ts'
import { PlaceChoice } from '../place-choice.tsx'

/** Orders of each column on the whole board, and of one column on a page of its own; communities to choose from. */
const [ofEach, ofOne, placesShown] = [8, 30, 400]

/**
 * The board of orders by what they wait for, with the acts that bring them on (R115), and what is over since this month began;
 * for an administrator first what is overdue anywhere, and each community's figures.
 */
export const orders = definePage({
  path: '/orders',
  title: 'console.orders',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head'],
  read: (view) => {
    const { scope, now } = view
    const { key, column, after, isOverview } = askedFor(view)
    const limit = column === undefined ? ofEach : ofOne + 1
    return {
      places: placesQuery(scope, placesShown),
      counts: boardCountsQuery(scope, now, isOverview ? '' : key),
      cards: boardQuery(scope, now, { key: isOverview ? '' : key, column, after }, limit),
      overdue: overdueEverywhereQuery(scope, now, after, isOverview ? ofOne + 1 : 0),
      byPlace: ordersByPlaceQuery(scope, isOverview ? monthOf(now) : ''),
    }
  },
  render: ({ places, counts, cards, overdue, byPlace }, view) => {
    const { place, column, after, isOverview } = askedFor(view)
    const choice = (
      <PlaceChoice
        view={view}
        path="/orders"
        places={places}
        chosen={place}
        all
        kept={column === undefined ? {} : { state: column }}
      />
    )
    return (
      <>
        {choice}
        {isOverview ? (
          <Overview
            view={view}
            month={monthOf(view.now)}
            overdue={overdue}
            places={byPlace}
            shown={ofOne}
            isFirst={after === 0}
          />
        ) : (
          <Board
            view={view}
            counts={counts}
            cards={cards}
            column={column}
            after={after}
            shown={column === undefined ? ofEach : ofOne}
            at={(query) =>
              `/console/orders?${new URLSearchParams({ ...(place ? { place } : {}), ...query })}`
            }
          />
        )}
      </>
    )
  },
})

/** What the address asks for: a community by name, a column, behind which order; all of a city are an overview. */
function askedFor({ asked, scope }: View) {
  const place = asked('place')
  const column = boardColumns.find((one) => one === asked('state'))
  const isOverview = scope.everywhere && place === undefined
  return {
    place,
    key: place === undefined ? null : fold(place),
    column: isOverview ? undefined : column,
    after: column === undefined && !isOverview ? 0 : Number(asked('after')) || 0,
    isOverview,
  }
}
