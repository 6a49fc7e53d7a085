/** Asks the simulator's server. Throws an Error whose message may be shown. */
export async function ask(what, body = {}) {
  const response = await fetch(`/api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

const status = document.getElementById('status')

/** Says one line to everybody, screen readers included. */
export function announce(text) {
  status.textContent = text
}

/** Runs something that a person asked for; what goes wrong is announced, not lost. */
export async function attempt(work) {
  try {
    return await work()
  } catch (error) {
    announce(`没有成功：${error.message}`)
  }
}
