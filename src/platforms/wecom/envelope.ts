import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'

/** The two secrets that the bot's API settings and this Worker share. */
export interface Keys {
  token: string
  /** EncodingAESKey, 43 characters. */
  aesKey: string
}

/** What travels beside a ciphertext, as text of the query string. */
export interface Seal {
  signature: string
  timestamp: string
  nonce: string
}

const BLOCK = 32
/** 16 random bytes and the length of the message. */
const HEADER = 20

/** Whether this is the platform's signature over the ciphertext; constant time (wecom-protocol §8). */
export function isSigned(keys: Keys, seal: Seal, encrypted: string): boolean {
  const expected = Buffer.from(getSignature(keys.token, seal.timestamp, seal.nonce, encrypted))
  const given = Buffer.from(seal.signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Decrypts a base64 ciphertext. `undefined` when its base64, length, padding, inner length or UTF-8 is not exactly
 * as wecom-protocol §8 has it. The caller compares `receiveid` with what it expects.
 */
export function open(keys: Keys, encrypted: string): { text: string; receiveid: string } | undefined {
  const cipher = Buffer.from(encrypted, 'base64')
  if (cipher.length === 0 || cipher.length % BLOCK !== 0 || cipher.toString('base64') !== encrypted) return

  const plain = unpad(decipher(keys.aesKey, cipher))
  if (!plain || plain.length < HEADER) return

  const end = HEADER + plain.readUInt32BE(HEADER - 4)
  if (end > plain.length) return
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { text: utf8.decode(plain.subarray(HEADER, end)), receiveid: utf8.decode(plain.subarray(end)) }
  } catch {
    return
  }
}

/** Encrypts and signs a reply; `now` is ms UTC, `nonce` the callback's (wecom-protocol §1.12). */
export function seal(keys: Keys, text: string, now: number, nonce: string): object {
  const timestamp = Math.floor(now / 1000)
  const encrypted = encrypt(keys.aesKey, text, '')
  return {
    encrypt: encrypted,
    msgsignature: getSignature(keys.token, timestamp, nonce, encrypted),
    timestamp,
    nonce,
  }
}

// Not the library's decrypt: it hides the padding and takes any, so the checks would mean decrypting twice (§8.2).
function decipher(aesKey: string, cipher: Buffer): Buffer {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const aes = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  aes.setAutoPadding(false)
  return Buffer.concat([aes.update(cipher), aes.final()])
}

function unpad(padded: Buffer): Buffer | undefined {
  const size = padded.at(-1) ?? 0
  if (size < 1 || size > BLOCK) return
  const body = padded.subarray(0, padded.length - size)
  return padded.subarray(body.length).every((byte) => byte === size) ? body : undefined
}
