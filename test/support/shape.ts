import type { Shape } from '../../src/http/api/shape.ts'

type Schemas = { [name: string]: Shape }

/** Where a value is not what a description says: `$.data[0].id: integer wanted`. Knows the words that shape.ts has. */
export function faultsOf(
  value: unknown,
  described: Shape | { $ref: string },
  schemas: Schemas,
  path = '$',
): string[] {
  if ('$ref' in described) {
    const shape = schemas[described.$ref.replace('#/components/schemas/', '')]
    return shape ? faultsOf(value, shape, schemas, path) : [`${path}: ${described.$ref} is not described`]
  }
  const types = [described.type].flat()
  if (!types.some((type) => isOf(value, type))) return [`${path}: ${types.join(' or ')} wanted`]
  if (described.enum && !described.enum.includes(value as string))
    return [`${path}: ${String(value)} is none of them`]
  if (typeof value === 'string' && described.format && !formats[described.format]?.test(value))
    return [`${path}: ${value} is no ${described.format}`]
  if (Array.isArray(value))
    return value.flatMap((one, i) => faultsOf(one, described.items!, schemas, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  const [has, may] = [Object.keys(value), Object.keys(described.properties ?? {})]
  return [
    ...(described.required ?? [])
      .filter((name) => !has.includes(name))
      .map((name) => `${path}.${name}: missing`),
    ...has.flatMap((name) =>
      may.includes(name)
        ? faultsOf(
            (value as { [name: string]: unknown })[name],
            described.properties![name]!,
            schemas,
            `${path}.${name}`,
          )
        : [`${path}.${name}: not described`],
    ),
  ]
}

const formats: { [format: string]: RegExp } = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/,
  date: /^\d{4}-\d\d-\d\d$/,
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
