import { arch, cpus, platform, totalmem } from 'node:os'

/** The machine and the day on which something is measured, in one line. */
export function machine(): string {
  const processors = cpus()
  return [
    new Date().toISOString().slice(0, 10),
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${platform()} ${arch()}`,
    `Node ${process.version}`,
  ].join(', ')
}
