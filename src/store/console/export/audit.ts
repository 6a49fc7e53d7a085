import { record } from '../../audit.ts'

/** Somebody has taken a table with them: which one, of which period, in which form. */
export const tableTaken = (
  { person, name, period, form }: { person: number; name: string; period: string; form: string },
  message: string,
  at: number,
) =>
  record(
    { action: 'console.export', subject: `export:${name}`, communityId: null, detail: { period, form } },
    { actorId: person, message, at },
  )
