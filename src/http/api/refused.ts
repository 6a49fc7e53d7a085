import type { Refusal } from '../../domain/refusal.ts'
import { words } from '../../text/format.ts'

/** Every way of failing, with its status. */
export const statusOf = {
  'api.bad_month': 400,
  'api.bad_after': 400,
  'api.bad_limit': 400,
  'api.bad_place': 400,
  'api.place_once': 400,
  'api.token_missing': 401,
  'api.token_unknown': 401,
  'api.token_ended': 401,
  'api.token_expired': 401,
  'api.other_place': 403,
  'api.no_such': 404,
  'api.read_only': 405,
  'api.too_many': 429,
  'api.off': 503,
} as const

/** A refusal as the interface says it: a code that stays and a sentence. */
export function refusedJson(
  { refused, params }: Refusal,
  headers: { [name: string]: string } = {},
): Response {
  const status = statusOf[refused as keyof typeof statusOf]
  return Response.json(
    { error: { code: refused.replace('api.', ''), message: words(refused, params, 'hans') } },
    {
      status,
      headers: {
        'cache-control': 'no-store',
        ...(status === 401 ? { 'www-authenticate': 'Bearer realm="hong-dadang"' } : {}),
        ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
        ...headers,
      },
    },
  )
}
