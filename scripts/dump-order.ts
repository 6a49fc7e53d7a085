/**
 * The statements of a dump of D1 in an order in which they can be run on an empty database: all tables, then all rows,
 * then indexes, views and triggers. D1 writes each table with its rows, so that rows may point at a table that comes later
 * (`no such table`); and a trigger that is there before the rows would count them twice.
 */
export function inOrder(dump: string): string {
  const statements = statementsOf(dump)
  const isTable = (text: string) => /^create\s+(?:virtual\s+)?table\b/i.test(text)
  const isLater = (text: string) => /^create\s+(?:unique\s+index|index|trigger|view)\b/i.test(text)
  const rest = statements.filter((text) => !isTable(text) && !isLater(text))
  const settings = rest.filter((text) => /^pragma\b/i.test(text))
  const inserts = rest.filter((text) => !settings.includes(text))
  const parts = [settings, statements.filter(isTable), inserts, statements.filter(isLater)]
  return `${parts.flat().join('\n')}\n`
}

/** Each statement with its semicolon; those inside of strings, names, comments and a trigger's body end none. */
function statementsOf(sql: string): string[] {
  const statements: string[] = []
  let [from, depth] = [0, 0]
  const words = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\b(?:begin|case|end)\b|;/gi
  for (const { 0: word, index } of sql.matchAll(words)) {
    const isTrigger = /^\s*create\s+(?:temp\s+)?trigger\b/i.test(sql.slice(from, from + 200))
    if (isTrigger && /^(?:begin|case)$/i.test(word)) depth += 1
    if (isTrigger && /^end$/i.test(word)) depth -= 1
    if (word !== ';' || depth > 0) continue
    statements.push(sql.slice(from, index + 1).trim())
    from = index + 1
  }
  return statements
}
