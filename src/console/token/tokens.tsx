import { lifetimes, tokenState } from '../../domain/api/token.ts'
import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { TokenRow } from '../../store/api/token.ts'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** How many tokens the page shows at most. */
export const mostTokens = 50

/** The tokens of the interface for other systems, with what makes and ends one; for administrators. */
export const Tokens = ({ view, tokens }: { view: View; tokens: readonly TokenRow[] }) => {
  const { words } = view
  return (
    <section>
      <h2>{words('token.title')}</h2>
      <p>{words('token.about')}</p>
      {tokens.length === 0 ? (
        <p>{words('token.none')}</p>
      ) : (
        <Table
          caption={words('token.caption')}
          columns={[
            { title: words('token.col.name'), of: (token: TokenRow) => nameOf(view, token) },
            { title: words('token.col.reach'), of: ({ place }) => place ?? words('token.everything') },
            {
              title: words('token.col.until'),
              of: ({ expires_at }) => words('token.day', { day: dayOf(expires_at) }),
            },
            {
              title: words('token.col.state'),
              of: (token) => words(`token_state.${tokenState(token, view.now)}`),
            },
            { title: words('token.col.uses'), of: ({ uses }) => uses, number: true },
            {
              title: words('token.col.last'),
              of: ({ last_used_at: at }) =>
                at === null ? words('token.never') : words('token.moment', { at }),
            },
            {
              title: words('token.col.end'),
              of: (token) => tokenState(token, view.now) === 'live' && <End view={view} token={token} />,
            },
          ]}
          rows={tokens}
        />
      )}
      <Make view={view} />
    </section>
  )
}

const nameOf = ({ words }: View, { id, name }: TokenRow): string => name ?? words('token.nameless', { id })

/** What binds a form of tokens to its session, and says what it does. */
const Sealed = ({ view, does }: { view: View; does: string }) => {
  const { nonce, token } = view.seal(`token/${does}`)
  return (
    <>
      <input type="hidden" name="does" value={does} />
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="token" value={token} />
    </>
  )
}

const End = ({ view, token }: { view: View; token: TokenRow }) => (
  <form class="act" method="post" action="/console/tokens">
    <Sealed view={view} does={`end/${token.id}`} />
    <button type="submit" aria-label={`${view.words('token.end')} ${nameOf(view, token)}`}>
      {view.words('token.end')}
    </button>
  </form>
)

const Make = ({ view }: { view: View }) => (
  <details>
    <summary>{view.words('token.new')}</summary>
    <form class="act" method="post" action="/console/tokens">
      <Sealed view={view} does="make" />
      <label>
        {view.words('token.new_name')}
        <input name="name" maxlength={40} required autocomplete="off" />
      </label>
      <label>
        {view.words('token.new_place')}
        <input name="place" maxlength={60} autocomplete="off" />
      </label>
      <label>
        {view.words('token.new_days')}
        <select name="days">
          {lifetimes.map((days) => (
            <option value={String(days)}>{view.words('token.days', { days })}</option>
          ))}
        </select>
      </label>
      <button type="submit" class="main">
        {view.words('token.make')}
      </button>
    </form>
  </details>
)

/** The one time that a token is shown. */
export const Made = ({ view, value }: { view: View; value: string }) => {
  const { words, origin } = view
  return (
    <section>
      <p class="good">{words('token.made_how')}</p>
      <label class="wide">
        {words('token.value')}
        <input readonly value={value} />
      </label>
      <p class="soft">{words('token.use_how', { address: `${origin}/api/v1/openapi.json` })}</p>
      <BackToSettings view={view} />
    </section>
  )
}

/** Why no token was made. */
export const NotMade = ({ view, why }: { view: View; why: string }) => (
  <section>
    <p class="bad">{why}</p>
    <BackToSettings view={view} />
  </section>
)

const BackToSettings = ({ view }: { view: View }) => (
  <p>
    <a class="button" href="/console/settings">
      {view.words('token.back')}
    </a>
  </p>
)
