import type { Context } from 'hono'
import type { Script } from '../text/catalogue.ts'

/** The script for somebody whom we do not know: the first Chinese that their browser asks for. */
export const scriptAsked = (c: Context): Script => {
  const [chinese = ''] = /\bzh[a-z-]*/i.exec(c.req.header('accept-language') ?? '') ?? []
  return /^zh-(?:hant|tw|hk|mo)\b/i.test(chinese) ? 'hant' : 'hans'
}
