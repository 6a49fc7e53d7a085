import { randomBytes } from 'node:crypto'
import type { Payload } from '../types.ts'

export interface Reply {
  status: number
  body: Payload
}

export const OK: Reply = { status: 200, body: { errcode: 0, errmsg: 'ok' } }

/** oapi.dingtalk.com refuses with HTTP 200 … */
export const no = (errcode: number, errmsg: string): Reply => ({ status: 200, body: { errcode, errmsg } })

/** … and api.dingtalk.com with 400. */
export const bad = (code: string, message = code): Reply => ({
  status: 400,
  body: { code, message, requestid: randomBytes(16).toString('hex').toUpperCase() },
})
