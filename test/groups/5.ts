import { group } from '../support/group.ts'

await group(5)
