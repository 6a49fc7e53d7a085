/** What a text must look like: a pattern that it fits, `{ not }` one that it must not fit. */
export type Expected = RegExp | { not: RegExp }

/** Prints a story and counts what came as expected. */
export class Checks {
  passed = 0
  failed = 0
  readonly print: (line: string) => void

  constructor(print: (line: string) => void = console.log) {
    this.print = print
  }

  check(good: boolean, what: string): void {
    if (good) this.passed++
    else this.failed++
    this.print(`   ${good ? '✓' : '✗'} ${what}`)
  }

  /** Each expectation of a text is a check of its own. */
  expect(text: string, expected: readonly Expected[]): void {
    for (const one of expected) {
      if (one instanceof RegExp) this.check(one.test(text), `有 ${one}`)
      else this.check(!one.not.test(text), `没有 ${one.not}`)
    }
  }
}
