import { env } from 'cloudflare:workers'

/** Runs statements one after the other, each a transaction of its own: a whole table at a time. */
export async function fill(...statements: string[]): Promise<void> {
  for (const statement of statements) await env.DB.prepare(statement).run()
}

/** The first row of a question. */
export async function one<Row>(sql: string): Promise<Row> {
  const row = await env.DB.prepare(sql).first<Row>()
  if (row === null) throw new Error(`no row: ${sql}`)
  return row
}
