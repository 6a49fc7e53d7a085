import { args } from './args.ts'
import { kernel } from './kernel.ts'
import { ledger } from './ledger.ts'
import { people } from './people.ts'

/** Every sentence in simplified Chinese, by code. `{name}` is a parameter, `{at:time}` one with a format (format.ts). */
export const zhHans: { [code: string]: string } = { ...args, ...kernel, ...ledger, ...people }
