import { dutySubjects } from './duty.ts'
import { helpSubjects } from './help.ts'
import { ledgerSubjects } from './ledger.ts'
import { papersSubjects } from './papers.ts'
import { personSubjects } from './person.ts'
import type { Subject } from './subject.ts'
import { voiceSubjects } from './voice.ts'

/** Everything that is stored about people, in the order in which it is shown. */
export const subjects: readonly Subject[] = [
  ...personSubjects,
  ...ledgerSubjects,
  ...dutySubjects,
  ...helpSubjects,
  ...voiceSubjects,
  ...papersSubjects,
]
