import type { View } from './page.ts'

/**
 * A button that does what a typed command does, through the kernel. With `more` there is a field for what stands
 * behind the command: the reason of a refusal, hours.
 */
export const Act = ({
  view,
  command,
  label,
  main = false,
  more,
  about,
}: {
  view: Pick<View, 'seal' | 'here'>
  command: string
  label: string
  main?: boolean
  more?: { label: string; required?: boolean }
  /** Tells buttons of one label apart for who does not see the line they stand in. */
  about?: string
}) => {
  const { nonce, token } = view.seal(command)
  return (
    <form class="act" method="post" action="/console/act">
      <input type="hidden" name="command" value={command} />
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="back" value={view.here} />
      {more && (
        <label>
          {more.label}
          <input name="more" maxlength={200} required={more.required ?? false} autocomplete="off" />
        </label>
      )}
      <button
        type="submit"
        class={main ? 'main' : undefined}
        aria-label={about ? `${label} ${about}` : undefined}
      >
        {label}
      </button>
    </form>
  )
}
