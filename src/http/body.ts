const LIMIT = 256 * 1024

/** The body as text, read only up to 256 KB; undefined when it is larger, whatever its Content-Length claims. */
export async function readBody(request: Request): Promise<string | undefined> {
  const claimed = request.headers.get('content-length')
  if (Number(claimed ?? 0) > LIMIT) return undefined
  if (!request.body) return ''
  if (claimed !== null) {
    // HTTP has cut it off there; read at once is much cheaper.
    const bytes = await request.arrayBuffer()
    return bytes.byteLength > LIMIT ? undefined : new TextDecoder().decode(bytes)
  }
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength
    if (size > LIMIT) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
