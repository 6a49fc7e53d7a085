import type { HtmlEscapedString } from 'hono/utils/html'
import type { Scope, Sight } from '../domain/console/scope.ts'
import type { Policy } from '../domain/policy.ts'
import type { Params } from '../domain/refusal.ts'
import type { HeldRole } from '../domain/roles.ts'
import type { Query, RowsOf, Store } from '../store/d1.ts'
import type { Script } from '../text/catalogue.ts'

/** What JSX makes. */
type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** Who looks at a page. */
export interface Viewer {
  id: number
  name: string
  kind: 'member' | 'volunteer' | 'resident' | null
  unit: string | null
  community: string | null
  /** `place` is the name of what the role is held for; empty for an administrator. */
  roles: (HeldRole & { place: string })[]
}

/** Everything that a page is made from besides its rows. No clock and no chance in there. */
export interface View {
  viewer: Viewer
  scope: Scope
  /** ms */
  now: number
  /** YYYY-MM-DD of Shanghai */
  today: string
  policy: Policy
  script: Script
  /** Where the deployment is reached from outside: `https://bot.example.cn`. */
  origin: string
  /** The secret in the address of a calendar, made from its nonce. */
  calendarKey: (nonce: string) => string
  /** Where the page was asked for, with its query: `/console/people?after=…`. */
  here: string
  /** What stands in the query (`?month=2026-11`) or in the path (`:id`); undefined where nothing does. */
  asked: (name: string) => string | undefined
  /** The words of a code in the viewer's script. */
  words: (code: string, params?: Params) => string
  /** A form's hidden fields: a nonce, so that a double submit counts once, and the token that binds it to the session. */
  seal: (command: string) => { nonce: string; token: string }
}

/** One page: its path below /console, whose eyes it is for, what it reads (one batch), what it shows. */
export interface Page<Facts extends { [name: string]: Query } = { [name: string]: Query }> {
  path: string
  /** The code of its title, which is its name in the navigation, too. */
  title: string
  eyes: readonly Sight[]
  /** Reached from another page only. */
  hidden?: true
  /** Every query takes the scope first and filters by it in SQL. */
  read: (view: View) => Facts
  /** Pure. Undefined: there is no such thing, or not for this viewer; both answer 404. */
  render: (facts: RowsOf<Facts>, view: View) => Markup | undefined
}

/** Declares a page; types flow from `read` into `render`. */
export const definePage = <Facts extends { [name: string]: Query }>(page: Page<Facts>): Page =>
  page as unknown as Page

/** Somebody in the console, by the token of their session. */
export interface Inside {
  store: Store
  view: View
  token: string
}
