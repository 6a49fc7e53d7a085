import type { Payload } from './types.ts'

/** Readers for JSON that somebody else wrote: what is missing or of another kind reads as empty. */

export const object = (value: unknown): Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {}

export const list = (value: unknown): Payload[] => (Array.isArray(value) ? value.map(object) : [])

export const string = (value: unknown): string => (typeof value === 'string' ? value : '')

export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** Length in UTF-8 bytes, as both platforms count. */
export const bytes = (text: string): number => Buffer.byteLength(text)
