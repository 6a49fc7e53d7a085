/**
 * The request's now, ms UTC. With ALLOW_TEST_CLOCK=1 the header `x-test-now` moves it, for demos and tests; the
 * signature is then checked against that time, so only a correctly signed callback gets anywhere with it.
 */
export function nowOf(request: Request, env: Pick<Env, 'ALLOW_TEST_CLOCK'>): number {
  const header = request.headers.get('x-test-now')
  if (env.ALLOW_TEST_CLOCK !== '1' || !header || !/^\d{1,15}$/.test(header)) return Date.now()
  return Number(header)
}
