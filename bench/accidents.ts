/** What can go wrong on the way, and at a platform that is in trouble. */
export interface Accident {
  name: string
  /** The message reaches its addressee all the same. */
  arrives: boolean
  /** How long it takes until we know, ms. */
  lastsMs: number
  throws?: Error
  status: number
  body: object
}

/** As long as the program waits (platforms/post-json.ts). */
const PATIENCE = 5000

const timedOut = {
  lastsMs: PATIENCE,
  throws: new DOMException('timeout', 'TimeoutError'),
  status: 0,
  body: {},
}
const quick = { lastsMs: 50, body: {} }

/** How often each happens, in thousandths of all calls: together five in a hundred. */
const accidents: readonly (readonly [perMille: number, accident: Accident])[] = [
  [10, { name: 'timeout, arrived', arrives: true, ...timedOut }],
  [10, { name: 'timeout, not arrived', arrives: false, ...timedOut }],
  [5, { name: 'HTTP 504, arrived', arrives: true, ...quick, status: 504 }],
  [10, { name: 'HTTP 500', arrives: false, ...quick, status: 500 }],
  [5, { name: 'HTTP 502', arrives: false, ...quick, status: 502 }],
  [
    5,
    {
      name: 'connection lost',
      arrives: false,
      ...quick,
      throws: new Error('Network connection lost.'),
      status: 0,
    },
  ],
  [5, { name: 'platform says wait', arrives: false, ...quick, status: 200 }],
]

export const accidentKinds = accidents.length

/** The words of a platform that is in trouble itself. */
const wait = {
  wecom: [200, { errcode: 45009, errmsg: 'api freq out of limit' }],
  dingtalk: [200, { errcode: -1, errmsg: 'system busy' }],
  api: [403, { code: 'Forbidden.AccessDenied.QpsLimitForApi' }],
} as const

/** Which accident a call has, if any; `chance` lies in 0…1. */
export function accidentOf(chance: number, kind: keyof typeof wait): Accident | undefined {
  let left = chance * 1000
  for (const [perMille, accident] of accidents) {
    left -= perMille
    if (left >= 0) continue
    if (accident.name !== 'platform says wait') return accident
    const [status, body] = wait[kind]
    return { ...accident, status, body }
  }
  return undefined
}
