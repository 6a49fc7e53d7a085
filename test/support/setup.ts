import { build, recordSteps } from './database.ts'

// The schema as it is written, in one batch: the steps one after the other would take longer than most files' tests.
await build()
await recordSteps()
