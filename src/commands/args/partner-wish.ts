import type { NamingType } from './args.ts'
import { match } from './match.ts'

/** With whom somebody would like to serve, or would not (rule 8.15). */
export interface PartnerWish {
  wants: boolean
  name: string
}

const NAME =
  "@?(\\p{Script=Han}{2,4}?|p\\d{1,9}|[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,2})(?:一组|一起|搭档|结对)?(?![\\p{L}\\p{N}])"
const WANTS = new RegExp(`^\\s*(?:我)?(?:想和|想跟|想与|希望和|希望跟|愿意和|愿意跟) ?${NAME}`, 'du')
const AVOIDS = new RegExp(`^\\s*(?:我)?(?:不要和|不要跟|不想和|不想跟|不要|不想要) ?${NAME}`, 'du')

/** `想和 李四` · `不要 王五`. */
export const partnerWish: NamingType<PartnerWish> = {
  namesPerson: true,
  take(text) {
    const avoided = match(text, AVOIDS)
    const found = avoided ?? match(text, WANTS)
    return found?.typed[0]
      ? { value: { wants: !avoided, name: found.typed[0] }, rest: found.rest }
      : undefined
  },
}
