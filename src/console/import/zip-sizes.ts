/** A file inside a ZIP, and how long it is at most when unpacked. */
interface Entry {
  name: string
  bytes: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
/** Where a directory says this, the true figure stands in one for large files, which we do not read. */
const ELSEWHERE = 0xffffffff
/** Sizes stand behind the packed data. */
const STREAMED = 8
/** Nothing at all takes so many bytes when it is packed. */
const PACKED_NOTHING = 8

/**
 * What a ZIP's directory lists, without unpacking anything; undefined where there is no directory. The reader unpacks no
 * more of an entry than stands here, so that a bomb is known by its directory; of an entry without a size it unpacks all
 * there is, so that one counts as endless.
 */
export function zipEntries(bytes: Uint8Array): Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  if ([12, 16].some((place) => view.getUint32(end + place, true) === ELSEWHERE)) return undefined
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined
    const length = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const streamed = packed === 0 && (view.getUint16(at + 8, true) & STREAMED) !== 0 && !name.endsWith('/')
    const endless = unpacked === 0 && (streamed || packed > PACKED_NOTHING)
    entries.push({ name, bytes: endless ? Number.POSITIVE_INFINITY : unpacked })
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
