import { readFileSync } from 'node:fs'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const root = new URL('../', import.meta.url).pathname

/**
 * The Worker's tests run in workerd. Every binding is set here, so that a developer's .dev.vars never decides a test.
 */
export const workerd = async () => ({
  root,
  plugins: [
    cloudflareTest({
      wrangler: { configPath: `${root}wrangler.toml` },
      miniflare: {
        // No test reaches a real platform, even where there is a network.
        outboundService: () => new Response(null, { status: 503 }),
        bindings: {
          WECOM_TOKEN: 'QwErTy123456789Token',
          WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
          DINGTALK_CLIENT_ID: 'dingx8k2mq7wv4hj3n9p',
          DINGTALK_CLIENT_SECRET: 'Zq3kT9-exampleOnly_AppSecret-0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2',
          GATEWAY_SECRET: 'test-gateway-secret',
          ACTIVATION_CODE: 'test-activation-code',
          CONSOLE_SECRET: 'test-console-secret',
          ALLOW_TEST_CLOCK: '1',
          WECOM_API_ORIGIN: 'https://qyapi.weixin.qq.com',
          DINGTALK_API_ORIGIN: 'https://api.dingtalk.com',
          DINGTALK_OAPI_ORIGIN: 'https://oapi.dingtalk.com',
          DINGTALK_REPLY: 'inline',
          TEST_MIGRATIONS: await readD1Migrations(`${root}migrations`),
          TEST_SCHEMA: readFileSync(`${root}schema.sql`, 'utf8'),
        },
      },
    }),
  ],
  test: {
    name: 'workerd',
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/gateway/**'],
    setupFiles: ['test/support/setup.ts'],
    // What is cached is handed to a runtime in one message, and workerd takes none above 32 MiB: it closes, and the run hangs.
    fsModuleCache: false,
    // Nothing is measured by these: they end what hangs, also on a machine that is ten times slower.
    testTimeout: 60_000,
    hookTimeout: 600_000,
  },
})

/** The gateway is a Node program, and so are its tests. */
const node = {
  root,
  test: {
    name: 'node',
    include: ['test/gateway/**/*.test.ts'],
    setupFiles: ['test/gateway/support/quiet.ts'],
    // What is logged is of use only beside a test that fails.
    silent: 'passed-only' as const,
    testTimeout: 60_000,
    // These live on the real clock, with pings of milliseconds: they run before the others, not beside them.
    sequence: { groupOrder: 0 },
  },
}

/** All files in groups, since to load every module anew takes longer than most tests; or those alone that are named. */
const grouped = async () => {
  const { test, ...rest } = await workerd()
  const named = process.argv.some((word) => word.endsWith('.test.ts'))
  const keepLogs = 'test/support/keep-logs.ts'
  return {
    ...rest,
    test: {
      ...test,
      ...(named
        ? { setupFiles: [...test.setupFiles, keepLogs] }
        : { include: ['test/groups/*.ts'], setupFiles: [keepLogs] }),
      disableConsoleIntercept: true,
      sequence: { groupOrder: 1 },
    },
  }
}

export default defineConfig(async () => ({
  root,
  test: {
    projects: [await grouped(), node],
    maxWorkers: '100%',
  },
}))
