import { type Line, line } from '../say.ts'

/** A name as typed and as it is compared; both empty where the cell is. */
export interface Named {
  name: string
  key: string
}

/** Units, communities, grids, streets and districts that a file makes, and where they belong; each once, in the order made. */
export interface NewPlaces {
  units: Named[]
  /** `street` is the key of the street it comes to belong to; null leaves that as it is. */
  communities: (Named & { street: string | null })[]
  grids: (Named & { community: string })[]
  streets: (Named & { district: string | null })[]
  districts: Named[]
}

/** Notes the places that lines make, each once. */
export class PlaceNotes {
  readonly places: NewPlaces = { units: [], communities: [], grids: [], streets: [], districts: [] }
  readonly #noted = new Set<string>()
  readonly #belongs = new Map<string, string>()

  /** Whether the file has said nothing else of where a place belongs. */
  agrees(kind: 'communities' | 'streets', key: string, of: string): boolean {
    const said = this.#belongs.get(`${kind}/${key}`)
    if (said === undefined) this.#belongs.set(`${kind}/${key}`, of)
    return said === undefined || said === of
  }

  /** The place is made, or comes to belong elsewhere: the line that says so, once. */
  note<Kind extends keyof NewPlaces>(kind: Kind, place: NewPlaces[Kind][number], of = ''): Line[] {
    const what = `${kind}/${of}/${place.key}`
    if (this.#noted.has(what)) return []
    this.#noted.add(what)
    ;(this.places[kind] as NewPlaces[Kind][number][]).push(place)
    return [line('import.makes', { kind: [`import_column.${fields[kind]}`], name: place.name })]
  }
}

const fields: { readonly [kind in keyof NewPlaces]: string } = {
  units: 'unit',
  communities: 'community',
  grids: 'grid',
  streets: 'street',
  districts: 'district',
}
