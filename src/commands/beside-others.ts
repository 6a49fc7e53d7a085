/** How much of each sender's is being done in this isolate. */
const underWay = new Map<string, number>()

/** Does something of a sender's, told how much of theirs is under way already: D1 counts only what is done (flooding). */
export async function besideOthers<Result>(
  sender: string,
  work: (ahead: number) => Promise<Result>,
): Promise<Result> {
  const ahead = underWay.get(sender) ?? 0
  underWay.set(sender, ahead + 1)
  try {
    return await work(ahead)
  } finally {
    const left = (underWay.get(sender) ?? 1) - 1
    if (left > 0) underWay.set(sender, left)
    else underWay.delete(sender)
  }
}
