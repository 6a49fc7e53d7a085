/** A household as it is called: by a code that only the community's own list explains (R088). */
export interface Household {
  /** As typed: `H12`, `户12`, `A-07`. */
  code: string
  /** As compared: `h12`, `a7`. */
  key: string
}

const CODE = /^(户|[a-z]{1,3}) ?-? ?(\d{1,5})(?: ?(?:号|户|号户))?$/u

/** What a folded code is compared by: `H-012` and `户12` are the same household; undefined when it is no code. */
export function householdKey(folded: string): string | undefined {
  const [, letters, digits] = CODE.exec(folded) ?? []
  if (letters === undefined || digits === undefined || Number(digits) === 0) return undefined
  return `${letters === '户' ? 'h' : letters}${Number(digits)}`
}

/** In what a household is supported (R090). */
export const subjects = ['education', 'health', 'work', 'mind', 'life'] as const
export type Subject = (typeof subjects)[number]

/** The subjects as they are stored, space-separated. */
export const subjectsOf = (stored: string): Subject[] =>
  subjects.filter((subject) => ` ${stored} `.includes(` ${subject} `))
