import { timingSafeEqual } from 'node:crypto'
import type { Situation } from '../commands/define.ts'

type Hmac = Situation<unknown, unknown>['hmac']

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** What the console signs and hides things with: CONSOLE_SECRET, chance, and keyed digests. */
export interface Keys {
  secret: string
  hmac: Hmac
  random: (length: number) => Uint8Array
}

/** 32 bytes of chance, as they stand in a link and in a cookie. */
export const newToken = ({ random }: Keys): string => base64url(random(32))

/** A short number of chance, for a form. */
export const newNonce = ({ random }: Keys): string => base64url(random(12))

/** A link's token or a session's as it is stored: its keyed hash, as commands store one-time codes. */
export const digestOf = ({ secret, hmac }: Keys, token: string): string =>
  [...hmac(secret, token)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const signature = ({ secret, hmac }: Keys, what: string, text: string): string =>
  base64url(hmac(secret, `console/${what}/${text}`))

/** A session's cookie: the token and its signature, so that a forged one costs no look into the database. */
export const cookieOf = (keys: Keys, token: string): string => `${token}.${signature(keys, 'session', token)}`

/** The token of a cookie that we have signed. */
export function tokenIn(keys: Keys, cookie: string | undefined): string | undefined {
  const [token = '', signed = ''] = (cookie ?? '').split('.')
  return token !== '' && same(signed, signature(keys, 'session', token)) ? token : undefined
}

/** What binds a form to a session: nobody else's page can make one, nor this one for another command. */
export const formToken = (keys: Keys, session: string, nonce: string, command: string): string =>
  signature(keys, 'form', `${session}/${nonce}/${command}`)

/** The secret in the address of somebody's calendar: only its nonce and its digest are stored. */
export const calendarKey = (keys: Keys, nonce: string): string => signature(keys, 'calendar', nonce)

/** A token of the interface for other systems, made from the nonce of the form that asks for it; only its digest is stored. */
export const apiToken = (keys: Keys, nonce: string): string => signature(keys, 'api', nonce)

/** Whether a form's token is that of its session, nonce and command. */
export const isSealed = (
  keys: Keys,
  session: string,
  nonce: string,
  command: string,
  token: string,
): boolean => same(token, formToken(keys, session, nonce, command))

function same(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array]
  return one.length === other.length && timingSafeEqual(one, other)
}
