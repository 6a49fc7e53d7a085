/**
 * Where the deployment is reached from outside (`https://bot.example.cn`): PUBLIC_ORIGIN, whatever stands behind its host, else
 * what the request says.
 */
export const originOf = (env: Pick<Env, 'PUBLIC_ORIGIN'>, address: string): string =>
  URL.parse(env.PUBLIC_ORIGIN ?? '')?.origin ?? new URL(address).origin
