declare namespace Cloudflare {
  interface Env extends globalThis.Env {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
    TEST_SCHEMA: string
  }
}

interface ImportMeta {
  /** Vite's: a way to load each file that fits. */
  glob: (patterns: string[]) => { [path: string]: () => Promise<unknown> }
}
