import { createServer } from 'node:net'

/** The address of every server here: this machine only. */
export const HOST = '127.0.0.1'

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })

/** The preferred port or the next free one, leaving out those already given away. */
export async function freePort(preferred: number, taken: number[] = []): Promise<number> {
  for (let port = preferred; port < preferred + 100; port++) {
    if (!taken.includes(port) && (await isFree(port))) return port
  }
  throw new Error(
    `端口 ${preferred}–${preferred + 99} 都被占用了 · ports ${preferred}–${preferred + 99} are all taken`,
  )
}

/** The port that the user asked for (`PORT`), which must be free, else the preferred or the next free one. */
export async function chosenPort(wanted: string | undefined, preferred: number): Promise<number> {
  if (!wanted) return freePort(preferred)
  const port = Number(wanted)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT=${wanted} 不是端口号 · not a port`)
  if (await isFree(port)) return port
  throw new Error(`端口 ${port} 已被占用，换一个：PORT=${port + 1} npm start · port ${port} is taken`)
}
