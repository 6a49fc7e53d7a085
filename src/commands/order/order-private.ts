/** A mobile or fixed number among words: it belongs to the contact, never on a card. */
const PHONE = /(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)/gu

/** Digits that count something, or name a room that everybody may know. */
const NO_DOOR = '(?![\\d年月日人元块米斤瓦个名点分会活教办值接图阅])'

/** The number of somebody's door among words: `3栋2单元501`, `201室`, `3-2-501`; the building may be known (R049). */
const DOOR = new RegExp(
  `(?<=[栋幢座楼元門门棟] ?-? ?)\\d{3,4}(?:室|房|户|戶|号|號)?${NO_DOOR}|(?<![\\d:.-])\\d{3,4}(?:室|房|户|戶)${NO_DOOR}|(?<![\\d-])\\d{1,3}-\\d{1,2}-\\d{3,4}(?![\\d-])`,
  'gu',
)

/** Words that everybody may read, and what was taken out of them. */
interface OpenWords {
  open: string
  phones: string[]
  /** With the number of the door, if there was one. */
  door: string | undefined
}

/** Takes telephone numbers and doors out of a title or a place. */
export function openWords(text: string): OpenWords {
  const phones = text.match(PHONE) ?? []
  const rest = tidy(text.replace(PHONE, ' '))
  const open = tidy(rest.replace(DOOR, ' '))
  return { open: open === '' ? text : open, phones, door: open === rest ? undefined : rest }
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
