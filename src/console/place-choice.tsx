import type { View } from './page.ts'

/** Which of several communities is shown; nothing to choose from where there is one. `kept` goes along with the choice. */
export const PlaceChoice = ({
  view: { words },
  path,
  places,
  chosen,
  all = false,
  kept = {},
}: {
  view: View
  path: string
  places: readonly { id: number; name: string }[]
  chosen: string | undefined
  /** Whether all of them together are a choice, too. */
  all?: boolean
  kept?: { [name: string]: string }
}) =>
  places.length < 2 ? null : (
    <form class="line" method="get" action={`/console${path}`}>
      {Object.entries(kept).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label>
        {words('console.which_place')}
        <select name="place" data-sends>
          {all && <option value="">{words('console.all_places')}</option>}
          {places.map(({ name }) => (
            <option value={name} selected={name === chosen}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{words('console.show')}</button>
    </form>
  )
