import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { clean } from '../../text/clean.ts'
import type { ArgContext, ArgType } from './arg.ts'

/** One argument of a command: its type, and what is refused when it is not there. */
export interface Arg<T> {
  type: ArgType<unknown>
  missing?: string
  /** Required only when anything was typed at all (工时 alone lists, 工时 with words wants a time). */
  onlyIfTyped?: boolean
  /** Carries the type of the value; never set. */
  value?: T
}

export type ArgsSpec = { [key: string]: Arg<unknown> }
export type ArgsOf<S extends ArgsSpec> = { [K in keyof S]: S[K] extends Arg<infer T> ? T : never }

/** An argument that must be there; without it the command is refused with the code, params `{ text }` (what was typed). */
export const required = <T>(type: ArgType<T>, missing: string): Arg<T> => ({ type, missing })

/** An argument that may be left out. */
export const optional = <T>(type: ArgType<T>): Arg<T | undefined> => ({ type })

/** An argument that may be left out only when nothing at all was typed after the command's name. */
export const requiredIfTyped = <T>(type: ArgType<T>, missing: string): Arg<T | undefined> => ({
  type,
  missing,
  onlyIfTyped: true,
})

/** A type whose value is a person: a mention at the end of the message is then an argument, not the bot. */
export type NamingType<T> = ArgType<T> & { namesPerson: true }

/** Whether a command's arguments may name somebody. */
export const namesPerson = (spec: ArgsSpec): boolean =>
  Object.values(spec).some(({ type }) => 'namesPerson' in type)

/** The arguments of a command, taken from its text in the order in which they stand here. */
export const args = <const S extends ArgsSpec>(spec: S): S => spec

const SHOWN = 20

/** What was typed, short enough to be repeated in an answer. */
export const excerpt = (text: string): string => {
  const characters = [...clean(text).replace(/\s+/g, ' ')]
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('')
}

/** Reads the text after a command's name: the values under their keys, or the first reason why not. */
export function parseArgs<S extends ArgsSpec>(
  spec: S,
  text: string,
  context: ArgContext,
): ArgsOf<S> | Refusal {
  const values: { [key: string]: unknown } = {}
  const tab = Object.values(spec).some(({ type }) => 'keepsTabs' in type) ? '\t' : ' '
  let left = clean(text, tab)
  const typed = left !== ''
  for (const [key, { type, missing, onlyIfTyped }] of Object.entries(spec)) {
    const taken = type.take(left, context)
    if (isRefusal(taken)) return taken
    if (taken) left = taken.rest
    else if (missing && (typed || !onlyIfTyped)) return refuse(missing, { text: excerpt(left) })
    values[key] = taken?.value
  }
  return values as ArgsOf<S>
}
