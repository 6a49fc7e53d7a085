import { accounts } from './accounts.ts'
import { args } from './args.ts'
import { figures } from './figures.ts'
import { kernel } from './kernel.ts'
import { ledger } from './ledger.ts'
import { people } from './people.ts'
import { profile } from './profile.ts'
import { setUp } from './set-up.ts'

/** Every sentence in simplified Chinese, by code. `{name}` is a parameter, `{at:time}` one with a format (format.ts). */
export const zhHans: { [code: string]: string } = {
  ...accounts,
  ...args,
  ...figures,
  ...kernel,
  ...ledger,
  ...people,
  ...profile,
  ...setUp,
}
