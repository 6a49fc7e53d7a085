/** The few words of JSON Schema in which the interface says what it gives. */
export interface Shape {
  type: string | readonly string[]
  description?: string
  format?: string
  enum?: readonly (string | null)[]
  pattern?: string
  minimum?: number
  maximum?: number
  default?: number
  items?: Shape | { $ref: string }
  properties?: { [name: string]: Shape | { $ref: string } }
  required?: readonly string[]
  additionalProperties?: false
}

/** A whole number. */
export const whole = (description: string): Shape => ({ type: 'integer', description })

export const text = (description: string): Shape => ({ type: 'string', description })

export const oneOf = (description: string, values: readonly string[]): Shape => ({
  type: 'string',
  description,
  enum: values,
})

export const yesOrNo = (description: string): Shape => ({ type: 'boolean', description })

/** An instant as the interface writes it: `2026-11-25T09:00:00+08:00`. */
export const instant = (description: string): Shape => ({ type: 'string', format: 'date-time', description })

export const day = (description: string): Shape => ({ type: 'string', format: 'date', description })

/** The same, or null. */
export const orNull = (shape: Shape): Shape => ({
  ...shape,
  type: [shape.type, 'null'].flat(),
  ...(shape.enum ? { enum: [...shape.enum, null] } : {}),
})

export const list = (items: Shape | { $ref: string }, description?: string): Shape => ({
  type: 'array',
  items,
  ...(description ? { description } : {}),
})

/** An object with exactly these names, every one of them there. */
export const object = (properties: { [name: string]: Shape }, description?: string): Shape => ({
  type: 'object',
  ...(description ? { description } : {}),
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** An instant (ms) as it stands in an answer, by Shanghai's clock. */
export const written = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')

export const writtenOrNull = (at: number | null): string | null => (at === null ? null : written(at))
