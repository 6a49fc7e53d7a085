/**
 * The text of a CSV file: UTF-8 with or without its mark, UTF-16 with one (Excel's “Unicode text”), else GB18030 as Chinese
 * Excel writes CSV. Undefined where it is no text at all.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const text =
    first === 0xff && second === 0xfe
      ? decode('utf-16le', bytes)
      : first === 0xfe && second === 0xff
        ? decode('utf-16be', bytes)
        : (decode('utf-8', bytes) ?? decode('gb18030', bytes))
  return text === undefined || /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? undefined : text
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return undefined
  }
}
