import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Household, householdKey } from '../../domain/support/household.ts'
import { type PrivateFact, privateFactIn, privateFactOf } from '../../domain/support/private-fact.ts'
import { fold } from '../../text/fold.ts'
import type { Taken } from './arg.ts'
import { match } from './match.ts'

const END = '(?![\\da-z]| ?-\\d|栋|幢|楼|号楼|单元|室|座)'
const CODE = `(?:户|[a-z]{1,3}) ?-? ?\\d{1,5}(?:号户|户|号(?!楼|院))?${END}`
/** 12户 is 户12; 3户人家 is not. */
const COUNTED = '\\d{1,5} ?(?:号户|户(?!\\p{Script=Han}))'
const FIRST = new RegExp(`^[\\s,，]*(${CODE}|${COUNTED})`, 'du')
const ANYWHERE = new RegExp(`(?<![\\p{L}\\p{N}@-])(${CODE}|${COUNTED})`, 'du')
/** 张三H12 */
const GLUED = new RegExp(`(?<=\\p{Script=Han})([a-z]{1,3}-?\\d{1,5}${END})`, 'du')

/** A household's code in a text, in front, anywhere, or also right behind a name; what else is typed is the rest. */
export function takeHousehold(
  text: string,
  where: 'first' | 'anywhere' | 'glued',
): Taken<Household> | undefined {
  const found =
    match(text, where === 'first' ? FIRST : ANYWHERE) ?? (where === 'glued' ? match(text, GLUED) : undefined)
  if (!found) return undefined
  const counted = /^(\d+) ?号?户$/u.exec(found.groups[0] ?? '')
  const code = counted ? `户${counted[1]}` : (found.typed[0] ?? '').replace(/\s/g, '').toUpperCase()
  const key = householdKey(fold(code))
  return key === undefined ? undefined : { value: { code, key }, rest: found.rest }
}

/** Nobody says that much of a household; a text made long is not looked through. */
const longest = 200
export const tooLong = (text: string): Refusal | undefined =>
  text.length > 2 * longest || [...text].length > longest
    ? refuse('arg.household.long', { limit: longest })
    : undefined

/** There is no code: why, without a word of what was typed, because that may be an address or a name. */
export function noHousehold(text: string): Refusal {
  return withoutPrivate(text) ?? refuse('arg.household.missing')
}

/** The refusal of a text that seems to hold a household's private facts; nothing of it is kept (R088). */
export const withoutPrivate = (text: string): Refusal | undefined => refusalOf(privateFactIn(fold(text)))

/** The same of what is said about the household itself: nobody is named in it, not by a bare name either. */
export const withoutNames = (text: string): Refusal | undefined => refusalOf(privateFactOf(fold(text)))

const refusalOf = (fact: PrivateFact | undefined): Refusal | undefined =>
  fact && refuse('arg.household.private', { what: [`private_fact.${fact}`] })
