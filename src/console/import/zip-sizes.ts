/** A file inside a ZIP, and how long its directory says it is when unpacked. */
interface Entry {
  name: string
  bytes: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50

/**
 * What a ZIP's directory lists, without unpacking anything; undefined where there is no directory. The reader unpacks no
 * more of an entry than stands here, so that a bomb is known by its directory.
 */
export function zipEntries(bytes: Uint8Array): Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined
    const length = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
    entries.push({ name, bytes: view.getUint32(at + 24, true) })
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Where the directory's end record begins: at the very end, but for a comment of up to 64 KB. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END) return at
  return undefined
}
