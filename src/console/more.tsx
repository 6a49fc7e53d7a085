import type { View } from './page.ts'

/** The addresses below a list that is read in pieces: of the next piece and of its beginning, each where there is one. */
export const More = ({
  words,
  next,
  first,
}: {
  words: View['words']
  next: string | false
  first?: string | false | undefined
}) => (
  <>
    {next && (
      <a class="button" href={next}>
        {words('console.more')}
      </a>
    )}
    {first && (
      <a class="button" href={first}>
        {words('console.first')}
      </a>
    )}
  </>
)
