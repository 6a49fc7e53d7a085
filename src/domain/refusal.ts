/** Values that a sentence of the catalogue takes; they must survive JSON, because outcomes are stored. */
export type Params = { [key: string]: string | number | string[] }

/** Why nothing was done: a code of the catalogue and its parameters. Never a sentence, never an exception. */
export interface Refusal {
  refused: string
  params: Params
}

export const refuse = (refused: string, params: Params = {}): Refusal => ({ refused, params })

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value
