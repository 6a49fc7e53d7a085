import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** The platform's side of WeCom's envelope, written apart from the Worker's so that the two check each other. */

const keyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64')

/** SHA-1 over the sorted parts, lower-case hex. */
export const signature = (token: string, timestamp: string, nonce: string, encrypted: string): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')

/** base64 of AES-256-CBC over random(16), length, message, and PKCS#7 to 32 bytes; the receiver id is empty. */
export function encrypt(encodingAesKey: string, message: string, random = randomBytes(16)): string {
  const key = keyOf(encodingAesKey)
  const body = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const pad = 32 - ((20 + body.length) % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const clear = Buffer.concat([random, length, body, Buffer.alloc(pad, pad)])
  return Buffer.concat([cipher.update(clear), cipher.final()]).toString('base64')
}

/** The message inside an envelope. Throws when the padding, the length or the receiver id is not as WeCom wants it. */
export function decrypt(encodingAesKey: string, encrypted: string): string {
  const key = keyOf(encodingAesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const clear = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()])
  const pad = clear.at(-1) ?? 0
  if (pad < 1 || pad > 32 || !clear.subarray(-pad).every((byte: number) => byte === pad))
    throw new Error('bad padding')
  const length = clear.readUInt32BE(16)
  if (20 + length + pad !== clear.length) throw new Error('bad length, or a receiver id that is not empty')
  return clear.subarray(20, 20 + length).toString()
}
