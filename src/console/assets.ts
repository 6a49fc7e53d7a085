import { createHash } from 'node:crypto'
import { script } from './script.ts'
import { style } from './style.ts'

const asset = (name: string, type: string, body: string) => ({
  path: `/${name}`,
  /** With the hash of what is in it, so that a browser may keep it for good. */
  address: `/console/${name}?v=${createHash('sha256').update(body).digest('hex').slice(0, 12)}`,
  headers: {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'public, max-age=31536000, immutable',
  },
  body,
})

/** What pages load besides themselves: nothing else, and nothing from elsewhere. */
export const styleSheet = asset('style.css', 'text/css', style)
export const scriptFile = asset('app.js', 'text/javascript', script)
