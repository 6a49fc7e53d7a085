import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Script } from '../text/catalogue.ts'
import { words as wordsOf } from '../text/format.ts'
import { Act } from './act-form.tsx'
import { scriptFile, styleSheet } from './assets.ts'
import type { Page, View } from './page.ts'

/** A whole HTML page in a script. */
export const Sheet = ({ title, script, children }: { title: string; script: Script; children: Child }) =>
  html`<!doctype html>${(
    <html lang={script === 'hant' ? 'zh-Hant' : 'zh-CN'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${wordsOf('console.name', {}, script)}`}</title>
        <link rel="stylesheet" href={styleSheet.address} />
        <link rel="icon" href="data:," />
        <script src={scriptFile.address} defer />
      </head>
      <body>{children}</body>
    </html>
  )}`

/** A page for somebody in the console: who they are and what they see, the pages they have, and the page itself. */
export const Layout = ({
  view,
  pages,
  path,
  title,
  children,
}: {
  view: View
  pages: readonly Page[]
  path: string
  title: string
  children: Child
}) => {
  const { viewer, words, script } = view
  const leave = view.seal('leave')
  return (
    <Sheet title={title} script={script}>
      <a class="skip" href="#main">
        {words('console.skip')}
      </a>
      <header class="top">
        <strong>{words('console.name')}</strong>
        <p class="who">
          {viewer.name} · {sightOf(view)}
        </p>
        <Act
          view={view}
          command={script === 'hant' ? '/语言 简' : '/语言 繁'}
          label={words('console.other_script')}
        />
        <form method="post" action="/console/leave">
          <input type="hidden" name="nonce" value={leave.nonce} />
          <input type="hidden" name="token" value={leave.token} />
          <button type="submit">{words('console.leave')}</button>
        </form>
      </header>
      <nav class="pages" aria-label={words('console.pages')}>
        <ul>
          {pages.map((page) => (
            <li>
              <a href={`/console${page.path}`} aria-current={page.path === path ? 'page' : undefined}>
                {words(page.title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabindex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </Sheet>
  )
}

/** What somebody sees, in words: 社区书记 东湖社区 · 单位联络员 市财政局. */
function sightOf({ viewer, words }: View): string {
  const roles = viewer.roles.map(({ role, place }) =>
    [words(`role.${role}`), place].filter(Boolean).join(' '),
  )
  return roles.length > 0 ? roles.join(' · ') : [viewer.unit, viewer.community].filter(Boolean).join(' · ')
}

/** A page for somebody who is not in the console: one heading, a few lines. */
export const Door = ({ title, script, children }: { title: string; script: Script; children?: Child }) => (
  <Sheet title={title} script={script}>
    <header class="top">
      <strong>{wordsOf('console.name', {}, script)}</strong>
    </header>
    <main class="door">
      <section>
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  </Sheet>
)
